import { exists } from "../../../src/scan/files/file_system.ts";
import { NO_JOURNAL } from "../../../src/model/scan_journal.ts";
import { NO_MODULES } from "../../../src/scan/workers/confinement.ts";
import { scan, type ScanOptions } from "../../../src/scan/scanner.ts";
import { workerCommand } from "../../../src/scan/workers/worker_command.ts";
import { WorkerSession } from "../../../src/scan/workers/worker_session.ts";
import { projectPath } from "../../project_path.ts";
import { type Bench, roundsOf } from "../harness/bench.ts";
import { figureOf } from "../harness/figure.ts";
import { inTurn, timeMs } from "../harness/in_turn.ts";
import { atLeast, atMost, ratioRow, type Row } from "../harness/row.ts";

/** Scans on each side. */
const SCANS = 5;

/** Number of workers to kill. */
const KILLS = 20;

/** Highest ratio of the times of good modules with and without a hanging module among them. */
const PROMISED_HANG_RATIO = 1.2;

/** Most milliseconds from the decision to kill a worker until it is gone. */
const PROMISED_KILL_MS = 50;

/** How many times as fast shared workers must be as a process for each plugin. */
const PROMISED_SHARED_FACTOR = 4;

/** The folders where distributions install the measured plugins. */
const SAMPLES = ["/usr/lib/vst3", "/usr/lib/ladspa", "/usr/lib/clap", "/usr/lib/lv2"];
const LADSPA = "/usr/lib/ladspa";

/** Hangs while the dynamic linker holds its lock, which is the worst that a module can do. */
const HANGING = projectPath("build/fixtures/faults/hang_in_load.clap");

/** The promises of the scanner about plugins that hang and about shared workers. */
export async function* scannerRows(bench: Bench): AsyncGenerator<Row> {
  const hasHanging = exists(HANGING);
  if (hasHanging) yield await killTime(bench);
  else yield { name: "worker that hangs", skipped: `there is no ${HANGING}; "deno task test" builds it` };
  const folders = SAMPLES.filter(exists);
  if (hasHanging && folders.length > 0) yield await hangCost(bench, folders);
  if (exists(LADSPA)) yield await sharing(bench);
  else yield { name: "LADSPA samples in shared workers", skipped: `there is no ${LADSPA}` };
}

async function killTime(bench: Bench): Promise<Row> {
  const command = await workerCommand(Deno.env.get);
  const run = { makePrivate: () => Deno.makeTempDir({ prefix: "pluginary-bench-" }) };
  const confinement = { ...NO_MODULES, readable: [HANGING] };
  const times: number[] = [];
  for (let i = 0; i < roundsOf(bench, KILLS); i++) {
    const session = await WorkerSession.start(command, ["clap"], { run, confinement });
    const hanging = session.request({ type: "list", format: "clap", location: HANGING, binary: HANGING });
    // Until it hangs.
    await new Promise((resolve) => setTimeout(resolve, 100));
    times.push(await timeMs(() => session.stop()));
    await hanging;
  }
  return {
    name: "worker that hangs in the dynamic linker, from kill to gone",
    measured: figureOf("ms", times),
    limit: atMost(PROMISED_KILL_MS),
    note: `at worst ${Math.max(...times).toFixed(1)} ms`,
  };
}

async function hangCost(bench: Bench, folders: readonly string[]): Promise<Row> {
  const folder = await Deno.makeTempDir({ prefix: "pluginary-bench-" });
  try {
    await Deno.copyFile(HANGING, `${folder}/hanging.clap`);
    const { modules } = await goodOnes(folders, Infinity);
    const pairs = [];
    for (let i = 0; i < roundsOf(bench, SCANS); i++) {
      // It is found first, so that its cost is highest.
      const hanging = await goodOnes([folder, ...folders], modules);
      pairs.push({ hanging, good: await goodOnes(folders, modules) });
    }
    const times = {
      measured: pairs.map(({ hanging }) => hanging.ms),
      baseline: pairs.map(({ good }) => good.ms),
    };
    const name = "good modules with one that hangs among them, against without";
    return ratioRow(name, times, { limit: atMost(PROMISED_HANG_RATIO), note: `${modules} good modules` });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Scans until the wanted number of modules has been scanned, and measures the time. */
async function goodOnes(paths: readonly string[], wanted: number): Promise<{ modules: number; ms: number }> {
  const startedAt = performance.now();
  const enough = new AbortController();
  let ms = 0;
  let modules = 0;
  for await (const event of scan(options(paths, { interrupt: enough.signal }))) {
    if (event.event !== "module" || event.module.outcome === "timed-out") continue;
    ms = performance.now() - startedAt;
    if (++modules === wanted) enough.abort("bench");
  }
  return { modules, ms };
}

async function sharing(bench: Bench): Promise<Row> {
  const times = await inTurn(roundsOf(bench, SCANS), {
    measured: () => timeMs(() => scanAll(options([LADSPA], { isolate: true }))),
    baseline: () => timeMs(() => scanAll(options([LADSPA]))),
  });
  return ratioRow("LADSPA samples in a process for each plugin, against shared workers", times, {
    limit: atLeast(PROMISED_SHARED_FACTOR),
  });
}

async function scanAll(options: ScanOptions): Promise<void> {
  for await (const _ of scan(options)) { /* It is only to be timed. */ }
}

function options(paths: readonly string[], more: Partial<ScanOptions> = {}): ScanOptions {
  return { version: "bench", paths, journal: NO_JOURNAL, ...more };
}
