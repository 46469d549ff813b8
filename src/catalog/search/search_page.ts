import type { FoundPlugin } from "../../model/documents/search_document.ts";
import { retryWhileBusy } from "../sqlite/busy.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { catalogError } from "../sqlite/catalog_error.ts";
import { readFoundPlugins } from "./read_found_plugin.ts";
import { searchPlugins, type SearchRequest, type SearchResult } from "./search_plugins.ts";
import { isEmpty } from "./list_plugins.ts";
import { findSuggestions } from "./search_typos.ts";

/** A search, and how much of each answer is wanted. */
export interface FindOptions extends SearchRequest {
  /** Whether to read buses, parameters and programs as well. */
  readonly isFull: boolean;
}

/** A page of what a search found. */
export interface FoundPage extends Pick<SearchResult, "total" | "hidden" | "isTotalExact"> {
  /** Whether there was nothing to search. */
  readonly isCatalogEmpty: boolean;
  /** Likely spellings, where no plugin has the words as typed. */
  readonly suggestions: readonly string[];
  /** Read as they are asked for; all from one state of the catalog. */
  readonly plugins: AsyncIterable<FoundPlugin>;
}

/** Searches the catalog; a transaction stays open until it is closed or read to the end. */
export async function readSearchPage(catalog: Catalog, options: FindOptions): Promise<FoundPage> {
  const { db } = catalog;
  // With a log this keeps no writer waiting.
  await retryWhileBusy(() => db.exec("begin"));
  try {
    const result = searchPlugins(db, options);
    const isNothingFound = result.total + result.hidden === 0;
    const suggestions = isNothingFound ? findSuggestions(db, options.query) : result.readings;
    const isCatalogEmpty = isNothingFound && isEmpty(db);
    return { ...result, isCatalogEmpty, suggestions, plugins: readHits(catalog, result, options.isFull) };
  } catch (error) {
    throw catalogError(error, catalog.path);
  }
}

/** Answers that are read at once. */
const BATCH = 100;

async function* readHits(
  catalog: Catalog,
  { hits, terms }: SearchResult,
  isFull: boolean,
): AsyncGenerator<FoundPlugin> {
  await Promise.resolve();
  try {
    for (let from = 0; from < hits.length; from += BATCH) {
      yield* readFoundPlugins(catalog.db, hits.slice(from, from + BATCH), terms, isFull);
    }
  } catch (error) {
    throw catalogError(error, catalog.path);
  } finally {
    catalog.db.exec("rollback");
  }
}
