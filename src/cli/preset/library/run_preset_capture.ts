import { catalogPath } from "../../../catalog/catalog_path.ts";
import { keepState, packKept } from "../../../catalog/library/keep_state.ts";
import { findInstalled, type InstalledPlugin } from "../../../catalog/presets/installed_plugin.ts";
import { openCatalog } from "../../../catalog/open_catalog.ts";
import { indexPresetChanges } from "../../../catalog/presets/index_preset_changes.ts";
import { parseName, parseTag } from "../../../model/curation/names.ts";
import { parseNote } from "../../../model/curation/note.ts";
import type { PresetChangeDocument } from "../../../model/documents/presets/library_documents.ts";
import { PluginaryError } from "../../../model/pluginary_error.ts";
import { usageError } from "../../../model/usage_error.ts";
import { captureState } from "../../../presets/capturing/capture_state.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { formatSize } from "../../output/byte_size.ts";
import { countText } from "../../output/count_text.ts";
import { printAnswer } from "../../output/print_answer.ts";
import { getPluginMatch } from "../../plugins/plugin_reference.ts";
import { listedPreset } from "./listed_preset.ts";
import type { PresetCaptureFlags } from "./preset_flags.ts";

/** Runs `pluginary preset capture`. */
export async function runPresetCapture(
  this: ProgramContext,
  flags: PresetCaptureFlags,
  reference: string,
): Promise<void> {
  const {
    program,
    preset: wanted,
    set: settings = [],
    name,
    tag = [],
    author = "",
    note = "",
    confinement,
    ...output
  } = flags;
  if (program !== undefined && wanted !== undefined) {
    throw usageError('Options "--program" and "--preset" cannot be combined');
  }
  const said = {
    name: name === undefined ? undefined : parseName(name, "preset"),
    tags: tag.map(parseTag),
    author: author === "" ? "" : parseName(author, "author"),
    note: parseNote(note),
  };
  using catalog = await openCatalog(catalogPath(this.console.environment));
  const match = await getPluginMatch(catalog, reference, { isAnyFormat: true });
  const plugin = await catalog.read((db) => findInstalled(db, match.id));
  if (plugin === undefined) throw notInstalled(match.name);
  const captured = await captureState(
    catalog,
    plugin,
    { program, preset: wanted, settings },
    { environment: this.console.environment, confinement },
  );
  const kept = packKept(captured.state, captured.parameters);
  const under = {
    ...{ pluginId: plugin.id, pluginName: plugin.name, pluginVersion: plugin.version },
    ...{ ...said, name: said.name ?? captured.name, isFactory: captured.isFactory },
  };
  const { preset, version, isNewPreset, isNewVersion } = await catalog.write((db) =>
    keepState(db, kept, under, new Date())
  );
  await indexPresetChanges(catalog);
  const warnings = [
    ...captured.warnings.filter(({ code }) => code !== "no-state"),
    ...kept.isEmpty ? [noState(plugin, captured.parameters.length)] : [],
  ];
  const document: PresetChangeDocument = {
    schema: "preset-change",
    schemaVersion: 1,
    command: "capture",
    preset: listedPreset(preset),
    added: isNewVersion ? [`version ${version}`] : [],
    removed: [],
    warnings,
  };
  const size = kept.isEmpty ? "no state" : formatSize(kept.state.sizeBytes);
  const what = `${size}, ${countText(captured.parameters.length, "parameter")}`;
  const headline = isNewVersion
    ? `${isNewPreset ? "Kept" : `Kept version ${version} of`} "${preset.name}" of ${plugin.name} (${what})`
    : `"${preset.name}" has this state already, as version ${version}`;
  await printAnswer(
    { document, text: [headline, ...warnings.map(({ message }) => `  ${plugin.name}: ${message}`)] },
    output,
    this.console,
  );
}

/** What the library has of a plugin that stores nothing. */
function noState({ format }: InstalledPlugin, parameters: number) {
  const stores = `It stores no state as a ${format.toUpperCase()} plugin`;
  const message = parameters === 0
    ? `${stores} and has no parameters, so the preset holds nothing`
    : `${stores}; the values of its parameters are kept`;
  return { code: "no-state", message };
}

function notInstalled(name: string): PluginaryError {
  return new PluginaryError(
    "plugin-not-found",
    `Cannot load "${name}": it is not installed any more`,
    'Run "pluginary scan" if it has come back',
  );
}
