import type { InstalledPlugin } from "../../catalog/presets/installed_plugin.ts";
import { containersOf, writePreset } from "../../file_formats/written/write_preset.ts";
import type { WrittenFile } from "../../file_formats/written/written_preset.ts";
import { PRESET_ENDINGS } from "../../file_formats/presets/preset_endings.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { PluginState } from "../../model/presets/plugin_state.ts";
import { WRITTEN_CONTAINERS, type WrittenContainer } from "../../model/presets/written_container.ts";
import { fileName } from "../../platform/paths.ts";
import type { NamedPreset } from "../references/named_preset.ts";

/** Whether a word names a kind of preset file. */
export function isWrittenContainer(word: string): word is WrittenContainer {
  return WRITTEN_CONTAINERS.some((container) => container === word);
}

/**
 * The kind of file for a state: the one that is wanted, else the one that the
 * file's ending names, else the first that holds the state.
 *
 * @throws {PluginaryError} `preset-not-restorable` if no such file holds it.
 */
export function containerFor(
  state: PluginState,
  path: string,
  wanted: WrittenContainer | undefined,
): WrittenContainer {
  const possible = containersOf(state.format);
  const container = wanted ?? containerByEnding(path) ?? possible[0];
  if (container !== undefined && possible.includes(container)) return container;
  throw new PluginaryError(
    "preset-not-restorable",
    possible.length === 0
      ? `Cannot write "${path}": there are no files for presets of ${state.format.toUpperCase()} plugins`
      : `Cannot write "${path}": a file of the kind "${container}" holds no ${state.format.toUpperCase()} state`,
    possible.length === 0
      ? 'Leave out "--output" to keep it in the library'
      : `Its kinds are ${possible.join(", ")}`,
  );
}

function containerByEnding(path: string): WrittenContainer | undefined {
  const ending = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  const container = PRESET_ENDINGS.get(ending) ?? ending;
  return isWrittenContainer(container) ? container : undefined;
}

/** The files of a converted preset. */
export function convertedFiles(
  container: WrittenContainer,
  { author, tags, description }: NamedPreset,
  name: string,
  plugin: InstalledPlugin,
  state: PluginState,
): readonly WrittenFile[] {
  const { id, vendor, version, isInstrument, location } = plugin;
  return writePreset(container, {
    ...{ name, author, tags, description, state },
    plugin: { id, name: plugin.name, vendor, version, isInstrument, fileName: fileName(location) },
  });
}
