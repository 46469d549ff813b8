import type { Environment } from "./search_paths.ts";
import { findShim, findWorkerBundle } from "./shim.ts";
import type { WorkerCommand } from "./worker_session.ts";

/**
 * How a worker is started from source: Deno on the bundled worker, with the
 * right to open the shim and no other, no configuration, no packages and no
 * network.
 *
 * @throws {PluginaryError} `shim-not-found` or `worker-not-found`.
 */
export async function workerCommand(environment: Environment): Promise<WorkerCommand> {
  const shim = await findShim(environment);
  const worker = await findWorkerBundle();
  return {
    program: Deno.execPath(),
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--no-config",
      "--no-lock",
      "--no-npm",
      "--cached-only",
      `--allow-ffi=${shim}`,
      worker,
    ],
    shim,
  };
}
