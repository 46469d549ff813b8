import { isFileError } from "../../platform/file_error.ts";
import { OutputHolder } from "../../scan/processes/process.ts";

/** Whether anybody still reads standard output, for a command that may have nothing to write for long. */
export interface ReaderWatch extends AsyncDisposable {
  /** Aborted when the reader is gone. */
  readonly signal: AbortSignal;
}

/**
 * Watches the reader of a pipe. The runtime tells only with the next write that
 * it is gone, and has no call that waits for it; `tail` of GNU does just that,
 * on the pipe that it inherits. Elsewhere the next record ends the command.
 */
export function watchReader(): ReaderWatch {
  const controller = new AbortController();
  const { signal } = controller;
  const watcher = Deno.build.os === "linux" ? startTail() : undefined;
  if (watcher === undefined) return { signal, [Symbol.asyncDispose]: () => Promise.resolve() };
  const ended = watcher.end.then((end) => {
    if (end.signal === "SIGPIPE") controller.abort();
  });
  return {
    signal,
    async [Symbol.asyncDispose]() {
      watcher.kill();
      await ended;
    },
  };
}

/** Ends with this process, also if that is killed; `undefined` where there is no such program. */
function startTail(): OutputHolder | undefined {
  const args = ["-f", `--pid=${Deno.pid}`, "/dev/null"];
  try {
    return new OutputHolder({ program: "tail", args, environment: Deno.env.toObject() });
  } catch (error) {
    if (isFileError(error)) return undefined;
    throw error;
  }
}
