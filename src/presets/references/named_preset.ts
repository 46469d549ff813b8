import { readContent } from "../../catalog/library/version_content.ts";
import { getVersion } from "../../catalog/library/find_library_preset.ts";
import { findPresets, type PresetMatch } from "../../catalog/presets/find_presets.ts";
import { readPresetDetails } from "../../catalog/presets/read_presets.ts";
import { findInstalled } from "../../catalog/presets/installed_plugin.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { FileFormatError } from "../../file_formats/file_format_error.ts";
import type { FilePreset, ForeignState, PresetFile } from "../../file_formats/presets/file_preset.ts";
import { PRESET_ENDINGS } from "../../file_formats/presets/preset_endings.ts";
import { nameKey } from "../../model/curation/names.ts";
import { loadRequest } from "../../model/presets/load_request.ts";
import type { PresetContainer } from "../../model/presets/preset_container.ts";
import type { PluginState, StateRequest } from "../../model/presets/plugin_state.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { usageError } from "../../model/usage_error.ts";
import { absolutePath } from "../../platform/paths.ts";
import { reasonOf } from "../../platform/reason_of.ts";
import { statIfThere } from "../../platform/stat_if_there.ts";

/** A preset that a person has named, with its state or the way to it. */
export interface NamedPreset {
  readonly name: string;
  readonly author: string;
  readonly tags: readonly string[];
  readonly description: string;
  readonly container: PresetContainer;
  /** The file or plugin that it is in; empty for the library. */
  readonly location: string;
  /** Unset where a file does not say it. */
  readonly pluginId: string | undefined;
  readonly pluginName: string | undefined;
  /** The state as it is stored, or what the plugin loads to give it. */
  readonly source: { readonly state: PluginState | ForeignState } | { readonly request: StateRequest };
}

/**
 * Finds a preset in a file, else in the library, else among those that the
 * catalog has found.
 *
 * @param reference A path, or the id or name of a preset, `PRESET@N` for a version in the library.
 * @param choice Which one of a file with several, by its name or key.
 * @throws {PluginaryError} `preset-not-found`, `preset-ambiguous`, `preset-not-readable` or `usage`.
 */
export async function getNamedPreset(
  catalog: Catalog,
  reference: string,
  choice: string | undefined,
): Promise<NamedPreset> {
  const path = absolutePath(reference);
  const isFile = statIfThere(path)?.isFile === true;
  if (isFile && (hasPresetEnding(reference) || /[\\/]/.test(reference))) return await ofFile(path, choice);
  if (hasPresetEnding(reference)) {
    throw new PluginaryError("path-not-found", `Cannot read "${reference}": there is no such file`);
  }
  if (choice !== undefined) {
    throw usageError(`Option "--key" needs a file of presets: "${reference}" is not the path of one`);
  }
  try {
    return await ofLibrary(catalog, reference);
  } catch (error) {
    if (!(error instanceof PluginaryError) || error.code !== "preset-not-found") throw error;
    const matches = await catalog.read((db) => findPresets(db, reference, [path]));
    const [match, ...others] = matches;
    if (match === undefined) throw error;
    if (others.length > 0) throw ambiguous(matches, reference);
    return await ofCatalog(catalog, match);
  }
}

function hasPresetEnding(reference: string): boolean {
  return PRESET_ENDINGS.has(/\.([a-z0-9]+)$/i.exec(reference)?.[1]?.toLowerCase() ?? "");
}

async function ofFile(path: string, choice: string | undefined): Promise<NamedPreset> {
  const { container, presets } = await readFile(path);
  return named(chosen(presets, path, choice), container, path);
}

async function readFile(path: string): Promise<PresetFile> {
  const { readPresetFile } = await import("../../file_formats/presets/read_preset_file.ts");
  try {
    return readPresetFile(path);
  } catch (error) {
    const reason = error instanceof FileFormatError ? `it ${error.message}` : reasonOf(error);
    throw new PluginaryError("preset-not-readable", `Cannot read "${path}": ${reason}`, undefined, {
      cause: error,
    });
  }
}

function chosen(presets: readonly FilePreset[], path: string, choice: string | undefined): FilePreset {
  const matches = choice === undefined
    ? presets
    : presets.filter(({ name, loadKey }) => nameKey(name) === nameKey(choice) || loadKey === choice);
  const [preset, ...others] = matches;
  if (preset !== undefined && others.length === 0) return preset;
  const shown = presets.slice(0, 5).map(({ name, loadKey }) => `"${loadKey || name}"`);
  const hint = `Name one with "--key PRESET": ${shown.join(", ")}${presets.length > 5 ? " ..." : ""}`;
  if (presets.length === 0) {
    throw new PluginaryError("preset-not-found", `"${path}" has no presets of plugins`);
  }
  throw new PluginaryError(
    matches.length === 0 ? "preset-not-found" : "preset-ambiguous",
    matches.length === 0
      ? `"${path}" has no preset "${choice}"`
      : `Cannot tell which preset of "${path}" is meant: it has ${matches.length}`,
    hint,
  );
}

function named(preset: FilePreset, container: PresetContainer, location: string): NamedPreset {
  const { name, author, tags, description, pluginId, pluginName } = preset;
  const state = preset.state ?? preset.foreign;
  if (state === undefined) {
    throw new PluginaryError(
      "preset-not-readable",
      `Cannot read the state of "${name}" in "${location}": it is in a form that is not known`,
    );
  }
  return { name, author, tags, description, container, location, pluginId, pluginName, source: { state } };
}

async function ofLibrary(catalog: Catalog, reference: string): Promise<NamedPreset> {
  return await catalog.read((db) => {
    const { preset, version } = getVersion(db, reference);
    const { name, author, tags, note, pluginId, pluginName } = preset;
    const { state, ...request } = loadRequest(
      readContent(db, version.rowId),
      findInstalled(db, pluginId),
    );
    return {
      ...{ name, author, tags, description: note, pluginId, pluginName },
      ...{ container: "library", location: "" },
      source: state === undefined ? { request } : { state },
    };
  });
}

async function ofCatalog(catalog: Catalog, { rowId }: PresetMatch): Promise<NamedPreset> {
  const details = await catalog.read((db) => readPresetDetails(db, rowId));
  const { name, author, tags, description, container, location, loadKey, pluginId, pluginName } = details;
  const known = { name, author, tags, description, container, location, pluginId, pluginName };
  if (container === "program") return { ...known, source: { request: { program: Number(loadKey) } } };
  if (container === "lv2" || container === "clap") {
    return { ...known, source: { request: { preset: { location, loadKey } } } };
  }
  const found = (await readFile(location)).presets.find((preset) => preset.loadKey === loadKey);
  if (found === undefined) {
    throw new PluginaryError(
      "preset-not-found",
      `"${location}" does not have the preset "${name}" any more`,
      'Run "pluginary presets scan"',
    );
  }
  return { ...known, source: named(found, container, location).source };
}

function ambiguous(matches: readonly PresetMatch[], reference: string): PluginaryError {
  const candidates = matches.map(({ entry: { id, name, pluginName } }) => ({
    id,
    name,
    ...pluginName === undefined ? {} : { vendor: pluginName },
  }));
  const shown = matches.slice(0, 5).map(({ entry }) =>
    `"${entry.id}" (${entry.pluginName ?? entry.container})`
  );
  return new PluginaryError(
    "preset-ambiguous",
    `Cannot tell which preset "${reference}" is: ${matches.length} are called so`,
    `Name one of them: ${shown.join(", ")}`,
    { candidates },
  );
}
