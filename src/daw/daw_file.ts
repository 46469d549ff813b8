import { PluginaryError } from "../model/pluginary_error.ts";
import { isFileError } from "../platform/file_error.ts";
import { reasonOf } from "../platform/reason_of.ts";
import { readMixedText } from "../file_formats/daws/mixed_text.ts";
import { FileFormatError } from "../file_formats/file_format_error.ts";

/** Largest file of a host that is changed or made; Ardour's, with 4,800 plugins, has half a megabyte. */
export const MOST_BYTES = 16 * 1024 * 1024;

/** A file of a host as it is now. */
export interface DawFile {
  readonly path: string;
  /** Unset if it does not exist. */
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
  /** What earlier exports have put into it, in the words of the host's plan. */
  readonly owned: ReadonlySet<string>;
}

/** A file of a host as an export leaves it. */
export interface PlannedFile {
  readonly path: string;
  /** Unset if it did not exist. */
  readonly before: Uint8Array<ArrayBuffer> | undefined;
  /** Unset if it is to be removed. */
  readonly after: Uint8Array<ArrayBuffer> | undefined;
  /** What it then has of ours. */
  readonly owned: readonly string[];
}

/**
 * Reads a file, without waiting for what is not a file.
 *
 * @throws {PluginaryError} `daw-file`.
 */
export function readDawBytes(path: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const info = lstat(path);
    if (info === undefined) return undefined;
    const target = info.isSymlink ? stat(path) : info;
    if (target === undefined) throw dawFileError(path, "it is a link to a file that does not exist");
    if (target.isDirectory) throw dawFileError(path, "it is a folder");
    // Opening a pipe would wait for its writer.
    if (!target.isFile) throw dawFileError(path, "it is not a file");
    if (target.size > MOST_BYTES) {
      throw dawFileError(path, `it is larger than ${MOST_BYTES / 1024 / 1024} MB`);
    }
    return Deno.readFileSync(path);
  } catch (error) {
    if (isFileError(error)) throw dawFileError(path, reasonOf(error), error);
    throw error;
  }
}

function lstat(path: string): Deno.FileInfo | undefined {
  return orUnset(() => Deno.lstatSync(path));
}

function stat(path: string): Deno.FileInfo | undefined {
  return orUnset(() => Deno.statSync(path));
}

function orUnset<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** The text of a file in UTF-8; empty for one that does not exist. */
export function dawText(file: Pick<DawFile, "path" | "bytes">): string {
  const text = reaperText(file);
  if (text.isWellFormed()) return text;
  const lines = text.split("\n");
  const line = lines.findIndex((one) => !one.isWellFormed()) + 1;
  throw dawFileError(file.path, `line ${line} is not UTF-8; save the file as UTF-8`);
}

/** The text of a file of REAPER, as {@linkcode readMixedText}; empty for one that does not exist. */
export function reaperText({ path, bytes }: Pick<DawFile, "path" | "bytes">): string {
  if (bytes === undefined) return "";
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw dawFileError(path, "it is UTF-16; save the file as UTF-8");
  }
  if (bytes.includes(0)) throw dawFileError(path, "it has a zero byte, so it is not text");
  return readMixedText(bytes);
}

/** Reads or changes the content of a file, whose faults then name it. */
export function inDawFile<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FileFormatError) {
      throw dawFileError(path, error.message.replace(/^(has|is) /, "it $1 "), error);
    }
    throw error;
  }
}

/**
 * Works on a file or folder, whose faults of the system then name it.
 *
 * @throws {PluginaryError} `daw-file`.
 */
export async function withDawFile<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isFileError(error)) throw dawFileError(path, reasonOf(error), error);
    throw error;
  }
}

/** A file of a host that cannot be used, and is left as it is. */
export function dawFileError(path: string, reason: string, cause?: unknown): PluginaryError {
  return new PluginaryError("daw-file", `Cannot use "${path}": ${reason}`, "Nothing was changed", { cause });
}
