import { type Daw, DAW_NAMES } from "../model/daws/daw.ts";
import { PluginaryError } from "../model/pluginary_error.ts";
import { isFileError } from "../platform/file_error.ts";
import { joinPath } from "../platform/paths.ts";
import { reasonOf } from "../platform/reason_of.ts";
import { dawFileError, readDawBytes, withDawFile } from "./daw_file.ts";
import { isSame } from "./export_plan.ts";
import { type ExportRecord, readRecords, writeRecord } from "./export_records.ts";
import { removeEmptyFolders, replaceFiles, sha256 } from "./write_changes.ts";

/** A file that gets back the bytes of before an export. */
export interface RestoredFile {
  readonly path: string;
  readonly before: Uint8Array<ArrayBuffer> | undefined;
  /** Unset for a file that the export has made. */
  readonly after: Uint8Array<ArrayBuffer> | undefined;
  /** Whether somebody has changed it since the export. */
  readonly isChangedSince: boolean;
}

/** An export that is taken back. */
export interface UndoPlan {
  readonly record: ExportRecord;
  readonly files: readonly RestoredFile[];
}

/**
 * The last export that can be taken back, to one host or to any.
 *
 * @throws {PluginaryError} `daw-export-not-found` if there is none.
 */
export async function planUndo(folder: string, daw: Daw | undefined): Promise<UndoPlan> {
  const record = readRecords(folder).find((one) =>
    one.undoneAt === undefined && (daw === undefined || one.daw === daw)
  );
  if (record === undefined) {
    const host = daw === undefined ? "" : ` to ${DAW_NAMES[daw]}`;
    throw new PluginaryError(
      "daw-export-not-found",
      `Cannot undo an export${host}: none is left`,
    );
  }
  return await planUndoOf(record);
}

async function planUndoOf(record: ExportRecord): Promise<UndoPlan> {
  const files: RestoredFile[] = [];
  for (const { path, backup, after: hash, isUnchanged } of record.files) {
    if (isUnchanged) continue;
    const before = readDawBytes(path);
    const after = backup === undefined ? undefined : readBackup(joinPath(record.folder, backup));
    if (isSame({ before, after })) continue;
    const now = before === undefined ? undefined : await sha256(before);
    files.push({ path, before, after, isChangedSince: now !== hash });
  }
  return { record, files };
}

function readBackup(path: string): Uint8Array<ArrayBuffer> {
  const bytes = readDawBytes(path);
  if (bytes === undefined) throw dawFileError(path, "the backup is missing");
  return bytes;
}

/**
 * Gives the files of an export their old bytes back.
 *
 * @param isForced Whether files that somebody has changed since lose these changes.
 * @throws {PluginaryError} `daw-file` for such a file; then nothing is changed.
 */
export async function undoExport({ record, files }: UndoPlan, isForced: boolean, now: Date): Promise<void> {
  const changed = files.find(({ isChangedSince }) => isChangedSince);
  if (changed !== undefined && !isForced) throw changedSince(changed.path, record);
  await withDawFile(record.folder, () => writeRecord({ ...record, isUnfinished: true }));
  try {
    await replaceFiles(files, record.daw);
  } catch (error) {
    await writeRecord(record);
    throw error;
  }
  await removeEmptyFolders(record.folders);
  try {
    await writeRecord({ ...record, isUnfinished: false, undoneAt: now.toISOString() });
  } catch (error) {
    if (isFileError(error)) throw notRecorded(record, error);
    throw error;
  }
}

/**
 * Takes back what an export or an undo left half done when it was killed: what
 * the next export writes depends on all files of a host. Files that somebody has
 * changed since stay.
 *
 * @returns Whether there was something.
 */
export async function takeBackKilled(folder: string, daw: Daw, now: Date): Promise<boolean> {
  const killed = readRecords(folder).filter((record) =>
    record.daw === daw && record.isUnfinished === true && record.undoneAt === undefined
  );
  for (const record of killed) {
    const { files } = await planUndoOf(record);
    await undoExport({ record, files: files.filter(({ isChangedSince }) => !isChangedSince) }, true, now);
  }
  return killed.length > 0;
}

function notRecorded({ folder }: ExportRecord, cause: Error): PluginaryError {
  return new PluginaryError(
    "daw-file",
    `Cannot write into "${folder}": ${reasonOf(cause)}`,
    "The files are restored; run the undo again once that folder is writable",
    { cause },
  );
}

function changedSince(path: string, { folder }: ExportRecord): PluginaryError {
  return new PluginaryError(
    "daw-file",
    `Cannot undo the export: "${path}" has changed since`,
    `--force restores it anyway; the backup is in "${folder}"`,
  );
}
