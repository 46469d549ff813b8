import type { InstalledPlugin } from "../../catalog/presets/installed_plugin.ts";
import type { PresetListOptions } from "../../catalog/presets/list_presets.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { nameKey } from "../../model/curation/names.ts";
import { endOfSentence } from "../../model/text.ts";
import { loadRequest } from "../../model/presets/load_request.ts";
import type { StateAnswer, StateRequest } from "../../model/presets/plugin_state.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { closestWord } from "../../model/search/closest_word.ts";
import { usageError } from "../../model/usage_error.ts";
import { absolutePath } from "../../platform/paths.ts";
import { statIfThere } from "../../platform/stat_if_there.ts";
import { type LoadSettings, reasonOfFailure, StateLoader } from "../library/load_state.ts";
import { compareTexts } from "../library/plugin_texts.ts";

/** What a plugin loads before its state is read; nothing for the state in which it starts. */
export interface CaptureChoice {
  /** The number of a program. */
  readonly program: number | undefined;
  /** A preset of the plugin, as a person names it. */
  readonly preset: string | undefined;
  /** Parameters by their ids or names, with the texts that they shall display. */
  readonly settings: readonly (readonly [parameter: string, text: string])[];
}

/** A state as the plugin gave it, and a name for it. */
export type CapturedState = StateAnswer & { readonly name: string; readonly isFactory: boolean };

/** The name of the state in which a plugin starts. */
const DEFAULT_NAME = "Default";

/**
 * Reads the state of a plugin in a confined worker.
 *
 * @throws {PluginaryError} `usage` for a program or preset that it does not have, and `plugin-failed`.
 */
export async function captureState(
  catalog: Catalog,
  plugin: InstalledPlugin,
  choice: CaptureChoice,
  loading: LoadSettings,
): Promise<CapturedState> {
  const { request, name, isFactory } = await chosen(catalog, plugin, choice);
  const values = choice.settings.map(([parameter, text]) => ({ id: parameterId(plugin, parameter), text }));
  await using loader = await StateLoader.start(plugin, loading, request);
  const answer = await loader.load({ ...request, ...(values.length === 0 ? {} : { values }) });
  const [refused] = answer.refused;
  if (refused === undefined) {
    const warnings = [...answer.warnings, ...await tryAgain(loader, answer)];
    return { ...answer, warnings, name, isFactory: isFactory && values.length === 0 };
  }
  const parameter = plugin.parameters.find(({ id }) => id === refused.id)?.name ?? refused.id;
  throw usageError(`"${plugin.name}" does not set "${parameter}": ${endOfSentence(refused.message)}`);
}

/** Lets the plugin load what it has just stored, which not every plugin does. */
async function tryAgain(loader: StateLoader, answer: StateAnswer): Promise<StateAnswer["warnings"]> {
  try {
    const { parameters } = await loader.load(loadRequest(answer, loader.plugin));
    const { compared, differences } = compareTexts(answer.parameters, parameters, loader.plugin);
    if (differences.length === 0) return [];
    const message =
      `With its own state, it displays ${differences.length} of ${compared} parameters in another way`;
    return [{ code: "differs", message }];
  } catch (error) {
    if (!(error instanceof PluginaryError) || error.code !== "plugin-failed") throw error;
    return [{
      code: "not-loaded",
      message: `It does not load its own state again: ${reasonOfFailure(error)}`,
    }];
  }
}

/** What a person has chosen, and what it is called. */
interface Chosen {
  readonly request: StateRequest;
  readonly name: string;
  readonly isFactory: boolean;
}

/** @throws {PluginaryError} `usage` for a parameter that the plugin does not have. */
function parameterId({ name, parameters }: InstalledPlugin, wanted: string): string {
  const key = nameKey(wanted);
  const found = parameters.find(({ id }) => id === wanted) ??
    parameters.find((parameter) => nameKey(parameter.name) === key);
  if (found !== undefined) return found.id;
  const closest = closestWord(wanted, parameters.map((parameter) => parameter.name));
  throw usageError(
    `"${name}" has no parameter "${wanted}"`,
    closest === undefined ? '"pluginary info PLUGIN" lists them' : `Did you mean "${closest}"?`,
  );
}

async function chosen(
  catalog: Catalog,
  plugin: InstalledPlugin,
  { program, preset }: CaptureChoice,
): Promise<Chosen> {
  if (program !== undefined) {
    return { request: { program }, name: programName(plugin, program), isFactory: true };
  }
  if (preset === undefined) return { request: {}, name: DEFAULT_NAME, isFactory: false };
  if (isPresetFile(preset)) return await readState(plugin, preset);
  return await ofCatalog(catalog, plugin, preset);
}

/** A preset of the plugin that the catalog knows: of a file, a bundle, the library, or one of its programs. */
async function ofCatalog(catalog: Catalog, plugin: InstalledPlugin, preset: string): Promise<Chosen> {
  const { listPresets } = await import("../../catalog/presets/list_presets.ts");
  const all = await catalog.read((db) => [...listPresets(db, presetsOf(plugin)).presets]);
  const found = all.find(({ id, name, location, loadKey }) =>
    nameKey(name) === nameKey(preset) || [id, location, loadKey].includes(preset)
  );
  if (found === undefined) throw noPreset(plugin, preset, all.map(({ name }) => name));
  const { getNamedPreset } = await import("../references/named_preset.ts");
  const { name, source } = await getNamedPreset(catalog, found.id, undefined);
  const isFactory = found.isFactory === true;
  if ("request" in source) return { request: source.request, name, isFactory };
  const { state } = source;
  if (!("file" in state)) return { request: { state }, name, isFactory };
  throw new PluginaryError(
    "preset-not-readable",
    `Cannot load "${name}" into "${plugin.name}": states of ${state.format} plugins are not loaded`,
  );
}

function presetsOf({ id }: InstalledPlugin): PresetListOptions {
  return {
    filter: { pluginIds: [id] },
    order: "name",
    isReversed: false,
    offset: 0,
    leavesOutHidden: false,
  };
}

/** Whether a person means a file: a name with an ending, or a path. */
function isPresetFile(preset: string): boolean {
  return /\.[a-z0-9]+$|[\\/]/i.test(preset) && statIfThere(absolutePath(preset))?.isFile === true;
}

/** The state of the first preset in a file that is of the plugin. */
async function readState(
  plugin: InstalledPlugin,
  file: string,
): Promise<Chosen> {
  const { readPresetFile } = await import("../../file_formats/presets/read_preset_file.ts");
  const { FileFormatError } = await import("../../file_formats/file_format_error.ts");
  try {
    const { presets } = readPresetFile(absolutePath(file));
    const found = presets.find(({ pluginId, state }) => state !== undefined && pluginId === plugin.id);
    if (found?.state !== undefined) {
      return { request: { state: found.state }, name: found.name, isFactory: found.isFactory === true };
    }
    const others = [
      ...new Set(presets.map(({ pluginId, pluginName }) => pluginId ?? pluginName ?? "unknown")),
    ];
    throw new PluginaryError(
      "preset-not-readable",
      `Cannot load "${file}" into "${plugin.name}": it has no preset of ${plugin.id}`,
      others.length === 0 ? undefined : `It has presets of ${others.slice(0, 3).join(", ")}`,
    );
  } catch (error) {
    if (!(error instanceof FileFormatError)) throw error;
    throw new PluginaryError("preset-not-readable", `Cannot read "${file}": it ${error.message}`, undefined, {
      cause: error,
    });
  }
}

/** @throws {PluginaryError} `usage` for a program that the plugin does not have. */
function programName({ name, programs }: InstalledPlugin, program: number): string {
  const found = programs[program];
  if (found !== undefined) return found === "" ? `Program ${program}` : found;
  const known = programs.length === 0 ? "it has none" : `its programs are 0 to ${programs.length - 1}`;
  throw usageError(`"${name}" has no program ${program}: ${known}`);
}

function noPreset({ name }: InstalledPlugin, preset: string, known: readonly string[]): Error {
  const closest = closestWord(preset, known);
  return usageError(
    `"${name}" has no preset "${preset}"`,
    closest === undefined
      ? '"pluginary info PLUGIN --presets" lists its presets'
      : `Did you mean "${closest}"?`,
  );
}
