import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { findPlugins, type PluginMatch } from "../../catalog/search/find_plugins.ts";
import { type ErrorCandidate, PluginaryError } from "../../model/pluginary_error.ts";

/** Most plugins with the same name that an error lists. */
const MOST_NAMED = 10;

/** Most plugins with similar names that an error suggests. */
const MOST_SUGGESTED = 3;

/**
 * Finds the one plugin that a person means.
 *
 * @throws {PluginaryError} `plugin-not-found` or `plugin-ambiguous`, with the plugins that may be meant.
 */
export async function getPluginMatch(catalog: Catalog, reference: string): Promise<PluginMatch> {
  const matches = await catalog.read((db) => findPlugins(db, reference));
  if (matches.length === 1) return matches[0]!;
  throw matches.length === 0
    ? await notFound(catalog, reference)
    : await ambiguous(catalog, reference, matches);
}

async function notFound(catalog: Catalog, reference: string): Promise<PluginaryError> {
  const { suggestPlugins } = await import("../../catalog/search/suggest_plugins.ts");
  const near = await catalog.read((db) => suggestPlugins(db, reference, MOST_SUGGESTED));
  const message = `Cannot find a plugin "${reference}" in the catalog`;
  if (near.length === 0) {
    const hint = 'Run "pluginary list" to see all plugins, or "pluginary scan" to look for more';
    return new PluginaryError("plugin-not-found", message, hint);
  }
  const hint = `Did you mean ${listed(await references(catalog, near), " or ")}?`;
  return new PluginaryError("plugin-not-found", message, hint, { candidates: near.map(candidate) });
}

async function ambiguous(
  catalog: Catalog,
  reference: string,
  matches: readonly PluginMatch[],
): Promise<PluginaryError> {
  const named = listed(await references(catalog, matches.slice(0, MOST_NAMED)), ", ");
  const more = matches.length > MOST_NAMED ? ` and ${matches.length - MOST_NAMED} more` : "";
  return new PluginaryError(
    "plugin-ambiguous",
    `Cannot tell which plugin "${reference}" is: ${matches.length} plugins have that name`,
    `Name one of them: ${named}${more}`,
    { candidates: matches.map(candidate) },
  );
}

/** The shortest text to type for each plugin. */
async function references(catalog: Catalog, plugins: readonly PluginMatch[]): Promise<string[]> {
  const { shortestReference } = await import("../../catalog/search/suggest_plugins.ts");
  return await catalog.read((db) => plugins.map((plugin) => shortestReference(db, plugin)));
}

function listed(references: readonly string[], separator: string): string {
  return references.map((reference) => `"${reference}"`).join(separator);
}

function candidate({ id, name, vendor }: PluginMatch): ErrorCandidate {
  return { id, name, ...(vendor === null ? {} : { vendor }) };
}
