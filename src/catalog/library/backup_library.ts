import { PluginaryError } from "../../model/pluginary_error.ts";
import { refuseTarget } from "../backup.ts";
import { inspectFile, openCatalog, openForReading } from "../open_catalog.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { readConsistently } from "../sqlite/transaction.ts";
import { mergeLibrary, type MergeReport } from "./merge_library.ts";

/**
 * Writes the whole library to one file, a catalog with nothing else in it. The
 * file appears under its name only when it is complete.
 *
 * @param options With `isForced`, any file is replaced; otherwise only a catalog is.
 * @throws {PluginaryError} `output-not-writable` or `catalog-full`, and `catalog-damaged` if a state cannot be read.
 */
export async function backupLibrary(
  catalog: Catalog,
  path: string,
  { isForced = false }: { readonly isForced?: boolean } = {},
): Promise<MergeReport> {
  await refuseTarget(path, catalog.path, isForced);
  const unfinished = `${path}.${crypto.randomUUID()}.unfinished`;
  try {
    const report = await writeLibrary(catalog, unfinished);
    await Deno.rename(unfinished, path);
    return report;
  } catch (error) {
    await removeIfThere(unfinished);
    throw error;
  }
}

async function writeLibrary(catalog: Catalog, path: string): Promise<MergeReport> {
  using target = await openCatalog(path);
  const report = await target.write((db) => readConsistently(catalog.db, () => mergeLibrary(db, catalog.db)));
  // One file, without a log beside it.
  target.db.prepare("pragma journal_mode = delete").get();
  if (report.damaged === 0) return report;
  throw new PluginaryError(
    "catalog-damaged",
    `Cannot back up the library: ${report.damaged} of its states are damaged`,
    'Run "pluginary preset verify" to see which, and "pluginary catalog repair" to save the others',
  );
}

/**
 * Adds the library of a backup, or of any other catalog, all or nothing.
 *
 * @throws {PluginaryError} `path-not-found`, or with the codes of {@linkcode openForReading}.
 */
export async function mergeLibraryFile(catalog: Catalog, path: string): Promise<MergeReport> {
  using other = await openOther(path);
  return await catalog.write((db) => readConsistently(other.db, () => mergeLibrary(db, other.db)));
}

/** Opens a catalog that the user has named, and not the one that PLUGINARY_CATALOG names. */
async function openOther(path: string): Promise<Catalog> {
  try {
    if (await inspectFile(path) !== undefined) return await openForReading(path);
  } catch (error) {
    if (!(error instanceof PluginaryError) || error.hint?.includes("PLUGINARY_CATALOG") !== true) throw error;
    const message = error.message.replace(/^Cannot open/, "Cannot merge");
    throw new PluginaryError(error.code, message, ANOTHER_CATALOG, { cause: error });
  }
  throw new PluginaryError("path-not-found", `Cannot merge "${path}": there is no such file`);
}

const ANOTHER_CATALOG = 'Name a catalog, or a file that "pluginary preset backup" has written';

async function removeIfThere(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
