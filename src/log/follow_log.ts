import type { LogRecord } from "../model/logs/log_record.ts";
import { openLog, recordsIn } from "./read_log.ts";

/** How often the file is looked at. */
const PAUSE_MS = 200;

/** Bytes that are read at once. */
const CHUNK_BYTES = 65_536;

/**
 * The records of a log's current file as they are written, in batches: first
 * all that are there, possibly none. Goes on with the next file when this one
 * has been renamed, and from its beginning when it has been cut.
 *
 * @param path The file, which need not exist yet.
 * @throws {Error} with the system's reason.
 */
export async function* followLog(path: string, signal: AbortSignal): AsyncGenerator<LogRecord[]> {
  let file: Deno.FsFile | undefined;
  try {
    let tail = new Tail();
    for (let isFirst = true; !signal.aborted; isFirst = false) {
      const isReplaced = file !== undefined && !isAt(path, file);
      if (file !== undefined && tail.isCut(file)) {
        file.seekSync(0, Deno.SeekMode.Start);
        tail = new Tail();
      }
      file ??= openLog(path);
      const records = file === undefined ? [] : tail.read(file);
      if (records.length > 0 || isFirst) yield records;
      if (!isReplaced) {
        await pause(signal);
        continue;
      }
      file!.close();
      file = undefined;
      tail = new Tail();
    }
  } finally {
    file?.close();
  }
}

/** Reads what has been added to a file, in whole lines. */
class Tail {
  readonly #decoder = new TextDecoder();
  readonly #chunk = new Uint8Array(CHUNK_BYTES);
  #offset = 0;
  /** The beginning of a line whose end has not been written yet. */
  #begun = "";

  isCut(file: Deno.FsFile): boolean {
    return file.statSync().size < this.#offset;
  }

  read(file: Deno.FsFile): LogRecord[] {
    for (let count = file.readSync(this.#chunk); count !== null; count = file.readSync(this.#chunk)) {
      this.#offset += count;
      this.#begun += this.#decoder.decode(this.#chunk.subarray(0, count), { stream: true });
    }
    const end = this.#begun.lastIndexOf("\n") + 1;
    const whole = this.#begun.slice(0, end);
    this.#begun = this.#begun.slice(end);
    return [...recordsIn(whole)];
  }
}

/** Whether the open file still has that path. */
function isAt(path: string, file: Deno.FsFile): boolean {
  try {
    const [there, ours] = [Deno.statSync(path), file.statSync()];
    return there.ino === ours.ino && there.dev === ours.dev;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, PAUSE_MS);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done);
  });
}
