import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { StateRequest } from "../../model/presets/plugin_state.ts";
import { isForeign } from "../../file_formats/presets/file_preset.ts";
import { getNamedPreset, type NamedPreset } from "../writing/named_preset.ts";

/** A preset that is to be converted. */
export interface PresetSource extends Omit<NamedPreset, "source" | "pluginId"> {
  readonly pluginId: string;
  /** What the plugin loads. */
  readonly request: StateRequest;
  /** Files that the plugin reads for that. */
  readonly readable: readonly string[];
}

/**
 * Finds a preset whose plugin can load it, as {@linkcode getNamedPreset} does.
 *
 * @throws {PluginaryError} `preset-not-found`, `preset-ambiguous` or `preset-not-readable`.
 */
export async function findPresetSource(
  catalog: Catalog,
  reference: string,
  key: string | undefined,
): Promise<PresetSource> {
  const { source, pluginId, ...preset } = await getNamedPreset(catalog, reference, key);
  const { name, location } = preset;
  if (pluginId === undefined) {
    throw new PluginaryError(
      "preset-not-readable",
      `Cannot convert "${name}": its file does not say which plugin it belongs to`,
    );
  }
  if ("request" in source) {
    const isInPlugin = "program" in source.request || location === "";
    return { ...preset, pluginId, request: source.request, readable: isInPlugin ? [] : [location] };
  }
  if (isForeign(source.state)) {
    throw new PluginaryError(
      "preset-not-readable",
      `Cannot convert "${name}": only the hosts of its plugin read its state`,
      'States of Audio Units and VST2 plugins can be moved to other files with "pluginary preset write"',
    );
  }
  return { ...preset, pluginId, request: { state: source.state }, readable: [] };
}
