import { findPresets, type PresetMatch } from "../../catalog/presets/find_presets.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { absolutePath } from "../../platform/paths.ts";
import { realPathIfAny } from "../../platform/real_path.ts";

/** Most presets with the same name that an error lists, and most that it suggests. */
const MOST_NAMED = 10;
const MOST_SUGGESTED = 3;

/**
 * Finds the one preset that a person means: by its id or the beginning of it, the
 * path of its file, or its name.
 *
 * @throws {PluginaryError} `preset-not-found` or `preset-ambiguous`, with the presets that may be meant.
 */
export async function getPreset(catalog: Catalog, reference: string): Promise<PresetMatch> {
  const path = absolutePath(reference);
  const paths = [path, realPathIfAny(path)];
  const matches = await catalog.read((db) => findPresets(db, reference, paths));
  if (matches.length === 1) return matches[0]!;
  throw matches.length === 0 ? await notFound(catalog, reference) : ambiguous(reference, matches);
}

async function notFound(catalog: Catalog, reference: string): Promise<PluginaryError> {
  const { searchPresets } = await import("../../catalog/presets/search_presets.ts");
  const near = await catalog.read((db) => {
    const options = { filter: {}, typed: reference, isReversed: false, offset: 0, leavesOutHidden: false };
    return [...searchPresets(db, { ...options, limit: MOST_SUGGESTED }).presets];
  });
  const message = `Cannot find a preset "${reference}" in the catalog`;
  if (near.length === 0) {
    return new PluginaryError("preset-not-found", message, 'Run "pluginary presets" to see all presets');
  }
  const named = near.map(({ id, name }) => `"${name}" (${id})`).join(" or ");
  return new PluginaryError("preset-not-found", message, `Did you mean ${named}?`, {
    candidates: near.map(({ id, name }) => ({ id, name })),
  });
}

function ambiguous(reference: string, matches: readonly PresetMatch[]): PluginaryError {
  const named = matches.slice(0, MOST_NAMED)
    .map(({ entry: { id, pluginName, location } }) => `${id} (${pluginName ?? location})`).join(", ");
  const more = matches.length > MOST_NAMED ? ` and ${matches.length - MOST_NAMED} more` : "";
  return new PluginaryError(
    "preset-ambiguous",
    `Cannot tell which preset "${reference}" is: ${matches.length} presets match`,
    `Name one by its id: ${named}${more}`,
    { candidates: matches.map(({ entry: { id, name } }) => ({ id, name })) },
  );
}
