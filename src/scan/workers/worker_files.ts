import type { Environment } from "../files/search_system.ts";
import { findShim, findWorkerBundle, packedShim } from "../shim/shim.ts";

/**
 * Makes sure that the files are there which workers are started from, without
 * reading them: most scans find that nothing has changed and start none.
 *
 * @throws {PluginaryError} `shim-not-found` or `worker-not-found`.
 */
export function checkWorkerFiles(environment: Environment): void {
  if (packedShim(environment) === undefined) findShim(environment);
  if (!Deno.build.standalone) findWorkerBundle();
}
