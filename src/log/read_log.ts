import { type LogRecord, parseLogRecord } from "../model/logs/log_record.ts";
import { fileNames } from "./rotating_file.ts";

/** Most bytes of a file that are read, the last ones; files are replaced long before they are as large. */
const MAXIMUM_BYTES = 16 * 1024 * 1024;

/**
 * All records of a log, the oldest first. Damaged lines are left out.
 *
 * @param path Its current file, which need not exist.
 * @throws {Error} with the system's reason.
 */
export function* readLog(path: string): Generator<LogRecord> {
  for (const name of fileNames(path).reverse()) yield* recordsIn(textOf(name));
}

/** The records of the older files alone. */
export function* readOlder(path: string): Generator<LogRecord> {
  for (const name of fileNames(path).slice(1).reverse()) yield* recordsIn(textOf(name));
}

/** The records in lines of text. */
export function* recordsIn(text: string): Generator<LogRecord> {
  for (const line of text.split("\n")) {
    const record = parseLogRecord(line);
    if (record !== undefined) yield record;
  }
}

/**
 * Opens a file of a log; `undefined` if there is none, as with a pipe in its
 * place, which would wait for a writer.
 *
 * @throws {Error} with the system's reason.
 */
export function openLog(path: string): Deno.FsFile | undefined {
  try {
    return Deno.statSync(path).isFile ? Deno.openSync(path) : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function textOf(path: string): string {
  using file = openLog(path);
  if (file === undefined) return "";
  const { size } = file.statSync();
  const from = Math.max(0, size - MAXIMUM_BYTES);
  file.seekSync(from, Deno.SeekMode.Start);
  return new TextDecoder().decode(readFully(file, size - from));
}

function readFully(file: Deno.FsFile, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  while (at < size) {
    const read = file.readSync(bytes.subarray(at));
    if (read === null) break;
    at += read;
  }
  return bytes.subarray(0, at);
}
