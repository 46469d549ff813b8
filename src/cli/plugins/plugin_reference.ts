import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { isKnownLocation } from "../../catalog/rules/rule_target.ts";
import { findPlugins, findPluginsAt, type PluginMatch } from "../../catalog/search/find_plugins.ts";
import { type ErrorCandidate, PluginaryError } from "../../model/pluginary_error.ts";
import { absolutePath, parentFolder } from "../../platform/paths.ts";
import { realPathIfAny } from "../../platform/real_path.ts";

/** Most plugins with the same name that an error lists. */
const MOST_NAMED = 10;

/** Most plugins with similar names that an error suggests. */
const MOST_SUGGESTED = 3;

/**
 * Finds the one plugin that a person means, by a path too.
 *
 * @param isAnyFormat Whether the preferred format of a plugin may stand for all of its formats.
 * @throws {PluginaryError} `plugin-not-found` or `plugin-ambiguous`, with the plugins that may be meant.
 */
export async function getPluginMatch(
  catalog: Catalog,
  reference: string,
  { isAnyFormat = false }: { isAnyFormat?: boolean } = {},
): Promise<PluginMatch> {
  const matches = await findMatches(catalog, reference);
  if (matches.length === 1) return matches[0]!;
  if (isAnyFormat && matches.length > 1) {
    const { preferredFormat } = await import("../../catalog/alike/preferred_format.ts");
    const preferred = await catalog.read((db) => preferredFormat(db, matches));
    if (preferred !== undefined) return preferred;
  }
  throw matches.length === 0
    ? await notFound(catalog, reference)
    : await ambiguous(catalog, reference, matches);
}

async function findMatches(catalog: Catalog, reference: string): Promise<PluginMatch[]> {
  const matches = await catalog.read((db) => findPlugins(db, reference));
  const path = absolutePath(reference);
  if (matches.length > 0 || !(isPath(reference) || await isThere(path))) return matches;
  const location = await knownLocation(catalog, path);
  return location === undefined ? [] : await catalog.read((db) => findPluginsAt(db, location));
}

async function notFound(catalog: Catalog, reference: string): Promise<PluginaryError> {
  const { suggestPlugins } = await import("../../catalog/search/suggest_plugins.ts");
  const near = isPath(reference)
    ? []
    : await catalog.read((db) => suggestPlugins(db, reference, MOST_SUGGESTED));
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
    isPath(reference)
      ? `Cannot tell which plugin of "${reference}" is meant: it contains ${matches.length}`
      : `Cannot tell which plugin "${reference}" is: ${matches.length} plugins have that name`,
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

/** Input that can only be meant as a path. */
const PATH = /^(\.{0,2}[/\\]|\.{1,2}$|~|[A-Za-z]:[/\\])/;

/** Whether a person can only mean a path. */
export function isPath(input: string): boolean {
  return PATH.test(input);
}

/** The module at a path, or the one whose bundle the path lies in. */
export async function knownLocation(catalog: Catalog, path: string): Promise<string | undefined> {
  const candidates = [realPathIfAny(path), path].flatMap((start) => [...andParents(start)]);
  return await catalog.read((db) => candidates.find((candidate) => isKnownLocation(db, candidate)));
}

function* andParents(path: string): Generator<string> {
  for (let at = path; at !== parentFolder(at); at = parentFolder(at)) yield at;
}

/** Whether a path leads to something. */
export async function isThere(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, () => false);
}
