import type { InstalledPlugin } from "../../catalog/presets/installed_plugin.ts";
import type { ForeignState } from "../../file_formats/presets/file_preset.ts";
import { containersOf, writePreset } from "../../file_formats/written/write_preset.ts";
import type { WrittenContainer } from "../../model/presets/written_container.ts";
import type { WrittenFile } from "../../file_formats/written/written_preset.ts";
import { isEmptyState, type PluginState } from "../../model/presets/plugin_state.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { usageError } from "../../model/usage_error.ts";
import { fileName } from "../../platform/paths.ts";
import type { LoadSettings } from "../library/load_state.ts";
import { writePresetFiles } from "../library/write_preset_files.ts";
import type { NamedPreset } from "../references/named_preset.ts";

/** Formats of states as people call them. */
const FORMAT_NAMES: Readonly<Record<(PluginState | ForeignState)["format"], string>> = {
  vst3: "a VST3",
  clap: "a CLAP",
  lv2: "an LV2",
  ladspa: "a LADSPA",
  au: "an Audio Unit",
  vst2: "a VST2",
};

/** Where a preset goes. */
export interface WriteTarget {
  readonly container: WrittenContainer;
  /** A folder for `lv2`. */
  readonly path: string;
}

/** What was written. */
export interface WriteReport {
  readonly files: readonly WrittenFile[];
  /** What the file says by guess. */
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/**
 * Writes a preset to a file of another kind, with the state as it is.
 *
 * @param plugin Unset if it is not installed.
 * @throws {PluginaryError} `usage` for a kind that cannot hold the state, `plugin-not-found`, `plugin-failed` and `output-not-writable`.
 */
export async function writePresetAs(
  preset: NamedPreset,
  plugin: InstalledPlugin | undefined,
  { container, path }: WriteTarget,
  loading: LoadSettings,
): Promise<WriteReport> {
  const { name, author, tags, description, pluginId } = preset;
  const state = await stateOf(preset, plugin, loading);
  checkHolds(container, state, name);
  if (!("file" in state) && isEmptyState(state)) {
    throw new PluginaryError(
      "preset-not-restorable",
      `Cannot write "${name}": its plugin stores no state as a ${state.format.toUpperCase()} plugin`,
      '"pluginary preset convert" takes the values of its parameters to another format',
    );
  }
  if (pluginId === undefined) {
    throw new PluginaryError(
      "preset-not-readable",
      `Cannot write "${name}" to another file: its file does not say the id of its plugin`,
    );
  }
  const pluginName = plugin?.name ?? preset.pluginName ?? pluginId;
  const files = writePreset(container, {
    ...{ name, author, tags, description, state },
    plugin: {
      ...{ id: pluginId, name: pluginName, vendor: plugin?.vendor ?? "", version: plugin?.version ?? "" },
      isInstrument: plugin?.isInstrument ?? isMusicDevice(pluginId),
      fileName: plugin === undefined ? "" : fileName(plugin.location),
    },
  });
  await writePresetFiles(path, files);
  return { files, warnings: plugin === undefined ? warningsOf(container, pluginName, pluginId) : [] };
}

async function stateOf(
  { name, source, pluginName }: NamedPreset,
  plugin: InstalledPlugin | undefined,
  loading: LoadSettings,
): Promise<PluginState | ForeignState> {
  if ("state" in source) return source.state;
  if (plugin === undefined) {
    throw new PluginaryError(
      "plugin-not-found",
      `Cannot read the state of "${name}": ${pluginName ?? "its plugin"}, which stores it, is not installed`,
      'Run "pluginary scan" if it has come back',
    );
  }
  const { StateLoader } = await import("../library/load_state.ts");
  await using loader = await StateLoader.start(plugin, loading, source.request);
  return (await loader.load(source.request)).state;
}

function checkHolds(container: WrittenContainer, { format }: PluginState | ForeignState, name: string): void {
  const containers = containersOf(format);
  if (containers.includes(container)) return;
  const others = containers.length === 0 ? "" : `; it can be written as ${containers.join(", ")}`;
  throw usageError(
    `Cannot write "${name}" as ${container}: it is the state of ${FORMAT_NAMES[format]} plugin${others}`,
    format === "au" || format === "vst2"
      ? undefined
      : '"pluginary preset convert" carries it over to a plugin of another format',
  );
}

/** Whether the id of an Audio Unit says that it is an instrument. */
function isMusicDevice(pluginId: string): boolean {
  return pluginId.startsWith("au:aumu:");
}

/** Kinds of files that say whether the plugin is an instrument, or the name of its file. */
function warningsOf(
  container: WrittenContainer,
  pluginName: string,
  pluginId: string,
): WriteReport["warnings"] {
  if (container !== "rfxchain" && container !== "adg" && container !== "dawproject") return [];
  const kind = pluginId.startsWith("au:") ? "" : "calls it an effect and ";
  const message = `${pluginName} is not installed, so the file ${kind}guesses at its names`;
  return [{ code: "plugin-not-installed", message }];
}
