// Wiring only. Nothing is imported before the rights are dropped, and then only
// the code that the arguments need.
import type { WORKER_ARGUMENT } from "./src/worker/protocol.ts";

/** Checked against the protocol by its type alone, since loading that module would slow every start. */
const workerArgument: typeof WORKER_ARGUMENT = "--pluginary-worker";

if (Deno.args[0] === workerArgument) {
  const { runWorker } = await import("./src/worker/main.ts");
  try {
    await runWorker();
  } catch (error) {
    // The scanner reads a worker's own errors, and the worker has no rights left to load more code.
    if (!(error instanceof Error && error.name === "PluginaryError")) throw error;
    const { reportRefusal } = await import("./src/cli/main.ts");
    Deno.exit(await reportRefusal(error));
  }
} else {
  Deno.permissions.revokeSync({ name: "ffi" });
  const { runCommandLine } = await import("./src/cli/main.ts");
  Deno.exit(await runCommandLine(Deno.args));
}
