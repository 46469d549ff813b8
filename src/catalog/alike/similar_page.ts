import type { DatabaseSync } from "node:sqlite";
import type { SimilarPlugin } from "../../model/documents/alike/similar_document.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { Plugin } from "../../model/plugin.ts";
import { emptyCatalog, openCatalog, type OpenOptions } from "../open_catalog.ts";
import { readPlugins } from "../plugins/read_plugin.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { fillLikeness, isLikenessStale, updateLikeness } from "./likeness_index.ts";
import { findSimilar, type SimilarOptions } from "./similar_plugins.ts";

/** The answer to a search for similar plugins. */
export interface SimilarPage {
  readonly plugin: Plugin;
  readonly similar: readonly SimilarPlugin[];
  /** Plugins that are left out since they are hidden. */
  readonly hidden: number;
}

/** Finds similar plugins, after an update of the index where plugins have changed. */
export async function readSimilarPage(
  catalog: Catalog,
  rowId: number,
  options: SimilarOptions,
  openOptions: OpenOptions = {},
): Promise<SimilarPage> {
  return await readLikeness(catalog, (db, index) => pageOf(db, rowId, options, index), openOptions);
}

/**
 * Reads with an index of what makes plugins alike that is up to date. If the
 * catalog cannot be written, the index is made in memory.
 */
export async function readLikeness<T>(
  catalog: Catalog,
  read: (db: DatabaseSync, index: DatabaseSync) => T,
  openOptions: OpenOptions = {},
): Promise<T> {
  const readStored = () => catalog.read((db) => read(db, db));
  if (!await catalog.read(isLikenessStale)) return await readStored();
  if (await hasUpdated(catalog.path, openOptions)) return await readStored();
  using memory = await emptyCatalog(catalog.path);
  return await catalog.read((db) => {
    fillLikeness(db, memory.db);
    return read(db, memory.db);
  });
}

/** Why an index in the file cannot be updated although the catalog can be read. */
const NOT_WRITABLE: ReadonlySet<string> = new Set(["catalog-not-writable", "catalog-busy", "catalog-full"]);

/** Updates the index in the file, by a connection that may write. */
async function hasUpdated(path: string, options: OpenOptions): Promise<boolean> {
  try {
    using catalog = await openCatalog(path, options);
    await updateLikeness(catalog);
    return true;
  } catch (error) {
    if (error instanceof PluginaryError && NOT_WRITABLE.has(error.code)) return false;
    throw error;
  }
}

function pageOf(
  db: DatabaseSync,
  rowId: number,
  options: SimilarOptions,
  index: DatabaseSync,
): SimilarPage {
  const { rows, hidden } = findSimilar(db, rowId, options, index);
  const [plugin, ...plugins] = readPlugins(db, [rowId, ...rows.map((row) => row.rowId)]);
  const similar = rows.map(({ score, isSibling, reasons }, at) => ({
    plugin: plugins[at]!,
    score: Math.round(score * 1000) / 1000,
    isSibling,
    reasons: reasons.map((reason) => ({ ...reason })),
  }));
  return { plugin: plugin!, similar, hidden };
}
