import { PluginaryError } from "../pluginary_error.ts";
import { parseSearch } from "./parse_search.ts";
import type { SavedSearches } from "./saved_search.ts";
import { type SearchQuery, SearchQueryError } from "./search_query.ts";

/**
 * Reads a query that is kept, as of a smart collection. Nobody is there to see
 * a note about a likely mistake, so that it is an error.
 *
 * @param owner Whose query it is, as written in searches: `collection:drums`.
 * @param chain The saved search that it belongs to, if any.
 * @throws {PluginaryError} `stored-query`, `query-circle`.
 */
export function parseStoredQuery(
  query: string,
  owner: string,
  now: Date,
  saved: SavedSearches,
  chain: readonly string[] = [],
): SearchQuery["node"] {
  const fault = (reason: string, hint?: string) =>
    new PluginaryError(
      "stored-query",
      `Cannot read the query of ${owner}, "${query.slice(0, 200)}": ${reason}`,
      hint,
    );
  try {
    const { node, notes } = parseSearch(query, now, saved, chain);
    if (notes.length > 0) {
      throw fault(lowerFirst(notes[0]!), "Put words with a colon in quotes to look for them");
    }
    if (node.nodes.length === 0) throw fault("it is empty");
    return node;
  } catch (error) {
    if (!(error instanceof SearchQueryError)) throw error;
    throw fault(`${error.reason} (character ${error.position + 1})`, error.hint);
  }
}

/** A sentence as it goes on behind a colon. */
export function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
