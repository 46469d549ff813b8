import type { DatabaseSync } from "node:sqlite";
import type { FoundPresetEntry } from "../../model/documents/presets/preset_documents.ts";
import { retryWhileBusy } from "../sqlite/busy.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { catalogError } from "../sqlite/catalog_error.ts";
import type { FoundPresetPage } from "./search_presets.ts";

/** A page of presets whose rows are read as they are asked for, all from one state of the catalog. */
export interface OpenPresetPage extends Omit<FoundPresetPage, "presets"> {
  readonly presets: AsyncIterable<FoundPresetEntry>;
}

/** Finds presets; a transaction stays open until they are read to the end, or the catalog is closed. */
export async function readPresetPage(
  catalog: Catalog,
  find: (db: DatabaseSync) => FoundPresetPage,
): Promise<OpenPresetPage> {
  const { db } = catalog;
  // With a log this keeps no writer waiting.
  await retryWhileBusy(() => db.exec("begin"));
  try {
    const page = find(db);
    return { ...page, presets: readRows(catalog, page.presets) };
  } catch (error) {
    throw catalogError(error, catalog.path);
  }
}

async function* readRows(
  catalog: Catalog,
  presets: Iterable<FoundPresetEntry>,
): AsyncGenerator<FoundPresetEntry> {
  await Promise.resolve();
  try {
    yield* presets;
  } catch (error) {
    throw catalogError(error, catalog.path);
  } finally {
    catalog.db.exec("rollback");
  }
}
