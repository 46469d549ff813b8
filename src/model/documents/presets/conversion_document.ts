import * as v from "valibot";
import { pluginFormatSchema } from "../../plugin_format_schema.ts";
import { PARAMETER_MATCHES } from "../../presets/match_parameters.ts";
import { presetContainerSchema } from "../../presets/preset_container_schema.ts";

/**
 * Kinds of conversions: another container around the same bytes, the same
 * plugin in another format, or another plugin.
 */
export const CONVERSION_KINDS = ["container", "format", "plugin"] as const;

/** @see CONVERSION_KINDS */
export type ConversionKind = (typeof CONVERSION_KINDS)[number];

/** A plugin on one side of a conversion, and the place of its preset. */
const conversionSideSchema = v.object({
  /** Of the preset. */
  name: v.string(),
  pluginId: v.string(),
  pluginName: v.string(),
  format: pluginFormatSchema,
  /** Absent for a preset that was not written. */
  container: v.optional(presetContainerSchema),
  /** The file, or the name in the library; absent for a preset that was not written. */
  location: v.optional(v.string()),
});

/** Schema of {@linkcode ConvertedParameter}. */
export const convertedParameterSchema = v.object({
  /** Names of the parameters. */
  from: v.string(),
  to: v.string(),
  matchedBy: v.picklist(PARAMETER_MATCHES),
  /** The value that the second plugin has, as in its description; `null` if it is not finite. */
  value: v.nullable(v.number()),
  /** How the first plugin displays its value, and the second one its own, read back after loading. */
  before: v.string(),
  after: v.string(),
  /**
   * 1 where both texts show the same and the match is certain, less for numbers
   * that differ, at most a half for a match by similar names or for numbers
   * without units in different ranges.
   */
  score: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
});

/** One parameter that was carried over. */
export type ConvertedParameter = v.InferOutput<typeof convertedParameterSchema>;

/** Schema of {@linkcode LostPart}. */
export const lostPartSchema = v.object({
  /**
   * A `parameter` without a counterpart; a `value` that the second plugin
   * refused, or displays nothing like; `state` that the first plugin stores beside its parameters; the
   * `storage` that the second plugin does not have.
   */
  kind: v.picklist(["parameter", "value", "state", "storage"]),
  /** Of the parameter or the stored property; empty for the state as a whole. */
  name: v.string(),
  message: v.string(),
});

/** Something of a preset that a conversion could not carry over. */
export type LostPart = v.InferOutput<typeof lostPartSchema>;

/** Schema of {@linkcode PresetConversionDocument}. */
export const presetConversionDocumentSchema = v.object({
  schema: v.literal("preset-conversion"),
  schemaVersion: v.literal(1),
  kind: v.picklist(CONVERSION_KINDS),
  from: conversionSideSchema,
  to: conversionSideSchema,
  /** Whether the state is the same, byte for byte. */
  lossless: v.boolean(),
  /** Empty for a lossless conversion, which carries over everything. */
  parameters: v.array(convertedParameterSchema),
  lost: v.array(lostPartSchema),
  /** Parameters of the second plugin that keep their default, with its text. */
  defaults: v.array(v.object({ name: v.string(), text: v.string() })),
});

/** The document of `preset convert`. */
export type PresetConversionDocument = v.InferOutput<typeof presetConversionDocumentSchema>;
