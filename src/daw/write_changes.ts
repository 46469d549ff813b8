import { namesIn } from "../file_formats/daws/daw_places.ts";
import type { Daw } from "../model/daws/daw.ts";
import { isFileError } from "../platform/file_error.ts";
import { FileLock } from "../platform/file_lock.ts";
import { isAt, joinPath, parentFolder } from "../platform/paths.ts";
import { reasonOf } from "../platform/reason_of.ts";
import { ReplacingFile } from "../platform/replacing_file.ts";
import { statIfThere } from "../platform/stat_if_there.ts";
import { dawFileError, type PlannedFile, readDawBytes, withDawFile } from "./daw_file.ts";
import { isSame } from "./export_plan.ts";
import {
  correctMarks,
  type ExportRecord,
  makeRecordFolder,
  pruneRecords,
  type RecordedFile,
  writeRecord,
} from "./export_records.ts";

/** Who exports, and when. */
export interface ExportOccasion {
  readonly daw: Daw;
  /** As it was typed. */
  readonly command: string;
  readonly now: Date;
  /** The folder of all records. */
  readonly folder: string;
  /** A folder that has only files of exports, where empty folders go as well. */
  readonly ownFolder?: string | undefined;
}

/** Runs work while no other export or undo changes files. */
export async function withExportLock<T>(
  folder: string,
  whenWaiting: () => void,
  work: () => Promise<T>,
): Promise<T> {
  using _lock = await withDawFile(folder, async () => {
    await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
    return await FileLock.take(joinPath(folder, "lock"), whenWaiting);
  });
  return await work();
}

/**
 * Changes the files of a plan: first copies of all are kept, then each is
 * replaced at once. If one cannot be written, those before it get their old
 * bytes back.
 *
 * @returns `undefined` where nothing changes.
 * @throws {PluginaryError} `daw-file` for a file that has changed since it was read, or cannot be written.
 */
export async function writeChanges(
  files: readonly PlannedFile[],
  { daw, command, now, folder, ownFolder }: ExportOccasion,
): Promise<ExportRecord | undefined> {
  const changes = files.filter((file) => !isSame(file));
  if (changes.length === 0) {
    await withDawFile(folder, () => correctMarks(folder, files));
    return undefined;
  }
  for (const { path, before } of changes) requireSame(path, before);
  const record = await withDawFile(folder, async () => {
    const made: ExportRecord = {
      recordVersion: 1,
      daw,
      at: now.toISOString(),
      command,
      files: [],
      folders: missingFolders(changes),
      folder: await makeRecordFolder(folder, daw, now),
    };
    // Files that stay as they are can still have other marks.
    for (const [index, file] of files.entries()) {
      made.files.push(await recorded(made.folder, index, file));
    }
    await writeRecord({ ...made, isUnfinished: true });
    return made;
  });
  await replaceAll(changes, record);
  await finish(record);
  if (ownFolder !== undefined) await removeEmptied(changes, ownFolder);
  await pruneRecords(folder);
  return record;
}

/** All files are replaced by now; a record that stays unfinished only makes the next export begin anew. */
async function finish(record: ExportRecord): Promise<void> {
  try {
    await writeRecord(record);
  } catch (error) {
    if (!isFileError(error)) throw error;
  }
}

async function recorded(folder: string, index: number, file: PlannedFile): Promise<RecordedFile> {
  const { path, before, after, owned } = file;
  const hash = after === undefined ? {} : { after: await sha256(after) };
  if (isSame(file)) return { path, ...hash, isUnchanged: true, owned: [...owned] };
  const backup = `${index}.backup`;
  if (before === undefined) return { path, ...hash, owned: [...owned] };
  await Deno.writeFile(joinPath(folder, backup), before, { createNew: true, mode: 0o600 });
  return { path, backup, ...hash, owned: [...owned] };
}

async function replaceAll(
  changes: readonly PlannedFile[],
  { daw, folders, folder }: ExportRecord,
): Promise<void> {
  try {
    for (const path of folders) await withDawFile(path, () => Deno.mkdir(path));
    await replaceFiles(changes, daw);
  } catch (error) {
    await removeEmptyFolders(folders);
    await Deno.remove(folder, { recursive: true });
    throw error;
  }
}

/** The new file of one that is being replaced. */
const UNFINISHED = /^\.pluginary-.*\.tmp$/;

/**
 * Removes what an export that was killed has left beside files of a host, where
 * no other command of ours writes.
 */
async function removeUnfinished(changes: readonly Pick<PlannedFile, "path">[]): Promise<void> {
  for (const folder of new Set(changes.map(({ path }) => parentFolder(path)))) {
    for (const name of namesIn(folder)) {
      if (UNFINISHED.test(name)) await withDawFile(folder, () => Deno.remove(joinPath(folder, name)));
    }
  }
}

/**
 * Replaces, makes or removes files. If one cannot be, those before it get their
 * old bytes back.
 *
 * @throws {PluginaryError} `daw-file` with the system's reason.
 */
export async function replaceFiles(
  changes: readonly Pick<PlannedFile, "path" | "before" | "after">[],
  daw: Daw,
): Promise<void> {
  if (daw !== "dawproject") await removeUnfinished(changes);
  const done: typeof changes[number][] = [];
  try {
    for (const change of changes) {
      await replaceFile(change.path, change.after);
      done.push(change);
    }
  } catch (error) {
    for (const { path, before } of done) await replaceFile(path, before);
    throw error;
  }
}

async function replaceFile(path: string, bytes: Uint8Array | undefined): Promise<void> {
  try {
    if (bytes !== undefined) await writeFile(path, bytes);
    else if (statIfThere(path) !== undefined) await Deno.remove(path);
  } catch (error) {
    if (error instanceof Error) throw dawFileError(path, reasonOf(error), error);
    throw error;
  }
}

async function writeFile(path: string, bytes: Uint8Array): Promise<void> {
  // An undo can come after the folder has gone.
  await Deno.mkdir(parentFolder(path), { recursive: true });
  const file = await ReplacingFile.open(path);
  try {
    for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
    await file.commit();
  } finally {
    file.discard();
  }
}

/** Removes folders that are empty since their last file was removed, up to one that is ours with all in it. */
async function removeEmptied(files: readonly PlannedFile[], ownFolder: string): Promise<void> {
  for (const { path, after } of files) {
    if (after !== undefined) continue;
    for (let folder = parentFolder(path); isAt(ownFolder, folder); folder = parentFolder(folder)) {
      if (!statIfThere(folder)?.isDirectory || [...Deno.readDirSync(folder)].length > 0) break;
      await Deno.remove(folder);
    }
  }
}

/** Removes folders that an export has made, unless something else is in them by now. */
export async function removeEmptyFolders(folders: readonly string[]): Promise<void> {
  for (const path of folders.toReversed()) {
    if (statIfThere(path)?.isDirectory && [...Deno.readDirSync(path)].length === 0) await Deno.remove(path);
  }
}

function requireSame(path: string, before: Uint8Array<ArrayBuffer> | undefined): void {
  const now = readDawBytes(path);
  if (!isSame({ before, after: now })) throw dawFileError(path, "it has changed since it was read");
}

/** Folders of new files that do not exist yet, the outer ones first. */
function missingFolders(changes: readonly PlannedFile[]): string[] {
  const missing = new Set<string>();
  for (const { path, after } of changes) {
    if (after === undefined) continue;
    for (let folder = parentFolder(path); statIfThere(folder) === undefined && !missing.has(folder);) {
      missing.add(folder);
      folder = parentFolder(folder);
    }
  }
  return [...missing].sort((a, b) => a.length - b.length);
}

/** SHA-256 in lower-case hex. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
