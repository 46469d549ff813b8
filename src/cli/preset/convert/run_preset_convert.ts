import { isSibling } from "../../../catalog/alike/siblings.ts";
import { catalogPath } from "../../../catalog/catalog_path.ts";
import { keepState, packKept } from "../../../catalog/library/keep_state.ts";
import { openCatalog } from "../../../catalog/open_catalog.ts";
import { findInstalled, type InstalledPlugin } from "../../../catalog/presets/installed_plugin.ts";
import { indexPresetChanges } from "../../../catalog/presets/index_preset_changes.ts";
import type { Catalog } from "../../../catalog/sqlite/catalog.ts";
import { parseName } from "../../../model/curation/names.ts";
import type { PresetConversionDocument } from "../../../model/documents/presets/conversion_document.ts";
import { WRITTEN_CONTAINERS, type WrittenContainer } from "../../../model/presets/written_container.ts";
import { PluginaryError } from "../../../model/pluginary_error.ts";
import { usageError } from "../../../model/usage_error.ts";
import { convertPreset } from "../../../presets/convert/convert_preset.ts";
import type { ConvertedState } from "../../../presets/convert/convert_state.ts";
import {
  containerFor,
  convertedFiles,
  isWrittenContainer,
} from "../../../presets/convert/converted_files.ts";
import { checkPlace, placeOf, writePresetFiles } from "../../../presets/library/write_preset_files.ts";
import { getNamedPreset, type NamedPreset } from "../../../presets/references/named_preset.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { printAnswer } from "../../output/print_answer.ts";
import { getPluginMatch } from "../../plugins/plugin_reference.ts";
import { CONVERSION_COLUMNS } from "./conversion_columns.ts";
import { conversionText } from "./conversion_text.ts";
import type { PresetConvertFlags } from "./convert_flags.ts";

/** Runs `pluginary preset convert`. */
export async function runPresetConvert(
  this: ProgramContext,
  { to: target, key, name: wantedName, force = false, dryRun = false, output, confinement, ...flags }:
    PresetConvertFlags,
  reference: string,
): Promise<void> {
  const container = isWrittenContainer(target) ? target : undefined;
  if (container !== undefined && output === undefined && !dryRun) {
    throw usageError(`Option "--to ${target}" needs "--output FILE"`);
  }
  using catalog = await openCatalog(catalogPath(this.console.environment));
  const source = await getNamedPreset(catalog, reference, key);
  const from = await sourcePlugin(catalog, source);
  const to = container === undefined ? await targetPlugin(catalog, target) : from;
  const name = wantedName !== undefined
    ? parseName(wantedName, "preset")
    : output === undefined && container === undefined
    ? nameInLibrary(source, from, to)
    : source.name;
  const path = output === undefined ? undefined : placeOf(output);
  const kind = await kindOf(catalog, from, to);
  const file = path === undefined && container === undefined
    ? undefined
    : containerFor(to.format, path, container);
  if (path !== undefined && !dryRun) checkPlace(path, force);
  const converted = await convertPreset(source, from, to, {
    environment: this.console.environment,
    confinement,
  }, kind === "format");
  const place = dryRun
    ? undefined
    : await store(catalog, { source, name, to, converted, path, container: file });
  const document: PresetConversionDocument = {
    schema: "preset-conversion",
    schemaVersion: 1,
    kind,
    from: {
      name: source.name,
      ...sideOf(from),
      container: source.container,
      location: source.location || source.name,
    },
    to: { name, ...sideOf(to), ...place },
    lossless: converted.lossless,
    parameters: [...converted.parameters],
    lost: [...converted.lost],
    defaults: [...converted.defaults],
  };
  const table = { columns: CONVERSION_COLUMNS, rows: document.parameters };
  await printAnswer(
    { document, text: (console) => conversionText(document, console), table },
    flags,
    this.console,
  );
}

async function kindOf(
  catalog: Catalog,
  from: InstalledPlugin,
  to: InstalledPlugin,
): Promise<PresetConversionDocument["kind"]> {
  if (from.id === to.id) return "container";
  return await catalog.read((db) => isSibling(db, from.id, to.id)) ? "format" : "plugin";
}

function sideOf({ id, name, format }: InstalledPlugin) {
  return { pluginId: id, pluginName: name, format };
}

async function sourcePlugin(catalog: Catalog, { name, pluginId }: NamedPreset): Promise<InstalledPlugin> {
  if (pluginId !== undefined) return await installed(catalog, pluginId, name);
  throw new PluginaryError(
    "preset-not-convertible",
    `Cannot convert "${name}": its file does not say the id of its plugin`,
  );
}

async function targetPlugin(catalog: Catalog, reference: string): Promise<InstalledPlugin> {
  try {
    const match = await getPluginMatch(catalog, reference, { isAnyFormat: true });
    return await installed(catalog, match.id, match.name);
  } catch (error) {
    if (!(error instanceof PluginaryError) || error.code !== "plugin-not-found") throw error;
    const kinds = WRITTEN_CONTAINERS.join(", ");
    const hint = `Name a plugin ("pluginary list" shows them) or a kind of file: ${kinds}`;
    throw new PluginaryError(error.code, error.message, hint, { cause: error });
  }
}

async function installed(catalog: Catalog, id: string, name: string): Promise<InstalledPlugin> {
  const plugin = await catalog.read((db) => findInstalled(db, id));
  if (plugin !== undefined) return plugin;
  throw new PluginaryError(
    "plugin-not-found",
    `Cannot convert "${name}": its plugin ${id} is not installed`,
    'Install it and run "pluginary scan"',
  );
}

/** A name that the library can tell from the first one. */
function nameInLibrary({ name }: NamedPreset, from: InstalledPlugin, to: InstalledPlugin): string {
  if (from.id === to.id) return name;
  const plain = name.replace(` (${from.format.toUpperCase()})`, "");
  return `${plain} (${from.name === to.name ? to.format.toUpperCase() : to.name})`;
}

/** A preset without a single value of the first one would only pretend to be it. */
function refuseEmpty(
  { name }: NamedPreset,
  to: InstalledPlugin,
  { lossless, parameters, lost }: ConvertedState,
): void {
  const why = lost.some(({ kind }) => kind === "storage")
    ? `"${to.name}" stores no state as a ${to.format.toUpperCase()} plugin`
    : parameters.length === 0 && !lossless
    ? `no parameter has a counterpart in "${to.name}"`
    : parameters.every(({ score, after }) => score === 0 && after !== "") && !lossless
    ? `"${to.name}" displays none of its values`
    : undefined;
  if (why === undefined) return;
  throw new PluginaryError(
    "preset-not-convertible",
    `Cannot convert "${name}": ${why}`,
    'Use "--dry-run" for the report alone',
  );
}

/** A converted preset on its way to a file or into the library. */
interface Stored {
  readonly source: NamedPreset;
  readonly name: string;
  readonly to: InstalledPlugin;
  readonly converted: ConvertedState;
  readonly path: string | undefined;
  readonly container: WrittenContainer | undefined;
}

async function store(catalog: Catalog, { source, name, to, converted, path, container }: Stored) {
  refuseEmpty(source, to, converted);
  const { state, texts } = converted;
  if (path !== undefined && container !== undefined) {
    await writePresetFiles(path, convertedFiles(container, source, name, to, state));
    return { container, location: path };
  }
  const kept = packKept(state, texts);
  const { author, tags } = source;
  const under = {
    ...{ pluginId: to.id, pluginName: to.name, pluginVersion: to.version, name, author, tags },
    note: `Converted from ${source.pluginId ?? "another plugin"}`,
  };
  await catalog.write((db) => keepState(db, kept, under, new Date()));
  await indexPresetChanges(catalog);
  return { container: "library" as const, location: name };
}
