import type { VersionContent } from "../../catalog/library/library_version.ts";
import type { InstalledPlugin } from "../../catalog/plugins/installed_plugin.ts";
import { COMPONENT_CHUNK, CONTROLLER_CHUNK, writeVstPreset } from "../../file_formats/presets/vst_preset.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { Variables } from "../../platform/folders.ts";
import { parentFolder } from "../../platform/paths.ts";
import { ReplacingFile } from "../../platform/replacing_file.ts";
import { statIfThere } from "../../platform/stat_if_there.ts";
import { StateLoader } from "./load_state.ts";
import { compareTexts, type TextComparison } from "./plugin_texts.ts";
import { userPresetPath } from "./user_preset_path.ts";

/** A version of a preset that is to be written. */
export interface RestoredVersion {
  readonly name: string;
  readonly pluginId: string;
  readonly pluginName: string;
  readonly content: VersionContent;
  /** Unset if it is not installed. */
  readonly plugin: InstalledPlugin | undefined;
}

/** Where a preset goes, and how sure it must be. */
export interface RestoreOptions {
  /** Unset for the place where hosts look for presets of the format. */
  readonly path: string | undefined;
  /** Whether a file that is there is replaced, and a state written that the plugin does not load. */
  readonly isForced: boolean;
  readonly environment: Variables;
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
  { path: wanted, isForced, environment }: RestoreOptions,
): Promise<RestoreReport> {
  const path = wanted ?? pathFor(version, environment);
  const bytes = fileContent(version);
  const comparison = isForced && version.plugin === undefined
    ? undefined
    : await tryOut(version, isForced, environment);
  const isUnchanged = await isSameFile(path, bytes);
  if (!isUnchanged) {
    if (!isForced && statIfThere(path) !== undefined) {
      throw new PluginaryError(
        "output-not-writable",
        `Cannot write "${path}": there is another file`,
        'Use "--force" to replace it, or "--output FILE" for another one',
      );
    }
    await writeFile(path, bytes);
  }
  return { path, isUnchanged, comparison };
}

function pathFor({ name, plugin, pluginId, pluginName }: RestoredVersion, environment: Variables): string {
  if (plugin === undefined) throw notInstalled(pluginName, pluginId);
  const path = userPresetPath(plugin, name, environment);
  if (path !== undefined) return path;
  throw new PluginaryError(
    "preset-not-restorable",
    `Cannot restore "${name}": hosts have no folder for presets of ${plugin.format} plugins`,
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
  environment: Variables,
): Promise<TextComparison | undefined> {
  if (plugin === undefined) throw notInstalled(pluginName, pluginId);
  try {
    await using loader = await StateLoader.start(plugin, environment);
    const { parameters } = await loader.load({ state: content.state });
    return content.parameters === undefined
      ? undefined
      : compareTexts(content.parameters, parameters, plugin);
  } catch (error) {
    if (isForced && error instanceof PluginaryError && error.code === "plugin-failed") return undefined;
    throw error;
  }
}

/** The state as a file of the plugin's format. */
function fileContent({ name, pluginId, content: { state } }: RestoredVersion): Uint8Array {
  if (state.format === "vst3") {
    const chunks = new Map([
      [COMPONENT_CHUNK, Uint8Array.fromBase64(state.component)],
      [CONTROLLER_CHUNK, Uint8Array.fromBase64(state.controller)],
    ]);
    return writeVstPreset(pluginId.slice("vst3:".length), chunks);
  }
  if (state.format === "clap") return Uint8Array.fromBase64(state.data);
  throw new PluginaryError(
    "preset-not-restorable",
    `Cannot restore "${name}": ${state.format} plugins have no files of presets`,
    'Convert it with "pluginary preset convert"',
  );
}

async function isSameFile(path: string, bytes: Uint8Array): Promise<boolean> {
  const there = statIfThere(path);
  if (there === undefined || !there.isFile || there.size !== bytes.length) return false;
  const content = await Deno.readFile(path);
  return content.every((byte, index) => byte === bytes[index]);
}

async function writeFile(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await Deno.mkdir(parentFolder(path), { recursive: true });
    const file = await ReplacingFile.open(path);
    try {
      for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
      await file.commit();
    } finally {
      file.discard();
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PluginaryError("output-not-writable", `Cannot write "${path}": ${why}`, undefined, {
      cause: error,
    });
  }
}
