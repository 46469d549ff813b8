import { findPresets } from "../../catalog/presets/find_presets.ts";
import { getVersion } from "../../catalog/library/find_library_preset.ts";
import { readContent } from "../../catalog/library/version_content.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { FileFormatError } from "../../file_formats/file_format_error.ts";
import type { FilePreset } from "../../file_formats/presets/file_preset.ts";
import { readPresetFile } from "../../file_formats/presets/read_preset_file.ts";
import type { PresetEntry } from "../../model/documents/presets/preset_documents.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { StateRequest } from "../../model/presets/plugin_state.ts";
import type { PresetContainer } from "../../model/presets/preset_container.ts";
import { absolutePath } from "../../platform/paths.ts";
import { statIfThere } from "../../platform/stat_if_there.ts";

/** A preset that is to be converted. */
export interface PresetSource {
  readonly name: string;
  readonly author: string;
  readonly tags: readonly string[];
  readonly description: string;
  readonly pluginId: string;
  readonly container: PresetContainer;
  /** The file, or the name in the library. */
  readonly location: string;
  /** What the plugin loads. */
  readonly request: StateRequest;
  /** Files that the plugin reads for that. */
  readonly readable: readonly string[];
}

/**
 * Finds a preset by the path of its file, by its name in the library, or by
 * its id or name in the catalog.
 *
 * @param key Says which preset of a file with several it is, by its key or name.
 * @throws {PluginaryError} `preset-not-found`, `preset-ambiguous` or `preset-not-readable`.
 */
export async function findPresetSource(
  catalog: Catalog,
  reference: string,
  key: string | undefined,
): Promise<PresetSource> {
  const path = absolutePath(reference);
  if (statIfThere(path)?.isFile === true) return fromFile(path, key);
  try {
    return await fromLibrary(catalog, reference);
  } catch (error) {
    if (!(error instanceof PluginaryError) || error.code !== "preset-not-found") throw error;
    const matches = await catalog.read((db) => findPresets(db, reference, [path]));
    const [match] = matches;
    if (match === undefined) throw error;
    if (matches.length > 1) throw ambiguous(reference, matches.map(({ entry }) => entry));
    return await fromCatalog(catalog, match.entry);
  }
}

async function fromLibrary(catalog: Catalog, reference: string): Promise<PresetSource> {
  return await catalog.read((db) => {
    const { preset, version } = getVersion(db, reference);
    const { name, author, tags, note, pluginId } = preset;
    const { state } = readContent(db, version.rowId);
    return {
      ...{ name, author, tags, description: note, pluginId },
      ...{ container: "library", location: name, request: { state }, readable: [] },
    };
  });
}

async function fromCatalog(catalog: Catalog, entry: PresetEntry): Promise<PresetSource> {
  const { id, name, author, tags, container, location, loadKey, pluginId } = entry;
  if (container === "library") return await fromLibrary(catalog, id);
  if (container !== "program" && container !== "lv2" && container !== "clap") {
    return fromFile(location, loadKey === "" ? undefined : loadKey);
  }
  if (pluginId === undefined) throw withoutPlugin(name);
  const isProgram = container === "program";
  return {
    ...{ name, author, tags, description: "", pluginId, container, location },
    request: isProgram ? { program: Number(loadKey) } : { preset: { location, loadKey } },
    readable: isProgram || location === "" ? [] : [location],
  };
}

/** @throws {PluginaryError} */
function fromFile(path: string, key: string | undefined): PresetSource {
  const { container, presets } = readFile(path);
  const preset = chosen(path, presets, key);
  const { name, author, tags, description, pluginId, state } = preset;
  if (state === undefined) {
    throw new PluginaryError(
      "preset-not-readable",
      `Cannot convert "${name}": only the hosts of its plugin read its state`,
      "States of Audio Units and VST2 plugins can be moved to other files, but not be loaded here",
    );
  }
  if (pluginId === undefined) throw withoutPlugin(name);
  return {
    ...{ name, author, tags, description, pluginId, container },
    ...{ location: path, request: { state }, readable: [] },
  };
}

function readFile(path: string) {
  try {
    return readPresetFile(path);
  } catch (error) {
    if (!(error instanceof FileFormatError)) throw error;
    throw new PluginaryError("preset-not-readable", `Cannot read "${path}": it ${error.message}`, undefined, {
      cause: error,
    });
  }
}

function chosen(path: string, presets: readonly FilePreset[], key: string | undefined): FilePreset {
  const found = key === undefined
    ? presets
    : presets.filter(({ name, loadKey }) => name === key || loadKey === key);
  if (found.length === 1) return found[0]!;
  const names = presets.slice(0, 5).map(({ name }) => `"${name}"`).join(", ");
  throw new PluginaryError(
    found.length === 0 ? "preset-not-found" : "preset-ambiguous",
    `Cannot tell which preset of "${path}" to convert: ${
      found.length === 0 ? "it has no such preset" : `it has ${found.length}`
    }`,
    presets.length === 0 ? undefined : `Name one of them with "--key": ${names}`,
  );
}

function ambiguous(reference: string, entries: readonly PresetEntry[]): PluginaryError {
  const named = entries.slice(0, 5).map(({ id, pluginName, pluginId }) =>
    `"${id}" (${pluginName ?? pluginId ?? "of an unknown plugin"})`
  );
  return new PluginaryError(
    "preset-ambiguous",
    `Cannot tell which preset "${reference}" is: ${entries.length} are called so`,
    `Name one of them by its id: ${named.join(", ")}`,
  );
}

function withoutPlugin(name: string): PluginaryError {
  return new PluginaryError(
    "preset-not-readable",
    `Cannot convert "${name}": its file does not say which plugin it belongs to`,
  );
}
