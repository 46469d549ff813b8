import { NO_JOURNAL } from "../../src/model/scan_journal.ts";
import { NO_MODULES } from "../../src/scan/workers/confinement.ts";
import { scan, type ScanOptions } from "../../src/scan/scanner.ts";
import { workerCommand } from "../../src/scan/workers/worker_command.ts";
import { WorkerSession } from "../../src/scan/workers/worker_session.ts";
import { projectPath } from "../project_path.ts";
import { compare, median, ratioResult, type Result, timeMs } from "./measure.ts";

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
export async function* scannerResults(): AsyncGenerator<Result> {
  const hasHanging = exists(HANGING);
  if (hasHanging) yield await killTime();
  const folders = SAMPLES.filter(exists);
  if (hasHanging && folders.length > 0) yield await hangCost(folders);
  if (exists(LADSPA)) yield await sharing();
}

async function killTime(): Promise<Result> {
  const command = await workerCommand(Deno.env.get);
  const run = { makePrivate: () => Deno.makeTempDir({ prefix: "pluginary-bench-" }) };
  const confinement = { ...NO_MODULES, readable: [HANGING] };
  const times: number[] = [];
  for (let i = 0; i < KILLS; i++) {
    const session = await WorkerSession.start(command, ["clap"], { run, confinement });
    const hanging = session.request({ type: "list", format: "clap", location: HANGING, binary: HANGING });
    // Until it hangs.
    await new Promise((resolve) => setTimeout(resolve, 100));
    times.push(await timeMs(() => session.stop()));
    await hanging;
  }
  const worstMs = Math.max(...times);
  const middleMs = median(times);
  return {
    name: "worker that hangs in the dynamic linker, from kill to gone",
    value: `${middleMs.toFixed(1)} ms, at worst ${worstMs.toFixed(1)} ms`,
    promise: `at most ${PROMISED_KILL_MS} ms`,
    isKept: middleMs <= PROMISED_KILL_MS,
  };
}

async function hangCost(folders: readonly string[]): Promise<Result> {
  const folder = await Deno.makeTempDir({ prefix: "pluginary-bench-" });
  try {
    await Deno.copyFile(HANGING, `${folder}/hanging.clap`);
    const { modules } = await goodOnes(folders, Infinity);
    const pairs = [];
    for (let i = 0; i < SCANS; i++) {
      // It is found first, so that its cost is highest.
      const hanging = await goodOnes([folder, ...folders], modules);
      pairs.push({ hanging, good: await goodOnes(folders, modules) });
    }
    return ratioResult(`${modules} good modules with one that hangs among them, against without`, {
      measuredMs: median(pairs.map(({ hanging }) => hanging.ms)),
      baselineMs: median(pairs.map(({ good }) => good.ms)),
      ratio: median(pairs.map(({ hanging, good }) => hanging.ms / good.ms)),
    }, PROMISED_HANG_RATIO);
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

async function sharing(): Promise<Result> {
  const { measuredMs, baselineMs, ratio } = await compare(
    SCANS,
    () => scanAll(options([LADSPA])),
    () => scanAll(options([LADSPA], { isolate: true })),
  );
  const factor = 1 / ratio;
  return {
    name: "LADSPA samples in shared workers, against a process for each plugin",
    value: `${factor.toFixed(1)} x as fast (${measuredMs.toFixed(0)} against ${baselineMs.toFixed(0)} ms)`,
    promise: `at least ${PROMISED_SHARED_FACTOR} x`,
    isKept: factor >= PROMISED_SHARED_FACTOR,
  };
}

async function scanAll(options: ScanOptions): Promise<void> {
  for await (const _ of scan(options)) { /* It is only to be timed. */ }
}

function options(paths: readonly string[], more: Partial<ScanOptions> = {}): ScanOptions {
  return { version: "bench", paths, journal: NO_JOURNAL, ...more };
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
