import { backup as copyDatabase, DatabaseSync } from "node:sqlite";
import { PluginaryError } from "../model/pluginary_error.ts";
import type { WorkListener } from "../model/work_step.ts";
import { isFileError } from "../platform/file_error.ts";
import { fileName, joinPath, parentFolder } from "../platform/paths.ts";
import { reasonOf } from "../platform/reason_of.ts";
import type { Catalog } from "./sqlite/catalog.ts";
import { catalogError } from "./sqlite/catalog_error.ts";
import { isCatalogFile } from "./sqlite/catalog_files.ts";
import { text } from "./sqlite/json_column.ts";
import { APPLICATION_ID, readHeader } from "./sqlite/database_header.ts";

/** Number of automatic backups to keep; the oldest are deleted first. */
const KEPT_BACKUPS = 5;

const OTHER_FILE = "Name another file";

/** A copy of the catalog. */
export interface Backup {
  readonly path: string;
  readonly sizeBytes: number;
  readonly madeAt: Date;
}

/** The folder of automatic backups, beside the catalog. */
function backupFolder(catalog: string): string {
  return joinPath(parentFolder(catalog), `${fileName(catalog)}-backups`);
}

/**
 * Copies an open catalog to a file while others read and write it.
 *
 * The copy appears under its name only when it is complete, and is one file,
 * without a log beside it.
 *
 * @param catalog The catalog's own file, which cannot be its backup.
 * @param options With `isForced`, any file is replaced; otherwise only a backup is.
 * @throws {PluginaryError} `output-not-writable` or `catalog-full` when it cannot be written.
 */
export async function backupTo(
  db: DatabaseSync,
  path: string,
  catalog: string,
  { isForced = false, listener }: {
    readonly isForced?: boolean;
    readonly listener?: WorkListener | undefined;
  } = {},
): Promise<void> {
  await refuseTarget(path, catalog, isForced);
  const unfinished = `${path}.${crypto.randomUUID()}.unfinished`;
  try {
    await copyDatabase(db, unfinished, { progress: tellPages(listener, "Writing the backup") });
    using copy = new OpenDatabase(unfinished);
    copy.db.prepare("pragma journal_mode = delete").get();
    await Deno.rename(unfinished, path);
  } catch (error) {
    await removeIfThere(unfinished);
    throw backupError(error, path);
  }
}

/** Passes on the progress of a copy, page by page. */
export function tellPages(
  listener: WorkListener | undefined,
  what: string,
): (pages: { totalPages: number; remainingPages: number }) => void {
  listener?.({ what });
  return ({ totalPages: total, remainingPages }) => listener?.({ what, done: total - remainingPages, total });
}

/** Translates an error of a backup, which need not come from the catalog. */
function backupError(error: unknown, path: string): unknown {
  const known = catalogError(error, path);
  const isUnopened = known instanceof PluginaryError && known.code === "catalog-not-readable";
  if (isUnopened) return unwritable(path, "the file cannot be created", error);
  return isFileError(error) ? unwritable(path, reasonOf(error), error) : known;
}

function unwritable(path: string, why: string, cause?: unknown, hint = OTHER_FILE): PluginaryError {
  const message = `Cannot write the backup "${path}": ${why}`;
  return new PluginaryError("output-not-writable", message, hint, { cause });
}

/**
 * Refuses the path of a backup where something else is.
 *
 * Replacing the catalog with a copy would cut it off from processes that have
 * it open: their later writes would go to a deleted file. A file of another
 * kind is replaced only if that is forced.
 *
 * @throws {PluginaryError} `output-not-writable`.
 */
export async function refuseTarget(path: string, catalog: string, isForced: boolean): Promise<void> {
  if (isCatalogFile(path, catalog)) throw unwritable(path, "it is the catalog itself, or belongs to it");
  try {
    if (!(await Deno.stat(path)).isFile) throw unwritable(path, "it exists and is not a file");
    if (isForced || readHeader(path).applicationId === APPLICATION_ID) return;
    const hint = 'Name another file, or use "--force" to replace it';
    throw unwritable(path, "the file exists and is not a catalog", undefined, hint);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw backupError(error, path);
  }
}

/** Closes with its block. */
class OpenDatabase implements Disposable {
  readonly db: DatabaseSync;

  constructor(path: string) {
    this.db = new DatabaseSync(path);
  }

  [Symbol.dispose](): void {
    this.db.close();
  }
}

/** Part of the names of backups that a person asked for. Only automatic ones are deleted for newer ones. */
const BY_HAND = "by-hand";

/** Makes a backup in the folder of backups, which stays there until a person deletes it. */
export async function backupByHand(
  db: DatabaseSync,
  catalog: string,
  listener?: WorkListener,
): Promise<string> {
  return await rotateBackup(db, catalog, BY_HAND, { listener });
}

/**
 * Makes an automatic backup before a step that cannot be undone, and deletes
 * the oldest ones.
 *
 * @param occasion Part of its name, like `before-clear`.
 * @param options `spared` is a backup that is in use.
 * @returns Its path.
 */
export async function rotateBackup(
  db: DatabaseSync,
  catalog: string,
  occasion: string,
  { spared, listener }: {
    readonly spared?: string;
    readonly listener?: WorkListener | undefined;
  } = {},
): Promise<string> {
  const folder = backupFolder(catalog);
  const time = new Date().toISOString().replace(/[:.]/g, "-");
  const path = joinPath(folder, `${time}-${occasion}.db`);
  try {
    await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw backupError(error, path);
  }
  await backupTo(db, path, catalog, { listener });
  const automatic = (await listBackups(catalog)).filter((backup) =>
    !backup.path.endsWith(`-${BY_HAND}.db`) && (spared === undefined || !isCatalogFile(backup.path, spared))
  );
  for (const old of automatic.slice(KEPT_BACKUPS)) await Deno.remove(old.path);
  return path;
}

/** Backs up a catalog that a migration is about to change. */
export async function backupBeforeMigration(db: DatabaseSync, path: string, version: number): Promise<void> {
  await rotateBackup(db, path, `version-${version}`);
}

/** The number of plugins in a catalog or a backup of it, missing ones included. */
export async function countPlugins(catalog: Catalog): Promise<number> {
  return await catalog.read((db) => Number(db.prepare("select count(*) as n from plugins").get()!["n"]));
}

/** When the last scan into a catalog began; `undefined` before the first one. */
export async function lastScanAt(catalog: Catalog): Promise<string | undefined> {
  return await catalog.read((db) =>
    text(db.prepare("select max(started_at) as last from scan_runs").get()!["last"])
  );
}

/** The backups in the folder of backups, newest first. */
export async function listBackups(catalog: string): Promise<Backup[]> {
  const folder = backupFolder(catalog);
  const backups: Backup[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) {
      if (!name.endsWith(".db")) continue;
      const path = joinPath(folder, name);
      const { size, mtime } = await Deno.stat(path);
      backups.push({ path, sizeBytes: size, madeAt: mtime ?? new Date(0) });
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  // Their names begin with the time.
  return backups.sort((a, b) => a.path < b.path ? 1 : -1);
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
