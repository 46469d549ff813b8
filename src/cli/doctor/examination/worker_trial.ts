import type { ConfinementReport } from "../../../model/module.ts";
import { PluginaryError } from "../../../model/pluginary_error.ts";
import { isFileError } from "../../../platform/file_error.ts";
import { reasonOf } from "../../../platform/reason_of.ts";
import type { Environment } from "../../../scan/files/search_system.ts";
import { probeWorker } from "../../../scan/probe_worker.ts";

/** The result of starting a worker. */
export type WorkerTrial = ConfinementReport | PluginaryError;

/**
 * Starts a worker and ends it again.
 *
 * @param whenStarted Called once its process runs, which does not happen if it cannot be started.
 */
export async function tryWorker(environment: Environment, whenStarted: () => void): Promise<WorkerTrial> {
  try {
    return await probeWorker(environment, whenStarted);
  } catch (error) {
    if (error instanceof PluginaryError) return error;
    if (!isFileError(error)) throw error;
    const message = `Cannot start a worker: ${reasonOf(error)}`;
    return new PluginaryError("worker-does-not-start", message, "Set TMPDIR to a folder that can be used", {
      cause: error,
    });
  }
}
