import type { PresetFilter } from "../../catalog/presets/preset_filter.ts";
import { hasPresetsOf } from "../../catalog/presets/read_presets.ts";
import { findPlugins } from "../../catalog/search/find_plugins.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { usageError } from "../../model/usage_error.ts";
import type { PresetFilterFlags } from "./presets_flags.ts";

/**
 * The filter that the options say.
 *
 * @throws {PluginaryError} `plugin-not-found` for a plugin that neither the catalog nor a preset knows.
 */
export async function readPresetFilter(catalog: Catalog, flags: PresetFilterFlags): Promise<PresetFilter> {
  const { plugin, container, author, tag, factory, user, missing } = flags;
  if (factory && user) throw usageError('Options "--factory" and "--user" cannot be combined');
  return {
    ...plugin === undefined ? {} : { pluginIds: await readPluginIds(catalog, plugin) },
    ...container === undefined ? {} : { containers: container },
    ...author === undefined ? {} : { authors: author },
    ...tag === undefined ? {} : { tags: tag },
    ...factory || user ? { isFactory: factory === true } : {},
    ...missing ? { isMissing: true } : {},
  };
}

/** The ids of all formats that a name means; an id may belong to a plugin that is known by its presets only. */
async function readPluginIds(catalog: Catalog, references: readonly string[]): Promise<string[]> {
  const ids = new Set<string>();
  for (const reference of references) {
    const found = await catalog.read((db) => {
      const matches = findPlugins(db, reference).map(({ id }) => id);
      return matches.length === 0 && hasPresetsOf(db, reference) ? [reference] : matches;
    });
    if (found.length > 0) { for (const id of found) ids.add(id); }
    else {ids.add(
        (await (await import("../plugins/plugin_reference.ts")).getPluginMatch(catalog, reference)).id,
      );}
  }
  return [...ids];
}
