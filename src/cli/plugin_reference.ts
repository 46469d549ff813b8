import type { Catalog } from "../catalog/catalog.ts";
import { findPlugins, type PluginMatch } from "../catalog/find_plugins.ts";
import { PluginaryError } from "../model/pluginary_error.ts";

/** Most plugins of one name that an error lists. */
const MOST_NAMED = 10;

/**
 * Finds the one plugin that a person means.
 *
 * @throws {PluginaryError} `plugin-not-found` or `plugin-ambiguous`.
 */
export async function getPluginMatch(catalog: Catalog, reference: string): Promise<PluginMatch> {
  const matches = await catalog.read((db) => findPlugins(db, reference));
  if (matches.length === 1) return matches[0]!;
  throw matches.length === 0 ? notFound(reference) : ambiguous(reference, matches);
}

function notFound(reference: string): PluginaryError {
  return new PluginaryError(
    "plugin-not-found",
    `Cannot find a plugin "${reference}" in the catalog`,
    '"pluginary list" shows what is there; "pluginary scan" looks for more',
  );
}

function ambiguous(reference: string, matches: readonly PluginMatch[]): PluginaryError {
  const named = matches.slice(0, MOST_NAMED).map(({ id }) => id).join(", ");
  const more = matches.length > MOST_NAMED ? ` and ${matches.length - MOST_NAMED} more` : "";
  return new PluginaryError(
    "plugin-ambiguous",
    `Cannot tell which plugin "${reference}" is: ${matches.length} are called so`,
    `Name one by its id: ${named}${more}`,
    {
      candidates: matches.map(({ id, name, vendor }) => ({
        id,
        name,
        ...(vendor === null ? {} : { vendor }),
      })),
    },
  );
}
