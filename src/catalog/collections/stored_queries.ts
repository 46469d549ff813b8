import type { DatabaseSync } from "node:sqlite";
import { namesInSearch, type QueryName, renameInSearch } from "../../model/search/parse_search.ts";
import { collectionReference, savedReference } from "../../model/search/saved_search.ts";
import { readCollections } from "../curation/collections.ts";
import { type CurationWriter, localKey } from "../curation/registers.ts";
import { listSavedSearches } from "../curation/saved_searches.ts";

/**
 * Writes a new name into all stored queries that have the old one.
 *
 * @returns Whose queries have changed, as written in searches.
 */
export function renameInQueries(
  db: DatabaseSync,
  writer: CurationWriter,
  old: QueryName,
  name: string,
): string[] {
  return storedQueries(db).flatMap(({ kind, key, query, reference }) => {
    const changed = renameInSearch(query, old, name);
    return writer.set(localKey(kind, key, "query"), changed) ? [reference] : [];
  });
}

/** Whose stored queries name a collection or a saved search, as written in searches. */
export function usersOf(db: DatabaseSync, name: QueryName): string[] {
  return storedQueries(db).flatMap(({ query, reference }) => namesInSearch(query, name) ? [reference] : []);
}

interface StoredQuery extends QueryName {
  readonly query: string;
  readonly reference: string;
}

function storedQueries(db: DatabaseSync): StoredQuery[] {
  const smart = [...readCollections(db).values()].flatMap(({ key, name, query }): StoredQuery[] =>
    query === undefined ? [] : [{ kind: "collection", key, query, reference: collectionReference(name) }]
  );
  const saved = listSavedSearches(db).map(({ key, name, query }): StoredQuery => ({
    kind: "saved",
    key,
    query,
    reference: savedReference(name),
  }));
  return [...smart, ...saved];
}
