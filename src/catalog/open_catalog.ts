import { DatabaseSync } from "node:sqlite";
import { PluginaryError } from "../model/pluginary_error.ts";
import { fileName, joinPath, parentFolder } from "../platform/paths.ts";
import { retryWhileBusy } from "./sqlite/busy.ts";
import { Catalog } from "./sqlite/catalog.ts";
import { catalogError, notWritable } from "./sqlite/catalog_error.ts";
import { APPLICATION_ID, type DatabaseHeader, readHeader } from "./sqlite/database_header.ts";
import { FilePlace } from "./sqlite/file_place.ts";
import type { Migration } from "./migrations.ts";
import { transact } from "./sqlite/transaction.ts";
import { checkVersion, LATEST_VERSION, schemaVersion } from "./sqlite/schema_version.ts";

/** Options for opening a catalog; the defaults are right for the program. */
export interface OpenOptions {
  readonly migrations?: readonly Migration[];
  /** Names the network file system of a folder; `undefined` for a local one. */
  readonly networkFileSystem?: (folder: string) => Promise<string | undefined>;
  /** How long to wait for other writers. */
  readonly busyTimeoutMs?: number;
}

/** The setting that records the device whose file system was checked. */
const DEVICE_SETTING = "device";

/**
 * Opens the catalog for reading and writing; creates it if it does not exist.
 *
 * @throws {PluginaryError} if the file is not a catalog, is newer than this
 *     program, damaged, or cannot be written; it is untouched then.
 */
export async function openCatalog(path: string, options: OpenOptions = {}): Promise<Catalog> {
  return await explained(path, async () => {
    if (await inspectFile(path, options) === undefined) {
      const { makeCatalogFolder } = await import("./catalog_folder.ts");
      makeCatalogFolder(path);
    }
    try {
      return await openToWrite(path, options);
    } catch (error) {
      throw notWritable(error, path);
    }
  });
}

async function openToWrite(path: string, options: OpenOptions): Promise<Catalog> {
  const db = new DatabaseSync(path, { timeout: 0 });
  return await orClose(db, async () => {
    await refuseStranger(db, path);
    await prepare(db, path, options);
    await applyCategoryRules(db);
    return new Catalog(db, path, { busyTimeoutMs: options.busyTimeoutMs, place: new FilePlace(path) });
  });
}

/**
 * Opens the catalog for reading: the real file where possible, or a copy where
 * its folder does not allow what SQLite needs. If there is no catalog yet, an
 * empty one in memory takes its place.
 *
 * @throws {PluginaryError} as {@linkcode openCatalog} does.
 */
export async function openForReading(path: string, options: OpenOptions = {}): Promise<Catalog> {
  return await explained(path, async () => {
    const header = await inspectFile(path, options);
    if (header === undefined || header.sizeBytes === 0) return await emptyCatalog(path, options);
    return await openOriginal(path, options) ?? await openCopy(path, options);
  });
}

/** An empty catalog in memory. */
export async function emptyCatalog(path: string, options: OpenOptions = {}): Promise<Catalog> {
  const db = new DatabaseSync(":memory:");
  await migrateWith(options, db, path, () => Promise.resolve());
  return new Catalog(db, path);
}

/** Known without loading the migrations, which a catalog that is up to date does not need. */
function latestVersion({ migrations }: OpenOptions): number {
  return migrations === undefined ? LATEST_VERSION : migrations.at(-1)?.version ?? 0;
}

async function migrateWith(
  { migrations }: OpenOptions,
  db: DatabaseSync,
  path: string,
  backup: (version: number) => Promise<void>,
): Promise<void> {
  const { migrate } = await import("./migrate.ts");
  await migrate(db, path, migrations ?? (await import("./migrations.ts")).MIGRATIONS, backup);
}

async function explained<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw catalogError(error, path);
  }
}

async function orClose<T>(db: DatabaseSync, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (db.isOpen) db.close();
    throw error;
  }
}

/**
 * Checks the file before SQLite opens it, since SQLite could change a file of
 * another program.
 *
 * @returns `undefined` if there is no file.
 * @throws {PluginaryError} if the header already rules out a catalog of this version.
 */
export async function inspectFile(
  path: string,
  options: OpenOptions = {},
): Promise<DatabaseHeader | undefined> {
  // The log first: another process may be creating both, and it creates the file before the log.
  const logBytes = (await statIfThere(`${path}-wal`))?.size ?? 0;
  const info = await statIfThere(path);
  if (info === undefined || (info.isFile && info.size === 0)) {
    if (logBytes > 0) throw lonelyLog(path);
    if (info === undefined) return undefined;
  }
  if (info.isDirectory) {
    throw new PluginaryError(
      "catalog-not-a-database",
      `Cannot open "${path}": it is a folder`,
      "Name a file with PLUGINARY_CATALOG",
    );
  }
  // Opening a pipe would wait for its writer, perhaps forever.
  if (!info.isFile) {
    throw new PluginaryError(
      "catalog-not-readable",
      `Cannot open "${path}": it is not a regular file`,
      "Name a file with PLUGINARY_CATALOG",
    );
  }
  const header = readHeader(path);
  if (header.sizeBytes > 0 && !header.isDatabase) {
    throw new PluginaryError(
      "catalog-not-a-database",
      `Cannot open "${path}": it is not a database`,
      'Name another file with PLUGINARY_CATALOG; if it was the catalog, "pluginary catalog repair" saves readable data',
    );
  }
  // With an unmerged log the header may be out of date, so SQLite decides.
  if (header.sizeBytes > 0 && logBytes === 0) {
    if (header.applicationId !== APPLICATION_ID && header.version !== 0) throw otherProgram(path);
    if (header.applicationId === APPLICATION_ID) {
      checkVersion(header.version, path, latestVersion(options));
    }
  }
  return header;
}

async function statIfThere(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    // Synchronous, like the read that follows.
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (error instanceof Deno.errors.NotADirectory) {
      throw (await import("./catalog_folder.ts")).unusableFolder(path, error);
    }
    if (error instanceof Deno.errors.PermissionDenied) throw error;
    throw await unreachable(path, error);
  }
}

/** Links in a circle, or a name that is too long. */
async function unreachable(path: string, error: unknown): Promise<unknown> {
  const { isFileError } = await import("../platform/file_error.ts");
  if (!isFileError(error)) return error;
  const { reasonOf } = await import("../platform/reason_of.ts");
  return new PluginaryError(
    "catalog-not-readable",
    `Cannot open "${path}": ${reasonOf(error)}`,
    "Name another file with PLUGINARY_CATALOG",
    { cause: error },
  );
}

function lonelyLog(path: string): PluginaryError {
  return new PluginaryError(
    "catalog-damaged",
    `Cannot open "${path}": the file is gone or empty, and its write-ahead log "${path}-wal" is still there`,
    'Run "pluginary catalog repair", which saves the content of the log, or "pluginary catalog restore" for a backup',
  );
}

function otherProgram(path: string): PluginaryError {
  return new PluginaryError(
    "catalog-of-other-program",
    `Cannot open "${path}": it is the database of another program`,
    "Name another file with PLUGINARY_CATALOG",
  );
}

/** A database without tables was not finished by its creator. */
async function refuseStranger(db: DatabaseSync, path: string): Promise<void> {
  const isOurs = await retryWhileBusy(() => {
    if (Number(db.prepare("pragma application_id").get()!["application_id"]) === APPLICATION_ID) return true;
    return db.prepare("select 1 from sqlite_schema limit 1").get() === undefined;
  });
  if (!isOurs) throw otherProgram(path);
}

/** Settings of the file and of this connection, then the migrations. */
async function prepare(db: DatabaseSync, path: string, options: OpenOptions): Promise<void> {
  await retryWhileBusy(() => {
    // Takes effect only before the first table, and cannot be changed later: this process may not run VACUUM.
    db.exec("pragma auto_vacuum = incremental");
    db.exec("pragma foreign_keys = on");
    db.exec("pragma trusted_schema = off");
    // With a write-ahead log nothing is lost when the program ends, and after a power cut nothing is damaged.
    db.exec("pragma synchronous = normal");
    // A full temporary folder must not make a query fail.
    db.exec("pragma temp_store = memory");
  });
  const version = await retryWhileBusy(() => schemaVersion(db));
  const isEmpty = version === 0;
  if (isEmpty) await chooseJournal(db, path, options);
  if (version !== latestVersion(options)) {
    await migrateWith(options, db, path, async (from) => {
      const { backupBeforeMigration } = await import("./backup.ts");
      await backupBeforeMigration(db, path, from);
    });
  }
  const { findSetting, saveSetting } = await import("./sqlite/setting_repository.ts");
  const device = String(Deno.statSync(parentFolder(path)).dev);
  if (await retryWhileBusy(() => findSetting(db, DEVICE_SETTING)) === device) return;
  if (!isEmpty) await chooseJournal(db, path, options);
  await retryWhileBusy(() => saveSetting(db, DEVICE_SETTING, device));
}

/** The first version of the schema that has categories by rules. */
const CATEGORIES_SINCE = 9;

/** Finds all categories again if the rules are others than when they were found. */
async function applyCategoryRules(db: DatabaseSync): Promise<void> {
  const { CATEGORY_RULES_SETTING, findSetting, saveSetting } = await import("./sqlite/setting_repository.ts");
  const { CATEGORY_RULES_VERSION } = await import("../model/kinds/category_rules_version.ts");
  const current = String(CATEGORY_RULES_VERSION);
  if (await retryWhileBusy(() => findSetting(db, CATEGORY_RULES_SETTING)) === current) return;
  if (await retryWhileBusy(() => schemaVersion(db)) < CATEGORIES_SINCE) return;
  if (await retryWhileBusy(() => db.prepare("select 1 from descriptions limit 1").get()) === undefined) {
    return await retryWhileBusy(() => saveSetting(db, CATEGORY_RULES_SETTING, current));
  }
  const { findCategoriesAgain } = await import("./plugins/find_categories.ts");
  await retryWhileBusy(() => transact(db, () => findCategoriesAgain(db)));
}

/**
 * A write-ahead log needs memory shared by all processes that use the file, which
 * network file systems do not offer.
 */
async function chooseJournal(db: DatabaseSync, path: string, options: OpenOptions): Promise<void> {
  const { networkFileSystem } = await import("../platform/network_file_system.ts");
  const kind = await (options.networkFileSystem ?? networkFileSystem)(parentFolder(path));
  const mode = kind === undefined ? "wal" : "delete";
  await retryWhileBusy(() => db.prepare(`pragma journal_mode = ${mode}`).get());
}

/** Opens the file itself; `undefined` if the permissions of the file or its folder do not allow it. */
async function openOriginal(path: string, options: OpenOptions): Promise<Catalog | undefined> {
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    await refuseStranger(db, path);
    const latest = latestVersion(options);
    const version = await retryWhileBusy(() => schemaVersion(db));
    if (version === 0) {
      // Its creation did not succeed, as on a full disk; the next command that writes starts over.
      db.close();
      return await emptyCatalog(path, options);
    }
    if (version < latest) await prepare(db, path, options);
    else checkVersion(version, path, latest);
    db.exec("pragma query_only = on");
    return new Catalog(db, path, { busyTimeoutMs: options.busyTimeoutMs });
  } catch (error) {
    if (db.isOpen) db.close();
    const reason = catalogError(error, path);
    const isAccess = reason instanceof PluginaryError &&
      (reason.code === "catalog-not-readable" || reason.code === "catalog-not-writable");
    if (isAccess) return undefined;
    throw error;
  }
}

/**
 * For a read-only folder: a copy can be merged and migrated. (SQLite's
 * `immutable` would cover some of the cases, but Deno takes its URLs for paths
 * unless the process has all rights.)
 */
async function openCopy(path: string, options: OpenOptions): Promise<Catalog> {
  const folder = await Deno.makeTempDir({ prefix: "pluginary-catalog-" });
  const dispose = () => Deno.removeSync(folder, { recursive: true });
  try {
    const copy = joinPath(folder, fileName(path));
    await copyContent(path, copy);
    if (await statIfThere(`${path}-wal`) !== undefined) await copyContent(`${path}-wal`, `${copy}-wal`);
    const db = new DatabaseSync(copy, { timeout: 0 });
    return await orClose(db, async () => {
      await refuseStranger(db, path);
      await migrateWith(options, db, path, () => Promise.resolve());
      return new Catalog(db, path, { dispose });
    });
  } catch (error) {
    dispose();
    throw error;
  }
}

/** Deno.copyFile would also copy the mode, and a read-only copy could not be opened. */
async function copyContent(from: string, to: string): Promise<void> {
  const source = await Deno.open(from);
  const target = await Deno.create(to);
  await source.readable.pipeTo(target.writable);
}
