import * as v from "valibot";
import { type Daw, DAWS } from "../model/daws/daw.ts";
import { OwnedMarks } from "../model/daws/owned_marks.ts";
import { PluginaryError } from "../model/pluginary_error.ts";
import { isFileError } from "../platform/file_error.ts";
import { dataFolder, type Variables } from "../platform/folders.ts";
import { compareBytes, fileName, joinPath, parentFolder } from "../platform/paths.ts";
import { reasonOf } from "../platform/reason_of.ts";
import { ReplacingFile } from "../platform/replacing_file.ts";
import { statIfThere } from "../platform/stat_if_there.ts";
import type { PlannedFile } from "./daw_file.ts";

/** A file that an export has changed. */
const recordedFileSchema = v.object({
  path: v.string(),
  /** The copy beside the record; unset if the file did not exist. */
  backup: v.optional(v.string()),
  /** SHA-256 in lower-case hex; unset if the file was removed. */
  after: v.optional(v.string()),
  /** Whether the export has left it as it was. */
  isUnchanged: v.optional(v.boolean()),
  /** All that is ours in the file, in the words of the host's plan. */
  owned: v.array(v.string()),
});

const exportRecordSchema = v.object({
  recordVersion: v.literal(1),
  daw: v.picklist(DAWS),
  at: v.string(),
  command: v.string(),
  files: v.array(recordedFileSchema),
  /** Folders that were made, the outer ones first. */
  folders: v.array(v.string()),
  undoneAt: v.optional(v.string()),
  /** Whether files are being replaced: the program was killed if this stays. */
  isUnfinished: v.optional(v.boolean()),
});

/** A file that an export has changed. */
export type RecordedFile = v.InferOutput<typeof recordedFileSchema>;

/** An export that was made, with copies of the files as they were. */
export interface ExportRecord extends v.InferOutput<typeof exportRecordSchema> {
  /** The folder of the record and its copies. */
  readonly folder: string;
}

/** The folder of all records below that of the program's data. */
const FOLDER = "daw-exports";

const RECORD = "record.json";

/** REAPER's two files. */
const REAPER_FILES: readonly string[] = ["reaper-fxtags.ini", "reaper-fxfolders.ini"];

/** Records that are kept, beside the last one of each file. */
const KEPT = 30;

/**
 * The folder of the records of exports.
 *
 * @throws {PluginaryError} `daw-export-not-found` if no home folder is set.
 */
export function exportsFolder(variables: Variables): string {
  const data = dataFolder(variables);
  if (data !== undefined) return joinPath(data, FOLDER);
  throw new PluginaryError(
    "daw-export-not-found",
    "Cannot find a place for backups: no home folder is set",
  );
}

/** All exports that were made, as {@linkcode readRecords}; none where no home folder is set. */
export function exportRecords(variables: Variables): ExportRecord[] {
  const data = dataFolder(variables);
  return data === undefined ? [] : readRecords(joinPath(data, FOLDER));
}

/**
 * All exports that were made, the last one first. A record that cannot be read
 * is an error: without it, nothing tells what is ours in a file.
 */
export function readRecords(folder: string): ExportRecord[] {
  return foldersIn(folder).sort(compareBytes).reverse().flatMap((name): ExportRecord[] => {
    const path = joinPath(folder, name);
    const file = joinPath(path, RECORD);
    // The program ended before it had written the record, and so before it changed anything.
    if (statIfThere(file) === undefined) return [];
    return [{ ...readRecord(file), folder: path }];
  });
}

function foldersIn(folder: string): string[] {
  if (!statIfThere(folder)?.isDirectory) return [];
  try {
    return [...Deno.readDirSync(folder)].filter(({ isDirectory }) => isDirectory).map(({ name }) => name);
  } catch (error) {
    if (isFileError(error)) throw unreadable(folder, reasonOf(error), error);
    throw error;
  }
}

function unreadable(path: string, reason: string, cause: Error): PluginaryError {
  return new PluginaryError("daw-export-not-found", `Cannot read "${path}": ${reason}`, undefined, { cause });
}

function readRecord(file: string): v.InferOutput<typeof exportRecordSchema> {
  try {
    return v.parse(exportRecordSchema, JSON.parse(Deno.readTextFileSync(file)));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const reason = error instanceof v.ValiError || error instanceof SyntaxError
      ? "it is not a record of an export"
      : reasonOf(error);
    throw unreadable(file, reason, error);
  }
}

/** What earlier exports have put into files, by their paths; an export that was undone has put nothing. */
export function ownedByPath(records: readonly ExportRecord[]): Map<string, ReadonlySet<string>> {
  const owned = new Map<string, ReadonlySet<string>>();
  for (const { files, undoneAt } of records) {
    if (undoneAt !== undefined) continue;
    for (const file of files) if (!owned.has(file.path)) owned.set(file.path, new Set(file.owned));
  }
  return owned;
}

/**
 * Looks up what exports have put into a file, whatever links lead to it. REAPER
 * copies the categories of a plugin from one of its files to the other when the
 * user changes them, so what is ours in both counts for each.
 */
export function marksByFile(records: readonly ExportRecord[]): (path: string) => OwnedMarks {
  const owned = Map.groupBy(ownedByPath(records), ([path]) => realPath(path));
  return (path) => {
    const names = REAPER_FILES.includes(fileName(path)) ? REAPER_FILES : [];
    const both = names.map((name) => realPath(joinPath(parentFolder(path), name)));
    const texts = [...new Set([realPath(path), ...both])].flatMap((one) =>
      owned.get(one)?.flatMap(([, marks]) => [...marks]) ?? []
    );
    return new OwnedMarks(texts);
  };
}

/** Where links lead; the path itself where nothing is. */
function realPath(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (isFileError(error)) return path;
    throw error;
  }
}

/**
 * Says anew what is ours in files whose bytes stay. What somebody has removed
 * from a file in the meantime is not ours when it comes back.
 */
export async function correctMarks(
  folder: string,
  files: readonly Pick<PlannedFile, "path" | "owned">[],
): Promise<void> {
  const marks = new Map(files.map(({ path, owned }) => [path, owned]));
  for (const record of readRecords(folder)) {
    if (record.undoneAt !== undefined) continue;
    let isChanged = false;
    const corrected = record.files.map((file) => {
      const owned = marks.get(file.path) ?? file.owned;
      // Only the last record of a file tells.
      marks.delete(file.path);
      if (JSON.stringify(owned) === JSON.stringify(file.owned)) return file;
      isChanged = true;
      return { ...file, owned: [...owned] };
    });
    if (isChanged) await writeRecord({ ...record, files: corrected });
  }
}

/** Writes a record into its folder. */
export async function writeRecord({ folder, ...record }: ExportRecord): Promise<void> {
  await ReplacingFile.replaceText(joinPath(folder, RECORD), `${JSON.stringify(record, null, 2)}\n`);
}

/** A new folder for a record, whose name sorts after all others. */
export async function makeRecordFolder(folder: string, daw: Daw, at: Date): Promise<string> {
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  const time = at.toISOString().replaceAll(/[-:]/g, "").replace(/\.(\d+)Z$/, "$1Z");
  for (let count = 0;; count++) {
    const path = joinPath(folder, `${time}-${String(count).padStart(2, "0")}-${daw}`);
    try {
      await Deno.mkdir(path, { mode: 0o700 });
      return path;
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    }
  }
}

/**
 * Removes old records, except those that still say what is ours in a file, and
 * what is left of an export that was killed before it had a record.
 */
export async function pruneRecords(folder: string): Promise<void> {
  for (const name of foldersIn(folder)) {
    const path = joinPath(folder, name);
    if (statIfThere(joinPath(path, RECORD)) === undefined) await removeIfPossible(path);
  }
  const seen = new Set<string>();
  for (const [index, record] of readRecords(folder).entries()) {
    const isLast = record.undoneAt === undefined && record.files.some(({ path }) => !seen.has(path));
    if (record.undoneAt === undefined) { for (const { path } of record.files) seen.add(path); }
    if (index >= KEPT && !isLast) await removeIfPossible(record.folder);
  }
}

/** The files of the host are changed by now, so copies that stay are no reason to fail. */
async function removeIfPossible(folder: string): Promise<void> {
  try {
    await Deno.remove(folder, { recursive: true });
  } catch (error) {
    if (!isFileError(error)) throw error;
  }
}
