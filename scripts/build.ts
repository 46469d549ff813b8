// Rebuilds the native library and the worker if their sources have changed.
import { bundleWorker } from "./bundle_worker.ts";
import { SetupError } from "./setup_error.ts";

try {
  const { buildNative } = await import("./build_native.ts");
  const isBuilt = await buildNative();
  const isBundled = await bundleWorker();
  if (!isBuilt && !isBundled) console.error("build: nothing to do");
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`build: ${error.message}`);
  Deno.exit(1);
}
