import type { ConfinementLevel } from "../../src/model/confinement.ts";
import { NO_JOURNAL } from "../../src/model/scan_journal.ts";
import { NO_MODULES } from "../../src/scan/workers/confinement.ts";
import { scan } from "../../src/scan/scanner.ts";
import { workerCommand } from "../../src/scan/workers/worker_command.ts";
import { WorkerSession } from "../../src/scan/workers/worker_session.ts";
import { missingSamples, VST3_FOLDER } from "../../tests/support/sample_plugins.ts";
import { compare, ratioResult, type Result, timeMs } from "./measure.ts";

/** Starts of a worker on each side. */
const STARTS = 60;

/** Scans on each side. */
const SCANS = 5;

/** Most milliseconds that confinement may add to the start of a worker. */
const PROMISED_START_MS = 5;

/** Highest ratio of the times of a confined and an unconfined scan. */
const PROMISED_SCAN_RATIO = 1.1;

/** The cost and the losses of confinement, measured in turn with `off`. */
export async function* confinementResults(): AsyncGenerator<Result> {
  yield await workerCost();
  if (missingSamples() !== "") return;
  yield await lostPlugins();
  yield ratioResult(
    "scan of zam-plugins, confined against not",
    await compare(
      SCANS,
      async () => void await scanSamples("auto"),
      async () => void await scanSamples("off"),
    ),
    PROMISED_SCAN_RATIO,
  );
}

async function workerCost(): Promise<Result> {
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
  for (let i = 0; i < STARTS; i++) {
    // Each side begins half of the pairs, since the second start of a pair finds a warmer machine.
    if (i % 2 === 0) confined.push(await startMs("auto"));
    free.push(await startMs("off"));
    if (i % 2 === 1) confined.push(await startMs("auto"));
  }
  const costMs = quick(confined) - quick(free);
  return {
    name: "start of a worker, confined against not",
    value: `${costMs.toFixed(1)} ms more`,
    promise: `at most ${PROMISED_START_MS} ms more`,
    isKept: costMs <= PROMISED_START_MS,
  };
}

/**
 * The lower quartile. Other work of the machine only ever adds to a start, and
 * adds more than the few milliseconds in question.
 */
function quick(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 4)]!;
}

async function lostPlugins(): Promise<Result> {
  const [confined, free] = [await scanSamples("auto"), await scanSamples("off")];
  const lost = free.filter((plugin) => !confined.includes(plugin));
  return {
    name: "sample plugins that differ because of the confinement",
    value: `${lost.length} of ${free.length}`,
    promise: "none",
    isKept: lost.length === 0 && confined.length === free.length,
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
