import type { ConfinementReport } from "../model/module.ts";
import { RunFolder } from "../platform/private_folder.ts";
import type { Environment } from "./files/search_system.ts";
import { Process, type ProcessCommand } from "./processes/process.ts";
import { NO_MODULES } from "./workers/confinement.ts";
import { workerCommand } from "./workers/worker_command.ts";
import { startError } from "./workers/worker_slot.ts";
import { WorkerSession, WorkerStartError } from "./workers/worker_session.ts";

/** A worker that has not started by then would keep a person waiting; a scan is more patient. */
const START_LIMIT_MS = 10_000;

/**
 * Starts a worker that loads no plugin, and ends it again.
 *
 * @param whenStarted Called once its process runs: until then this process must not block.
 * @returns How far this system confined it.
 * @throws {PluginaryError} `shim-not-found`, `shim-not-usable` or `worker-not-found`;
 *     `worker-does-not-start` with the reason, and those of a shortage.
 */
export async function probeWorker(
  environment: Environment,
  whenStarted: () => void = () => {},
): Promise<ConfinementReport> {
  const command = await workerCommand(environment);
  const spawn = (own: ProcessCommand) => {
    const process = new Process(own);
    whenStarted();
    return process;
  };
  try {
    const run = await RunFolder.make();
    try {
      const limits = { startMs: START_LIMIT_MS, silenceMs: START_LIMIT_MS, totalMs: START_LIMIT_MS };
      const worker = await WorkerSession.start(
        { ...command, spawn },
        [],
        { run, confinement: NO_MODULES },
        limits,
      );
      await worker.stop();
      return worker.confinement;
    } finally {
      await run.remove();
    }
  } catch (error) {
    throw error instanceof WorkerStartError ? startError(error, command) : error;
  } finally {
    await command.release?.();
  }
}
