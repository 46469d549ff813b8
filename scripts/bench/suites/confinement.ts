import type { ConfinementLevel } from "../../../src/model/confinement.ts";
import { NO_JOURNAL } from "../../../src/model/scan_journal.ts";
import { NO_MODULES } from "../../../src/scan/workers/confinement.ts";
import { scan } from "../../../src/scan/scanner.ts";
import { workerCommand } from "../../../src/scan/workers/worker_command.ts";
import { WorkerSession } from "../../../src/scan/workers/worker_session.ts";
import { missingSamples, VST3_FOLDER } from "../../../tests/support/sample_plugins.ts";
import { type Bench, roundsOf } from "../harness/bench.ts";
import { figureOf } from "../harness/figure.ts";
import { inTurn, timeMs } from "../harness/in_turn.ts";
import { atMost, ratioRow, type Row } from "../harness/row.ts";

/** Starts of a worker on each side. */
const STARTS = 60;

/** Scans on each side. */
const SCANS = 5;

/** Most milliseconds that confinement may add to the start of a worker. */
const PROMISED_START_MS = 5;

/** Highest ratio of the times of a confined and an unconfined scan. */
const PROMISED_SCAN_RATIO = 1.1;

/** The cost and the losses of confinement, measured in turn with `off`. */
export async function* confinementRows(bench: Bench): AsyncGenerator<Row> {
  yield await workerCost(bench);
  if (missingSamples() !== "") {
    yield { name: "scan of zam-plugins, confined against not", skipped: "Debian's zam-plugins are missing" };
    return;
  }
  yield await lostPlugins();
  const times = await inTurn(roundsOf(bench, SCANS), {
    measured: () => timeMs(() => scanSamples("auto")),
    baseline: () => timeMs(() => scanSamples("off")),
  });
  yield ratioRow("scan of zam-plugins, confined against not", times, { limit: atMost(PROMISED_SCAN_RATIO) });
}

async function workerCost(bench: Bench): Promise<Row> {
  const command = await workerCommand(Deno.env.get);
  const run = { makePrivate: () => Deno.makeTempDir({ prefix: "pluginary-bench-" }) };
  const startMs = async (level: ConfinementLevel): Promise<number> => {
    let session: WorkerSession | undefined;
    const ms = await timeMs(async () => {
      session = await WorkerSession.start(command, ["vst3"], { run, confinement: { ...NO_MODULES, level } });
    });
    await session!.close();
    return ms;
  };
  await startMs("auto");
  const confined: number[] = [];
  const free: number[] = [];
  for (let i = 0; i < roundsOf(bench, STARTS); i++) {
    // Each side begins half of the pairs, since the second start of a pair finds a warmer machine.
    if (i % 2 === 0) confined.push(await startMs("auto"));
    free.push(await startMs("off"));
    if (i % 2 === 1) confined.push(await startMs("auto"));
  }
  const costMs = quick(confined) - quick(free);
  return {
    name: "start of a worker, confined over not",
    measured: figureOf("ms", [costMs]),
    limit: atMost(PROMISED_START_MS),
  };
}

/**
 * The lower quartile. Other work of the machine only ever adds to a start, and
 * adds more than the few milliseconds in question.
 */
function quick(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 4)]!;
}

async function lostPlugins(): Promise<Row> {
  const [confined, free] = [await scanSamples("auto"), await scanSamples("off")];
  const lost = free.filter((plugin) => !confined.includes(plugin));
  const added = confined.filter((plugin) => !free.includes(plugin));
  return {
    name: "sample plugins that differ because of the confinement",
    measured: figureOf("count", [Math.max(lost.length, added.length)]),
    limit: atMost(0),
    note: `of ${free.length}`,
  };
}

/** The full result of each plugin, without its times. */
async function scanSamples(level: ConfinementLevel): Promise<string[]> {
  const plugins: string[] = [];
  const confinement = { level, allowances: [] };
  for await (
    const event of scan({ version: "bench", paths: [VST3_FOLDER], journal: NO_JOURNAL, confinement })
  ) {
    if (event.event !== "module") continue;
    for (const plugin of event.module.plugins) {
      plugins.push(JSON.stringify({ ...plugin, addedAt: "", updatedAt: "", scannedAt: "" }));
    }
  }
  return plugins.sort();
}
