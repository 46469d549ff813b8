import type { DatabaseSync } from "node:sqlite";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { parseStoredQuery } from "../../model/search/parse_stored_query.ts";
import { savedReference, type SavedSearch } from "../../model/search/saved_search.ts";
import { savedSearchesIn } from "../curation/saved_searches.ts";
import { allConditions, type SqlCondition } from "../search/search_condition.ts";

/**
 * The condition on the plugins that a saved search finds.
 *
 * @throws {PluginaryError} `stored-query`, `query-circle`.
 */
export function savedCondition(db: DatabaseSync, { name, query }: SavedSearch): SqlCondition {
  const reference = savedReference(name);
  const { nodes } = parseStoredQuery(query, reference, new Date(), savedSearchesIn(db), [reference]);
  return allConditions(db, nodes);
}

/**
 * Refuses a collection that cannot be read, with all below it.
 *
 * @throws {PluginaryError} `stored-query`, `query-circle`.
 */
export function checkCollection(db: DatabaseSync, key: string): void {
  allConditions(db, [{ kind: "collection", key }]);
}

/**
 * Refuses what would find itself; other faults are older than the change.
 *
 * @param read Reads what has been changed.
 * @throws {PluginaryError} `query-circle`.
 */
export function checkCircle(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof PluginaryError) || error.code === "query-circle") throw error;
  }
}
