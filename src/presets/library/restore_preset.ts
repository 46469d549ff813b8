import type { VersionContent } from "../../catalog/library/version_content.ts";
import type { InstalledPlugin } from "../../catalog/presets/installed_plugin.ts";
import type { WrittenContainer } from "../../model/presets/written_container.ts";
import type { WrittenFile } from "../../file_formats/written/written_preset.ts";
import { isEmptyState, type PluginState } from "../../model/presets/plugin_state.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { equalBytes, packState } from "../../model/presets/state_bytes.ts";
import type { Variables } from "../../platform/folders.ts";
import { fileName, joinPath } from "../../platform/paths.ts";
import { statIfThere } from "../../platform/stat_if_there.ts";
import { type LoadSettings, StateLoader } from "./load_state.ts";
import { compareTexts, type TextComparison } from "./plugin_texts.ts";
import { userPresetPath } from "./user_preset_path.ts";
import { writePresetFiles } from "./write_preset_files.ts";

/** A version of a preset that is to be written. */
export interface RestoredVersion {
  readonly name: string;
  readonly author: string;
  readonly tags: readonly string[];
  readonly note: string;
  readonly pluginId: string;
  readonly pluginName: string;
  readonly content: VersionContent;
  /** The contents of all versions, read where a file is there already. */
  readonly allContents: () => Promise<readonly VersionContent[]>;
  /** Unset if it is not installed. */
  readonly plugin: InstalledPlugin | undefined;
}

/** Where a preset goes, and how sure it must be. */
export interface RestoreOptions extends LoadSettings {
  /** Unset for the place where hosts look for presets of the format. */
  readonly path: string | undefined;
  /** Whether a file that is there is replaced, and a state written that the plugin does not load. */
  readonly isForced: boolean;
}

/** What a restore has done. */
export interface RestoreReport {
  readonly path: string;
  /** Whether it was there before with the same content. */
  readonly isUnchanged: boolean;
  /** Unset if the plugin did not load it, or no texts were recorded. */
  readonly comparison: TextComparison | undefined;
}

/**
 * Writes a version of a preset as a file of its plugin's format, after the
 * plugin has loaded it in a confined worker.
 *
 * @throws {PluginaryError} `preset-not-restorable`, `plugin-failed` or `output-not-writable`.
 */
export async function restorePreset(
  version: RestoredVersion,
  { path: wanted, isForced, ...loading }: RestoreOptions,
): Promise<RestoreReport> {
  refuseEmpty(version);
  const path = wanted ?? pathFor(version, loading.environment);
  const files = await filesOf(version);
  const comparison = isForced && version.plugin === undefined
    ? undefined
    : await tryOut(version, isForced, loading);
  const isUnchanged = await areThere(path, files);
  if (!isUnchanged) {
    if (!isForced && statIfThere(path) !== undefined && !await isOtherVersion(path, version)) {
      throw new PluginaryError(
        "output-not-writable",
        `Cannot write "${path}": there is another file`,
        'Use "--force" to replace it, or "--output FILE" for another one',
      );
    }
    await writePresetFiles(path, files);
  }
  return { path, isUnchanged, comparison };
}

/** No host could load anything from a file without a state. */
function refuseEmpty({ name, pluginName, content: { state } }: RestoredVersion): void {
  if (!isEmptyState(state)) return;
  throw new PluginaryError(
    "preset-not-restorable",
    `Cannot restore "${name}": "${pluginName}" stores no state as a ${state.format.toUpperCase()} plugin`,
    'The library has the values of its parameters: "pluginary preset convert" takes them to another format',
  );
}

function pathFor({ name, plugin, pluginId, pluginName }: RestoredVersion, environment: Variables): string {
  if (plugin === undefined) throw notInstalled(pluginName, pluginId);
  const path = userPresetPath(plugin, name, environment);
  if (path !== undefined) return path;
  throw new PluginaryError(
    "preset-not-restorable",
    `Cannot restore "${name}": hosts have no folder for presets of ${plugin.format.toUpperCase()} plugins`,
    'Name a file with "--output FILE"',
  );
}

function notInstalled(name: string, id: string): PluginaryError {
  return new PluginaryError(
    "preset-not-restorable",
    `Cannot restore a preset of "${name}" (${id}): it is not installed, so it cannot load the state first`,
    'Install it and scan, or write the state untried with "--output FILE --force"',
  );
}

/** Lets the plugin load the state before anything is written. */
async function tryOut(
  { plugin, pluginId, pluginName, content }: RestoredVersion,
  isForced: boolean,
  loading: LoadSettings,
): Promise<TextComparison | undefined> {
  if (plugin === undefined) throw notInstalled(pluginName, pluginId);
  try {
    await using loader = await StateLoader.start(plugin, loading);
    const { parameters } = await loader.load({ state: content.state });
    return content.parameters === undefined
      ? undefined
      : compareTexts(content.parameters, parameters, plugin);
  } catch (error) {
    if (isForced && error instanceof PluginaryError && error.code === "plugin-failed") return undefined;
    throw error;
  }
}

/** The state as the files of its format. */
async function filesOf(
  { name, author, tags, note, pluginId, pluginName, plugin, content: { state } }: RestoredVersion,
): Promise<readonly WrittenFile[]> {
  if (state.format === "clap") return [{ path: "", bytes: Uint8Array.fromBase64(state.data) }];
  const container = CONTAINERS[state.format];
  if (container === undefined) {
    throw new PluginaryError(
      "preset-not-restorable",
      `Cannot restore "${name}": ${state.format.toUpperCase()} plugins have no files of presets`,
      'Convert it with "pluginary preset convert"',
    );
  }
  // The writers of all kinds of files would be loaded for CLAP as well.
  const { writePreset } = await import("../../file_formats/written/write_preset.ts");
  return writePreset(container, {
    ...{ name, author, tags, description: note, state },
    plugin: {
      ...{ id: pluginId, name: plugin?.name ?? pluginName, vendor: plugin?.vendor ?? "" },
      ...{ version: plugin?.version ?? "", isInstrument: plugin?.isInstrument ?? false },
      fileName: plugin === undefined ? "" : fileName(plugin.location),
    },
  });
}

/** The files from which plugins of a format load presets; CLAP leaves that to the plugin. */
const CONTAINERS: Readonly<Partial<Record<PluginState["format"], WrittenContainer>>> = {
  vst3: "vstpreset",
  lv2: "lv2",
};

/** Whether a file is the preset in another version, perhaps with other tags, which is not lost when it is replaced. */
async function isOtherVersion(path: string, version: RestoredVersion): Promise<boolean> {
  const state = await stateIn(path);
  for (const content of await version.allContents()) {
    if (state !== undefined && equalBytes(packState(content.state), packState(state))) return true;
    if (await areThere(path, await filesOf({ ...version, content }))) return true;
  }
  return false;
}

/** The state in a file of VST3 presets; `undefined` for other files. */
async function stateIn(path: string): Promise<PluginState | undefined> {
  if (!path.toLowerCase().endsWith(".vstpreset")) return undefined;
  const { readPresetFile } = await import("../../file_formats/presets/read_preset_file.ts");
  const { FileFormatError } = await import("../../file_formats/file_format_error.ts");
  try {
    return readPresetFile(path).presets[0]?.state;
  } catch (error) {
    if (error instanceof FileFormatError) return undefined;
    throw error;
  }
}

async function areThere(path: string, files: readonly WrittenFile[]): Promise<boolean> {
  for (const { path: name, bytes } of files) {
    if (!await isSameFile(name === "" ? path : joinPath(path, name), bytes)) return false;
  }
  return true;
}

async function isSameFile(path: string, bytes: Uint8Array): Promise<boolean> {
  const there = statIfThere(path);
  if (there === undefined || !there.isFile || there.size !== bytes.length) return false;
  return equalBytes(await Deno.readFile(path), bytes);
}
