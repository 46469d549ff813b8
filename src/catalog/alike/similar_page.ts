import type { DatabaseSync } from "node:sqlite";
import type { SimilarPlugin } from "../../model/documents/alike/similar_document.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { Plugin } from "../../model/plugin.ts";
import { emptyCatalog, openCatalog, type OpenOptions } from "../open_catalog.ts";
import { readPlugins } from "../plugins/read_plugin.ts";
import { withCuration } from "../plugins/with_curation.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { fillLikeness, isLikenessStale, updateLikeness } from "./likeness_index.ts";
import { findSimilar, type SimilarOptions } from "./similar_plugins.ts";

/** The answer to a search for similar plugins. */
export interface SimilarPage {
  readonly plugin: Plugin;
  readonly similar: readonly SimilarPlugin[];
}

/**
 * Finds similar plugins, after an update of the index where plugins have
 * changed. If the catalog cannot be written, the index is made in memory.
 */
export async function readSimilarPage(
  catalog: Catalog,
  rowId: number,
  options: SimilarOptions,
  openOptions: OpenOptions = {},
): Promise<SimilarPage> {
  if (!await catalog.read(isLikenessStale)) return await catalog.read((db) => pageOf(db, rowId, options));
  if (await hasUpdated(catalog.path, openOptions)) {
    return await catalog.read((db) => pageOf(db, rowId, options));
  }
  using memory = await emptyCatalog(catalog.path);
  return await catalog.read((db) => {
    fillLikeness(db, memory.db);
    return pageOf(db, rowId, options, memory.db);
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
  index?: DatabaseSync,
): SimilarPage {
  const rows = findSimilar(db, rowId, options, index);
  const [plugin, ...plugins] = withCuration(
    db,
    readPlugins(db, [rowId, ...rows.map((row) => row.rowId)]),
  );
  const similar = rows.map(({ score, isSibling, reasons }, at) => ({
    plugin: plugins[at]!,
    score: Math.round(score * 1000) / 1000,
    isSibling,
    reasons: reasons.map((reason) => ({ ...reason })),
  }));
  return { plugin: plugin!, similar };
}
