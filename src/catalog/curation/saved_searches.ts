import type { DatabaseSync } from "node:sqlite";
import { nameKey } from "../../model/curation/names.ts";
import { closestWord } from "../../model/search/closest_word.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { savedReference, type SavedSearch, type SavedSearches } from "../../model/search/saved_search.ts";
import { statement } from "../sqlite/statement.ts";
import { type CurationWriter, LOCAL_OWNER, localKey } from "./registers.ts";

/** A saved search as it is kept. */
export interface StoredSearch extends SavedSearch {
  /** Its name as names are compared. */
  readonly key: string;
  readonly note: string;
}

const FIELDS = ["name", "query", "note"] as const;

/** All saved searches, in the order of their keys. */
export function listSavedSearches(db: DatabaseSync): StoredSearch[] {
  const rows = statement(
    db,
    `select target, json_group_object(field, value ->> '$') as said from curation
      where owner = ? and kind = 'saved' and value is not null group by target order by target`,
  ).all(LOCAL_OWNER);
  return rows.flatMap(({ target, said }) => {
    const { name, query, note } = JSON.parse(String(said)) as Partial<
      Record<(typeof FIELDS)[number], string>
    >;
    if (query === undefined) return [];
    return [{ key: String(target), name: name ?? String(target), query: String(query), note: note ?? "" }];
  });
}

/** The catalog's saved searches, for those who parse a search; read when a search names one. */
export function savedSearchesIn(db: DatabaseSync): SavedSearches {
  let read: ReadonlyMap<string, StoredSearch> | undefined;
  const all = () => read ??= new Map(listSavedSearches(db).map((saved) => [saved.key, saved]));
  return {
    find: (name) => all().get(nameKey(name.trim())),
    names: () => [...all().values()].map(({ name }) => name),
  };
}

/**
 * Finds a saved search by its name in any case.
 *
 * @throws {PluginaryError} `saved-search-not-found`.
 */
export function getSavedSearch(db: DatabaseSync, name: string): StoredSearch {
  const all = listSavedSearches(db);
  const found = all.find(({ key }) => key === nameKey(name));
  if (found !== undefined) return found;
  const closest = closestWord(name, all.map((saved) => saved.name));
  throw new PluginaryError(
    "saved-search-not-found",
    `There is no saved search "${name}"`,
    closest === undefined
      ? '"pluginary saved list" shows those that there are'
      : `Did you mean ${savedReference(closest)}?`,
  );
}

/** Keeps a search under a name, in the place of one with the same name. */
export function saveSearch(
  writer: CurationWriter,
  { name, query, note }: { name: string; query: string; note?: string | undefined },
): void {
  const key = nameKey(name);
  writer.set(localKey("saved", key, "name"), name);
  writer.set(localKey("saved", key, "query"), query);
  if (note !== undefined) writer.set(localKey("saved", key, "note"), note === "" ? undefined : note);
}

/** Forgets a saved search. */
export function removeSavedSearch(writer: CurationWriter, key: string): void {
  for (const field of FIELDS) writer.set(localKey("saved", key, field), undefined);
}

/**
 * Gives a saved search another name.
 *
 * @throws {PluginaryError} `saved-search-exists` for the name of another one.
 */
export function renameSavedSearch(
  db: DatabaseSync,
  writer: CurationWriter,
  saved: StoredSearch,
  name: string,
): void {
  const key = nameKey(name);
  if (key !== saved.key) {
    const taken = listSavedSearches(db).find((other) => other.key === key);
    if (taken !== undefined) {
      throw new PluginaryError(
        "saved-search-exists",
        `Cannot rename "${saved.name}": there is a saved search "${taken.name}"`,
        "Choose another name, or remove that one first",
      );
    }
    removeSavedSearch(writer, saved.key);
  }
  saveSearch(writer, { ...saved, name });
}
