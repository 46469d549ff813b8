import { backup as copyDatabase } from "node:sqlite";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { WorkListener } from "../../model/work_step.ts";
import { countPlugins, listBackups, rotateBackup, tellPages } from "../backup.ts";
import { retryWhileBusy } from "../sqlite/busy.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { catalogError } from "../sqlite/catalog_error.ts";
import { isCatalogFile } from "../sqlite/catalog_files.ts";
import { checkCatalog } from "./check.ts";
import { moveAside } from "./move_aside.ts";
import { openCatalog, openForReading } from "../open_catalog.ts";

/** Result of a restoration. */
export interface RestoreReport {
  readonly from: string;
  readonly madeAt: Date;
  /** Number of plugins in the catalog now. */
  readonly plugins: number;
  /** Location of the replaced catalog, if there was one. */
  readonly previous?: string;
}

/** The facts about a backup that a person needs before restoring it. */
export interface BackupSummary {
  readonly path: string;
  readonly madeAt: Date;
  readonly plugins: number;
}

/**
 * The backup that {@linkcode restoreCatalog} would restore.
 *
 * @throws {PluginaryError} `backup-not-found`, or if the backup cannot be read.
 */
export async function summarizeBackup(path: string, from?: string): Promise<BackupSummary> {
  const source = await findBackup(path, from);
  try {
    using backup = await openBackup(source);
    const plugins = await countPlugins(backup);
    return { path: source, madeAt: await timeOf(source), plugins };
  } catch (error) {
    throw catalogError(error, source);
  }
}

/**
 * Replaces the catalog with a backup; the caller holds the scan lock.
 *
 * A catalog that can still be read is backed up and then overwritten in one
 * transaction, which other processes see like any other change. A damaged
 * one is moved aside.
 *
 * @param from The backup; unset for the newest automatic one.
 * @throws {PluginaryError} `backup-not-found`, also for the catalog itself, or if the backup is not a healthy catalog.
 */
export async function restoreCatalog(
  path: string,
  from?: string,
  listener?: WorkListener,
): Promise<RestoreReport> {
  const source = await findBackup(path, from);
  const madeAt = await timeOf(source);
  using backup = await openBackup(source);
  await requireHealthy(backup, source, listener);
  const previous = await saveCurrent(path, source, listener);
  try {
    const progress = tellPages(listener, "Restoring the backup");
    await retryWhileBusy(() => copyDatabase(backup.db, path, { progress }));
  } catch (error) {
    throw catalogError(error, path);
  }
  using restored = await openCatalog(path);
  const plugins = await countPlugins(restored);
  return { from: source, madeAt, plugins, ...(previous === undefined ? {} : { previous }) };
}

async function findBackup(path: string, from: string | undefined): Promise<string> {
  const source = from ?? (await listBackups(path))[0]?.path;
  if (source === undefined) {
    throw new PluginaryError(
      "backup-not-found",
      `Cannot find a backup of "${path}"`,
      'Make one with "pluginary catalog backup"',
    );
  }
  if (isCatalogFile(source, path)) {
    throw new PluginaryError("backup-not-found", `Cannot restore "${source}": it is the current catalog`);
  }
  if (!await exists(source)) {
    throw new PluginaryError("backup-not-found", `Cannot find the backup "${source}"`);
  }
  return source;
}

/** Opened for reading, an empty file would pass for a catalog that is still to be made. */
async function openBackup(path: string): Promise<Catalog> {
  const backup = await openForReading(path);
  if ((await Deno.stat(path)).size > 0) return backup;
  backup[Symbol.dispose]();
  throw new PluginaryError("catalog-not-a-database", `Cannot restore "${path}": the file is empty`);
}

async function timeOf(path: string): Promise<Date> {
  return (await Deno.stat(path)).mtime ?? new Date(0);
}

async function requireHealthy(
  backup: Catalog,
  path: string,
  listener: WorkListener | undefined,
): Promise<void> {
  const [finding] = (await checkCatalog(backup, listener)).filter(({ code }) =>
    code === "integrity" || code === "foreign-keys"
  );
  if (finding === undefined) return;
  throw new PluginaryError(
    "catalog-damaged",
    `Cannot restore "${path}": the backup is damaged: ${finding.message}`,
    "Choose another backup",
  );
}

/** @returns Its new path; `undefined` if there was no catalog. */
async function saveCurrent(
  path: string,
  source: string,
  listener: WorkListener | undefined,
): Promise<string | undefined> {
  if (!await exists(path) && !await exists(`${path}-wal`)) return undefined;
  try {
    using current = await openCatalog(path);
    return await rotateBackup(current.db, path, "before-restore", { spared: source, listener });
  } catch (error) {
    const reason = catalogError(error, path);
    const isHopeless = reason instanceof PluginaryError &&
      ["catalog-damaged", "catalog-not-a-database"].includes(reason.code);
    if (!isHopeless) throw reason;
    return await moveAside(path, new Date());
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw catalogError(error, path);
  }
}
