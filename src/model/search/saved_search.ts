import { parseName } from "../curation/names.ts";
import { PluginaryError } from "../pluginary_error.ts";
import { usageError } from "../usage_error.ts";

/** A search that was kept under a name. */
export interface SavedSearch {
  /** As typed. */
  readonly name: string;
  readonly query: string;
}

/** The saved searches that a search can use. */
export interface SavedSearches {
  /** Finds one by its name in any case. */
  find(name: string): SavedSearch | undefined;
  /** All names, for suggestions. */
  names(): readonly string[];
}

/** For searches where there is no catalog. */
export const NO_SAVED_SEARCHES: SavedSearches = { find: () => undefined, names: () => [] };

/** A saved search as it is written in a search: `@drums`, or `@"two words"`. */
export function savedReference(name: string): string {
  return `@${inQuotes(name)}`;
}

/** Whether a search may name a tag or a collection, perhaps in a saved search. */
export function mayName(search: string): boolean {
  return /@|(tag|collection):/i.test(search);
}

/** A collection as it is written in a search: `collection:drums`. */
export function collectionReference(name: string): string {
  return `collection:${inQuotes(name)}`;
}

/**
 * Reads the new name of a collection or a saved search, which searches can
 * name. The sign before that of a saved search may be there.
 *
 * @param what The thing, for messages.
 * @throws {PluginaryError} `usage`, as for every name, and for quotes.
 */
export function parseNewName(text: string, what: "collection" | "saved search"): string {
  const name = parseName(what === "saved search" ? withoutSign(text) : text, what);
  if (!name.includes('"')) return name;
  throw usageError(
    `The name of a ${what} cannot have quotes: ${name}`,
    "Searches write names with spaces in quotes",
  );
}

/** The name of a saved search, typed with or without the sign that searches need. */
export function withoutSign(text: string): string {
  return text.trim().replace(/^@/, "");
}

function inQuotes(name: string): string {
  return /[\s()]/.test(name) ? `"${name}"` : name;
}

/**
 * The error of a collection or saved search that would find itself.
 *
 * @param chain The way from it back to it, as written in searches.
 */
export function circleError(chain: readonly string[]): PluginaryError {
  const start = chain.indexOf(chain.at(-1)!);
  return new PluginaryError(
    "query-circle",
    `Cannot read ${chain.at(-1)}: it would find itself (${chain.slice(start).join(" > ")})`,
    'Change one of them with "pluginary saved add", "pluginary collection query" or "pluginary collection nest"',
  );
}
