import { NO_CURATION } from "../../model/curation/plugin_curation.ts";
import { categorize } from "../../model/kinds/category.ts";
import { withFoundCategories } from "../../model/kinds/plugin_categories.ts";
import type { Warning } from "../../model/module.ts";
import {
  type Bus,
  type DescribedPlugin,
  MAXIMUM_TEXT_BYTES,
  type Parameter,
  type Plugin,
  pluginId,
  type Preset,
} from "../../model/plugin.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { countsOf } from "../../model/plugins/plugin_counts.ts";
import { cleanText } from "../../model/text.ts";
import { pathOfFileUri } from "../../platform/file_uri.ts";
import { fileStem } from "../../platform/paths.ts";
import type { ListedPreset } from "../../worker/protocol.ts";
import type { FoundModule } from "../formats/found_module.ts";
import type { PluginExtras } from "../formats/plugin_extras.ts";
import { parameterWarnings } from "./parameter_warnings.ts";

/** The facts about a module that all its plugins share. */
export interface ModuleFacts {
  readonly found: FoundModule;
  readonly modifiedAt: string;
  readonly scannedAt: string;
  /** Facts from files about single plugins, by native id. */
  readonly extras?: ReadonlyMap<string, PluginExtras>;
}

/** Makes the public record of a plugin from the worker's answer, with warnings about cut texts and odd parameters. */
export function buildPlugin(
  facts: ModuleFacts,
  described: DescribedPlugin,
): { plugin: Plugin; warnings: Warning[] } {
  const { found, modifiedAt, scannedAt } = facts;
  const texts = new TextCleaner();
  const extras = facts.extras?.get(described.nativeId);
  const plain = texts.plugin(completed(described, extras));
  const name = plain.name || cleanText(fileStem(found.location), MAXIMUM_TEXT_BYTES).text;
  const { nativeId, vendor, version, description, url, rawCategories, buses, parameters, programs } = plain;
  const { features, isInstrument } = categorize(found.format, rawCategories);
  const { category, categories } = withFoundCategories(
    { name, vendor, rawCategories },
    { format: found.format, parameters: () => parameters },
  );
  const id = pluginId(found.format, nativeId);
  const plugin: Plugin = {
    id,
    format: found.format,
    nativeId,
    name,
    ...optional({ vendor, version, description, url }),
    isInstrument,
    category,
    features,
    rawCategories,
    location: found.location,
    installations: [{
      location: found.location,
      ...optional({ version }),
      architectures: [...found.architectures],
      modifiedAt,
      isMissing: false,
    }],
    ...optional({
      replaces: replacedBy(found.format, plain, extras),
      snapshots: extras?.snapshots === undefined ? undefined : [...extras.snapshots],
    }),
    buses,
    parameters,
    programs,
    ...countsOf({ buses, parameters }),
    ...optional({
      presetCount: described.presetCount,
      presets: extras?.presets === undefined ? undefined : texts.presets(extras.presets, found.location),
      latencySamples: described.latencySamples,
      hasEditor: described.hasEditor,
    }),
    // Last, where rules that are newer than a description add them: a stored description is compared as text.
    categories,
    outcome: "scanned",
    isMissing: false,
    addedAt: scannedAt,
    updatedAt: scannedAt,
    scannedAt,
    curation: NO_CURATION,
  };
  const warnings = [...texts.reported(id, described), ...texts.warnings(id)];
  return { plugin, warnings: [...warnings, ...parameterWarnings(id, parameters)] };
}

/** Fills gaps in the library's answer with facts from files. */
function completed(described: DescribedPlugin, extras: PluginExtras | undefined): DescribedPlugin {
  if (extras === undefined) return described;
  const { declared, scalePoints } = extras;
  const rawCategories = extras.rawCategories ?? declared?.rawCategories ?? [];
  return {
    ...described,
    name: described.name || declared?.name || "",
    ...optional({
      vendor: described.vendor || (declared?.vendor ?? described.vendor),
      version: described.version || (declared?.version ?? described.version),
      url: described.url || (declared?.url ?? described.url),
    }),
    rawCategories: described.rawCategories.length > 0 ? described.rawCategories : [...rawCategories],
    parameters: described.parameters.map((parameter) => {
      const points = scalePoints?.get(parameter.id);
      if (points === undefined || parameter.scalePoints.length > 0) return parameter;
      return { ...parameter, scalePoints: points.map((point) => ({ ...point })) };
    }),
  };
}

/** Ids of the plugins that a plugin replaces, as its library and its files name them. */
function replacedBy(
  format: PluginFormat,
  { replaces }: DescribedPlugin,
  extras: PluginExtras | undefined,
): string[] | undefined {
  if (replaces === undefined && extras?.replaces === undefined) return undefined;
  const ids = (replaces ?? []).map((nativeId) => replacedId(format, nativeId));
  return [...new Set([...ids, ...extras?.replaces ?? []])];
}

/** The id of a replaced plugin: a URI names a LADSPA plugin by its number, without the label of our ids. */
function replacedId(format: PluginFormat, nativeId: string): string {
  const ladspa = /^urn:ladspa:(\d+)$/.exec(nativeId)?.[1];
  return ladspa === undefined ? pluginId(format, nativeId) : `ladspa:${ladspa}`;
}

/** Leaves out unknown values, so that a document never says `undefined`. */
function optional<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** Cleans the texts of one plugin and counts those that it had to cut. */
class TextCleaner {
  #cut = 0;

  plugin(described: DescribedPlugin): DescribedPlugin {
    return {
      ...described,
      ...optional({
        vendor: this.#maybe(described.vendor),
        version: this.#maybe(described.version),
        description: this.#maybe(described.description),
        url: this.#maybe(described.url),
        replaces: described.replaces?.map((nativeId) => this.#text(nativeId)),
      }),
      nativeId: this.#text(described.nativeId),
      name: this.#text(described.name),
      rawCategories: described.rawCategories.map((word) => this.#text(word)),
      buses: described.buses.map((bus) => this.#bus(bus)),
      parameters: described.parameters.map((parameter) => this.#parameter(parameter)),
      programs: described.programs.map((program) => this.#text(program)),
    };
  }

  /** The presets, each once; those that are not files get the module's location. */
  presets(listed: readonly ListedPreset[], module: string): Preset[] {
    const presets = new Map<string, Preset>();
    for (const { uri, label } of listed) {
      const loadKey = this.#text(uri);
      presets.set(loadKey, {
        name: this.#text(label) || loadKey,
        location: this.#pathOf(loadKey) ?? module,
        loadKey,
      });
    }
    return [...presets.values()];
  }

  #pathOf(uri: string): string | undefined {
    const path = pathOfFileUri(uri);
    return path === undefined ? undefined : cleanText(path, MAXIMUM_TEXT_BYTES).text;
  }

  /** The shim's own warnings, with the plugin's name. */
  reported(id: string, described: DescribedPlugin): Warning[] {
    return (described.warnings ?? []).map(({ code, message }) => ({
      code: this.#text(code),
      message: this.#text(`"${id}": ${message}`),
    }));
  }

  warnings(id: string): Warning[] {
    if (this.#cut === 0) return [];
    const message = `Cut ${this.#cut} texts of "${id}" that are longer than ${MAXIMUM_TEXT_BYTES} bytes`;
    return [{ code: "text-cut", message }];
  }

  #bus(bus: Bus): Bus {
    return { ...bus, name: this.#text(bus.name) };
  }

  #parameter(parameter: Parameter): Parameter {
    return {
      ...parameter,
      id: this.#text(parameter.id),
      name: this.#text(parameter.name),
      group: this.#text(parameter.group),
      unit: this.#text(parameter.unit),
      minimumText: this.#text(parameter.minimumText),
      maximumText: this.#text(parameter.maximumText),
      defaultText: this.#text(parameter.defaultText),
      scalePoints: parameter.scalePoints.map(({ value, label }) => ({ value, label: this.#text(label) })),
    };
  }

  #maybe(text: string | undefined): string | undefined {
    return text === undefined ? undefined : this.#text(text);
  }

  #text(text: string): string {
    const clean = cleanText(text, MAXIMUM_TEXT_BYTES);
    if (clean.isCut) this.#cut++;
    return clean.text;
  }
}
