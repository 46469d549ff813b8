import type { FoundPreset } from "../../model/presets/found_preset.ts";
import type { DiscoveredPresets } from "../../model/presets/plugin_state.ts";
import type { SourceReading } from "./preset_account.ts";
import type { PresetSource } from "./preset_source.ts";
import type { HostReading } from "./preset_reader.ts";
import { publicPluginId } from "./universal_plugin_id.ts";

type DiscoveredPreset = DiscoveredPresets["presets"][number];

/** The presets that a format's reader has found at a location; one for several plugins is a preset of each. */
export function foundPresets(
  { presets }: DiscoveredPresets,
  location: string,
  isFactory: boolean | undefined,
): FoundPreset[] {
  return presets.filter((preset) => preset.location === location)
    .flatMap((preset) => pluginIdsOf(preset).map((pluginId) => foundPreset(preset, pluginId, isFactory)));
}

/** Without a plugin that we know, a preset is kept as one of nobody. */
function pluginIdsOf({ plugins }: DiscoveredPreset): (string | undefined)[] {
  const ids = new Set(plugins.flatMap((plugin) => publicPluginId(plugin) ?? []));
  return ids.size === 0 ? [undefined] : [...ids];
}

function foundPreset(
  preset: DiscoveredPreset,
  pluginId: string | undefined,
  isFactoryPlace: boolean | undefined,
): FoundPreset {
  const { name, loadKey, authors, description, tags } = preset;
  const isFactory = preset.isFactory ?? isFactoryPlace;
  return {
    name: name === "" ? loadKey : name,
    ...(pluginId === undefined ? {} : { pluginId }),
    author: authors.join(", "),
    tags,
    description,
    loadKey,
    ...(isFactory === undefined ? {} : { isFactory }),
  };
}

/** What a reading in a worker says of one of its files. */
export function discoveredReading(reading: HostReading, { path, isFactory }: PresetSource): SourceReading {
  if ("fault" in reading) return reading;
  const presets = foundPresets(reading.answer, path, isFactory);
  const failure = reading.answer.failures.find(({ location }) => location === path);
  // Of a file that is broken in part, the rest counts.
  if (failure === undefined || presets.length > 0) return { presets };
  return { fault: { code: "invalid", message: failure.message } };
}
