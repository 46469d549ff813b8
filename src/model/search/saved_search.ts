import { PluginaryError } from "../pluginary_error.ts";

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

/** A collection as it is written in a search: `collection:drums`. */
export function collectionReference(name: string): string {
  return `collection:${inQuotes(name)}`;
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
