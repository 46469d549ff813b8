import type { InstalledPlugin } from "../../catalog/presets/installed_plugin.ts";
import { containersOf, writePreset } from "../../file_formats/written/write_preset.ts";
import type { WrittenFile } from "../../file_formats/written/written_preset.ts";
import type { ForeignState } from "../../file_formats/presets/file_preset.ts";
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
 * The kind of file for states of a format: the one that is wanted, else the one
 * that the file's ending names, else the first that holds such states.
 *
 * @param path Unset where nothing is to be written.
 * @throws {PluginaryError} `preset-not-restorable` if no such file holds it.
 */
export function containerFor(
  format: (PluginState | ForeignState)["format"],
  path: string | undefined,
  wanted: WrittenContainer | undefined,
): WrittenContainer {
  const possible = containersOf(format);
  const container = wanted ?? containerByEnding(path ?? "") ?? possible[0];
  if (container !== undefined && possible.includes(container)) return container;
  const file = path === undefined ? "the preset" : `"${path}"`;
  throw new PluginaryError(
    "preset-not-restorable",
    possible.length === 0
      ? `Cannot write ${file}: there are no files for presets of ${format.toUpperCase()} plugins`
      : `Cannot write ${file}: a file of the kind "${container}" holds no ${format.toUpperCase()} state`,
    possible.length === 0
      ? 'Leave out "--output" to keep it in the library'
      : `It can be written as ${possible.join(", ")}`,
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
