import type { Environment } from "../files/search_system.ts";
import { findShim, findWorkerBundle, packedShim } from "../shim/shim.ts";

/**
 * Checks that the files exist from which workers are started, without reading
 * them: most scans find nothing new and start no worker.
 *
 * @throws {PluginaryError} `shim-not-found` or `worker-not-found`.
 */
export function checkWorkerFiles(environment: Environment): void {
  if (packedShim(environment) === undefined) findShim(environment);
  if (!Deno.build.standalone) findWorkerBundle();
}
