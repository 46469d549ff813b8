// Wiring only. Nothing is imported before the rights are dropped, and nothing
// that is not needed for what was asked.
import type { WORKER_ARGUMENT } from "./src/worker/protocol.ts";

/** The type makes the compiler compare it with the protocol's, whose module would slow every start. */
const workerArgument: typeof WORKER_ARGUMENT = "--pluginary-worker";

if (Deno.args[0] === workerArgument) {
  const { runWorker } = await import("./src/worker/main.ts");
  try {
    await runWorker();
  } catch (error) {
    // A worker's own errors are for the scanner to read, and it has no rights left to load more.
    if (!(error instanceof Error && error.name === "PluginaryError")) throw error;
    const { reportRefusal } = await import("./src/cli/main.ts");
    Deno.exit(await reportRefusal(error));
  }
} else {
  Deno.permissions.revokeSync({ name: "ffi" });
  const { runCommandLine } = await import("./src/cli/main.ts");
  Deno.exit(await runCommandLine(Deno.args));
}
