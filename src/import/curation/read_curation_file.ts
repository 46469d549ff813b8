import { isRegisterTime } from "../../model/curation/register_check.ts";
import type { CurationSource, OwnFile, SaidFile } from "../../model/curation/said_plugin.ts";
import type { OwnedMarks } from "../../model/daws/owned_marks.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { fileName } from "../../platform/paths.ts";
import { reasonOf } from "../../platform/reason_of.ts";
import { ExportedThings } from "./exported_things.ts";
import { CurationFileError, reaperTextOf, textOf } from "./file_text.ts";

/** Options of {@linkcode readCurationFile}. */
export interface CurationFileOptions {
  /** Detected from the content unless it is named. */
  readonly from: CurationSource | "auto";
  /** Whether tags that nobody has given by hand are read as well. */
  readonly all: boolean;
  /** What exports have put into the file, which is left out; unset for nothing. */
  readonly marks?: OwnedMarks;
}

/** The content of a file, and the time of its last change. */
export interface ReadCurationFile {
  readonly content: SaidFile | OwnFile;
  readonly fileTime: string;
}

const MEGABYTE = 1024 * 1024;

/** The largest file of pluginary's own, of some million registers. */
const MAXIMUM_OWN_BYTES = 256 * MEGABYTE;

/** The largest file of another program; that of Debian's Ardour, with 4,800 plugins, has half a megabyte. */
const MAXIMUM_FOREIGN_BYTES = 16 * MEGABYTE;

/** Ardour leaves this one empty while each plugin has its normal status. */
const ARDOUR_STATUSES = "plugin_statuses";

const DATABASE_MAGIC = "SQLite format 3\0";

/**
 * Reads a file to its end, before anything of it is stored.
 *
 * @throws {PluginaryError} `path-not-found`, `import-not-readable`,
 *     `import-not-recognized`, or `import-invalid` with the place of a mistake.
 */
export async function readCurationFile(
  path: string,
  options: CurationFileOptions,
): Promise<ReadCurationFile> {
  const { bytes, fileTime } = await readBytes(path);
  try {
    return { content: await readContent(bytes, path, options), fileTime };
  } catch (error) {
    if (!(error instanceof CurationFileError)) throw error;
    throw new PluginaryError("import-invalid", `Cannot import "${path}": ${error.message}`, undefined, {
      cause: error,
    });
  }
}

async function readBytes(path: string): Promise<{ bytes: Uint8Array; fileTime: string }> {
  try {
    const { isFile, isDirectory, size, mtime } = await Deno.stat(path);
    // Opening a pipe would wait for its writer.
    if (!isFile) throw notRecognized(path, isDirectory ? "it is a folder" : "it is not a file");
    if (size > MAXIMUM_OWN_BYTES) throw tooLarge(path, MAXIMUM_OWN_BYTES);
    const bytes = await Deno.readFile(path);
    return { bytes, fileTime: timeOf(mtime) };
  } catch (error) {
    if (error instanceof PluginaryError || !(error instanceof Error)) throw error;
    if (error instanceof Deno.errors.NotFound) {
      throw new PluginaryError("path-not-found", `Cannot import "${path}": no such file`);
    }
    throw new PluginaryError(
      "import-not-readable",
      `Cannot import "${path}": ${reasonOf(error)}`,
      undefined,
      {
        cause: error,
      },
    );
  }
}

/** A time that no file should have would make later changes fail. */
function timeOf(mtime: Date | null): string {
  const time = mtime?.toISOString() ?? "";
  return isRegisterTime(time) ? time : new Date(0).toISOString();
}

async function readContent(
  bytes: Uint8Array,
  path: string,
  { from, all, marks }: CurationFileOptions,
): Promise<SaidFile | OwnFile> {
  const exported = new ExportedThings(marks);
  const isStatuses = (from === "auto" || from === "ardour") && fileName(path) === ARDOUR_STATUSES;
  if (bytes.length === 0 && !isStatuses) throw notRecognized(path, "it is empty");
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 64));
  if (start.startsWith(DATABASE_MAGIC)) throw database(path);
  if (from === "logic" || (from === "auto" && isLogic(path))) {
    requireSmall(bytes, path);
    const { readLogicTagpool, readLogicTagset } = await import("./logic_files.ts");
    return /\.tagpool$/i.test(path)
      ? readLogicTagpool(bytes, exported)
      : readLogicTagset(bytes, fileName(path), { all, exported });
  }
  const { isReaperFile, readReaperFile } = await import("./reaper_files.ts");
  const isReaper = from === "reaper" || (from === "auto" && isReaperFile(bytes));
  const text = isReaper ? reaperTextOf(bytes) : textOf(bytes);
  if (
    from === "pluginary" ||
    (from === "auto" && /^\s*[{[]\s*("|\}|\])/.test(start.replace(/^\xef\xbb\xbf/, "")))
  ) {
    const { readCurationJson } = await import("./curation_json.ts");
    return await readCurationJson(text.replace(/^\u{feff}/u, ""));
  }
  if (from === "csv" || from === "auto") {
    const { isCurationCsv, readCurationCsv } = await import("./curation_csv.ts");
    if (from === "csv" || isCurationCsv(text)) return readCurationCsv(text);
  }
  requireSmall(bytes, path);
  if (from === "ardour" || from === "auto") {
    const { isArdourStatuses, readArdourStatuses, readArdourTags } = await import("./ardour_files.ts");
    if (text.trimStart().startsWith("<")) return readArdourTags(text, { all, exported });
    if (isStatuses || from === "ardour" || isArdourStatuses(text)) {
      return readArdourStatuses(text, exported);
    }
  }
  if (isReaper) return readReaperFile(text, exported);
  throw notRecognized(path, "it is not a file of tags that is known");
}

function isLogic(path: string): boolean {
  return /\.tag(set|pool)$/i.test(path);
}

function requireSmall(bytes: Uint8Array, path: string): void {
  if (bytes.length > MAXIMUM_FOREIGN_BYTES) throw tooLarge(path, MAXIMUM_FOREIGN_BYTES);
}

function tooLarge(path: string, limit: number): PluginaryError {
  return new PluginaryError(
    "import-not-readable",
    `Cannot import "${path}": it is larger than ${limit / MEGABYTE} MB`,
  );
}

function notRecognized(path: string, reason: string): PluginaryError {
  return new PluginaryError(
    "import-not-recognized",
    `Cannot import "${path}": ${reason}`,
    'Files of "pluginary curation export", Ardour, REAPER and Logic are read',
  );
}

function database(path: string): PluginaryError {
  return new PluginaryError(
    "import-not-recognized",
    `Cannot import "${path}": it is a database`,
    'Run "pluginary curation merge" for a catalog; the database of Ableton Live cannot be read',
  );
}
