import * as v from "valibot";
import type { PluginFormat } from "./plugin_format.ts";
import { pluginFormatSchema } from "./plugin_format_schema.ts";

/** Most bytes of UTF-8 that one text of a plugin may have before it is cut. */
export const MAXIMUM_TEXT_BYTES = 4096;

/** Values of a parameter's `flags`, with one meaning for all formats. */
const PARAMETER_FLAGS = [
  "automatable",
  "output",
  "read-only",
  "hidden",
  "bypass",
  "integer",
  "toggle",
  "logarithmic",
  "enumeration",
  "sample-rate",
  "midi-controller",
] as const;

/** Finite, or `null` where the plugin gave no finite number. */
const number = v.nullable(v.pipe(v.number(), v.finite()));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Schema of {@linkcode ScalePoint}. */
export const scalePointSchema = v.object({ value: number, label: v.string() });

/** A value of a parameter that has a name of its own, in native units. */
export type ScalePoint = v.InferOutput<typeof scalePointSchema>;

/** Schema of {@linkcode Parameter}. */
export const parameterSchema = v.object({
  id: v.string(),
  name: v.string(),
  group: v.string(),
  unit: v.string(),
  minimum: number,
  maximum: number,
  default: number,
  minimumText: v.string(),
  maximumText: v.string(),
  defaultText: v.string(),
  stepCount: count,
  scalePoints: v.array(scalePointSchema),
  flags: v.array(v.picklist(PARAMETER_FLAGS)),
});

/**
 * One parameter of a plugin.
 *
 * Bounds and default are in native units; those of VST3 are normalised, 0 to 1.
 * `stepCount` is 0 for a continuous parameter and n for n + 1 values.
 */
export type Parameter = v.InferOutput<typeof parameterSchema>;

/** Schema of {@linkcode Bus}. */
export const busSchema = v.object({
  direction: v.picklist(["input", "output"]),
  type: v.picklist(["audio", "event", "cv"]),
  name: v.string(),
  channels: count,
  role: v.picklist(["main", "aux"]),
  isDefaultActive: v.boolean(),
});

/** One audio, event or control-voltage connection of a plugin. */
export type Bus = v.InferOutput<typeof busSchema>;

/** Schema of {@linkcode ListedPlugin}. */
export const listedPluginSchema = v.object({
  nativeId: v.pipe(v.string(), v.minLength(1)),
  name: v.string(),
  vendor: v.optional(v.string()),
  version: v.optional(v.string()),
  description: v.optional(v.string()),
  url: v.optional(v.string()),
  rawCategories: v.array(v.string()),
});

/** A module's own entry for a plugin, known without an instance. */
export type ListedPlugin = v.InferOutput<typeof listedPluginSchema>;

/** Schema of {@linkcode DescribedPlugin}. */
export const describedPluginSchema = v.object({
  ...listedPluginSchema.entries,
  buses: v.array(busSchema),
  parameters: v.array(parameterSchema),
  programs: v.array(v.string()),
  presetCount: v.optional(count),
  latencySamples: v.optional(count),
  /** Absent if the format cannot tell without creating a view. */
  hasEditor: v.optional(v.boolean()),
  /** Native ids of the plugins that it replaces, where the library names some. */
  replaces: v.optional(v.array(v.string())),
  /** Parts of the plugin that could not be read; it is usable without them. */
  warnings: v.optional(v.array(v.object({ code: v.string(), message: v.string() }))),
});

/** The shim's description of a plugin, read from an instance. */
export type DescribedPlugin = v.InferOutput<typeof describedPluginSchema>;

/** Schema of {@linkcode Installation}. */
export const installationSchema = v.object({
  location: v.string(),
  version: v.optional(v.string()),
  architectures: v.array(v.string()),
  modifiedAt: v.string(),
  isMissing: v.boolean(),
});

/** A plugin in one module; two copies of a module are two installations of one plugin. */
export type Installation = v.InferOutput<typeof installationSchema>;

/** How a scan of a module, or of one plugin in it, can end. */
export const SCAN_OUTCOMES = ["scanned", "failed", "crashed", "timed-out", "unsupported", "blocked"] as const;

/** How a scan of a module, or of one plugin in it, ended. */
export type ScanOutcome = (typeof SCAN_OUTCOMES)[number];

/** Schema of {@linkcode ScanOutcome}. */
export const scanOutcomeSchema = v.picklist(SCAN_OUTCOMES);

/** Schema of {@linkcode Preset}. */
export const presetSchema = v.object({
  name: v.string(),
  location: v.string(),
  loadKey: v.string(),
});

/** A stored state of a plugin: its file or bundle, and the key by which a host loads it. */
export type Preset = v.InferOutput<typeof presetSchema>;

/** Where a category of a plugin comes from. */
const CATEGORY_SOURCES = ["own", "name", "parameters", "user"] as const;

/** Schema of {@linkcode PluginCategory}. */
export const pluginCategorySchema = v.object({
  category: v.string(),
  source: v.picklist(CATEGORY_SOURCES),
  /** 0 to 1. */
  confidence: v.number(),
  /** The plugin's own words, or the words of its name or the parameters that it follows from. */
  reason: v.string(),
});

/** A category of a plugin, its source and the evidence for it. */
export type PluginCategory = v.InferOutput<typeof pluginCategorySchema>;

/** Schema of {@linkcode PluginCuration}. */
export const pluginCurationSchema = v.object({
  /** As typed, each once, in the order of their keys. */
  tags: v.array(v.string()),
  isFavorite: v.boolean(),
  isHidden: v.boolean(),
  /** From 1 to 5; `null` without one. */
  rating: v.nullable(v.number()),
  note: v.string(),
  /** Names of the collections that a person has put it in, in the order of their keys; smart ones do not count. */
  collections: v.array(v.string()),
});

/** What a person says about a plugin. */
export type PluginCuration = v.InferOutput<typeof pluginCurationSchema>;

/** Schema of {@linkcode Plugin}. */
export const pluginSchema = v.object({
  id: v.string(),
  format: pluginFormatSchema,
  /** Empty for an imported record with only an old id. */
  nativeId: v.string(),
  /** Set while the plugin is known only from an earlier program's list. */
  origin: v.optional(v.literal("import")),
  name: v.string(),
  vendor: v.optional(v.string()),
  /** The vendor's name in lists and counts, where plugins write it in several ways and this one has another. */
  vendorGroup: v.optional(v.string()),
  version: v.optional(v.string()),
  description: v.optional(v.string()),
  url: v.optional(v.string()),
  isInstrument: v.boolean(),
  category: v.string(),
  /** Those that the rules have found, or the one that a person has chosen; absent in short records. */
  categories: v.optional(v.array(pluginCategorySchema)),
  features: v.array(v.string()),
  rawCategories: v.array(v.string()),
  location: v.string(),
  installations: v.array(installationSchema),
  replaces: v.optional(v.array(v.string())),
  buses: v.optional(v.array(busSchema)),
  parameters: v.optional(v.array(parameterSchema)),
  programs: v.optional(v.array(v.string())),
  presetCount: v.optional(count),
  presets: v.optional(v.array(presetSchema)),
  parameterCount: v.optional(count),
  inputChannels: v.optional(count),
  outputChannels: v.optional(count),
  snapshots: v.optional(v.array(v.string())),
  latencySamples: v.optional(count),
  hasEditor: v.optional(v.boolean()),
  outcome: scanOutcomeSchema,
  isMissing: v.boolean(),
  addedAt: v.string(),
  updatedAt: v.string(),
  scannedAt: v.string(),
  curation: pluginCurationSchema,
});

/** One plugin as documents show it: one class of a module, with everything known about it. */
export type Plugin = v.InferOutput<typeof pluginSchema>;

/** The public id of a plugin: its format and its id in that format, never a row of the catalog. */
export function pluginId(format: PluginFormat, nativeId: string): string {
  return `${format}:${nativeId}`;
}
