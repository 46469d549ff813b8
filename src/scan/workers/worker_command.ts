import { WORKER_ARGUMENT } from "../../worker/protocol.ts";
import type { Environment } from "../files/search_system.ts";
import { findShim, findWorkerBundle, packedShim } from "../shim/shim.ts";
import type { WorkerCommand } from "./worker_session.ts";

/**
 * The command that starts a worker: the program itself with its hidden argument
 * if it is compiled, else Deno with the bundled worker.
 *
 * @throws {PluginaryError} `shim-not-found`, `shim-not-usable` or `worker-not-found`.
 */
export async function workerCommand(environment: Environment): Promise<WorkerCommand> {
  return Deno.build.standalone ? await compiledCommand(environment) : sourceCommand(environment);
}

/** The rights of a compiled program are part of its file, so the worker itself gives up those that it does not need. */
async function compiledCommand(environment: Environment): Promise<WorkerCommand> {
  const start = { program: Deno.execPath(), args: [WORKER_ARGUMENT] };
  const packed = packedShim(environment);
  if (packed === undefined) {
    return { ...start, shim: findShim(environment), repair: CORRECT_SHIM };
  }
  const { unpackShim } = await import("../shim/unpack_shim.ts");
  const { sha256, sizeBytes } = packed;
  const unpacked = await unpackShim(packed, environment);
  return {
    ...start,
    shim: unpacked.path,
    repair: "If this happens again, the program may be damaged: download it again",
    shimContent: { sha256, sizeBytes },
    release: async () => await unpacked[Symbol.asyncDispose](),
  };
}

/** Without configuration, packages, network or any right except to open the shim. */
function sourceCommand(environment: Environment): WorkerCommand {
  const shim = findShim(environment);
  const worker = findWorkerBundle();
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
      "--no-code-cache",
      WORKER_MEMORY,
      `--allow-ffi=${shim}`,
      worker,
    ],
    shim,
    repair: environment("PLUGINARY_SHIM") === undefined
      ? 'Run "deno task build" to rebuild the files that workers are started from'
      : CORRECT_SHIM,
  };
}

/** Collects garbage early: descriptions are long texts, and each is garbage as soon as it is sent. */
const WORKER_MEMORY = "--v8-flags=--max-semi-space-size=2,--heap-growing-percent=30";

const CORRECT_SHIM = "Correct PLUGINARY_SHIM, or unset it to use this program's own library";
