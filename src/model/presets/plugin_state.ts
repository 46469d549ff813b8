import * as v from "valibot";

/** Bytes as base64 of RFC 4648, with padding and without line breaks. */
const bytes = v.pipe(v.string(), v.base64());

/** Empty bytes are the empty text, which is no base64. */
const bytesOrNone = v.union([v.literal(""), bytes]);

/** Values of control ports by their symbols (LV2) or indices (LADSPA), in native units. */
const ports = v.record(v.string(), v.pipe(v.number(), v.finite()));

/** Schema of {@linkcode StateProperty}. */
export const statePropertySchema = v.object({
  /** URI. */
  key: v.string(),
  /** URI of the value's type. */
  type: v.string(),
  /** `LV2_STATE_IS_POD` 1, `LV2_STATE_IS_PORTABLE` 2 (lv2/state/state.h). */
  flags: v.pipe(v.number(), v.integer(), v.minValue(0)),
  value: bytesOrNone,
});

/** One value that an LV2 plugin has stored through its state interface. */
export type StateProperty = v.InferOutput<typeof statePropertySchema>;

/** Schema of {@linkcode PluginState}. */
export const pluginStateSchema = v.variant("format", [
  v.object({ format: v.literal("vst3"), component: bytesOrNone, controller: bytesOrNone }),
  v.object({ format: v.literal("clap"), data: bytesOrNone }),
  v.object({ format: v.literal("lv2"), ports, properties: v.array(statePropertySchema) }),
  v.object({ format: v.literal("ladspa"), ports }),
]);

/**
 * The whole state of a plugin as its format stores it: the streams of a VST3's
 * component and controller, CLAP's stream, LV2's port values and properties, and
 * the port values that are all that LADSPA has.
 */
export type PluginState = v.InferOutput<typeof pluginStateSchema>;

/** Whether a plugin has stored nothing, as one without an interface for states does. */
export function isEmptyState(state: PluginState): boolean {
  if (state.format === "clap") return state.data === "";
  return state.format === "vst3" && state.component === "" && state.controller === "";
}

/** Schema of {@linkcode WantedValue}. */
export const wantedValueSchema = v.union([
  v.object({ id: v.string(), value: v.pipe(v.number(), v.finite()) }),
  v.object({ id: v.string(), text: v.string() }),
]);

/** A value that a parameter shall get: a number as in a plugin's description, or a text as the plugin displays it. */
export type WantedValue = v.InferOutput<typeof wantedValueSchema>;

/** Schema of {@linkcode StateRequest}. */
export const stateRequestSchema = v.object({
  /** Loaded first. */
  state: v.optional(pluginStateSchema),
  /** Loaded instead of a state: an LV2 preset by its URI, a CLAP preset by its file and key. */
  preset: v.optional(v.object({ location: v.string(), loadKey: v.string() })),
  /** A program of the plugin, chosen instead of a state. */
  program: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Set after that, in their order. */
  values: v.optional(v.array(wantedValueSchema)),
});

/** What a plugin is to load before its state is read; nothing for the state in which it starts. */
export type StateRequest = v.InferOutput<typeof stateRequestSchema>;

/** Schema of {@linkcode ParameterValue}. */
export const parameterValueSchema = v.object({
  id: v.string(),
  /** As in the plugin's description: native units, those of VST3 from 0 to 1; `null` if it is not finite. */
  value: v.nullable(v.number()),
  /** As the plugin displays it, with its unit. */
  text: v.string(),
});

/** What a parameter is set to. */
export type ParameterValue = v.InferOutput<typeof parameterValueSchema>;

/** Schema of {@linkcode StateAnswer}. */
export const stateAnswerSchema = v.object({
  state: pluginStateSchema,
  /** All parameters that hosts can set, and those that the plugin writes, in the order of its description. */
  parameters: v.array(parameterValueSchema),
  /** Wanted values that the plugin has not taken, by the parameter's id. */
  refused: v.array(v.object({ id: v.string(), message: v.string() })),
  warnings: v.array(v.object({ code: v.string(), message: v.string() })),
});

/** A plugin's state after it has loaded what was asked and has run one block. */
export type StateAnswer = v.InferOutput<typeof stateAnswerSchema>;

/** Schema of {@linkcode DiscoveredPresets}. */
export const discoveredPresetsSchema = v.object({
  /** Endings of the files that the module's presets have, without the dot; empty for any. */
  fileTypes: v.array(v.string()),
  presets: v.array(v.object({
    /** One of the files that were asked for, or empty for a preset inside the module. */
    location: v.string(),
    loadKey: v.string(),
    name: v.string(),
    /** CLAP's universal ids: `{"abi":"clap","id":"..."}`; `lv2` and a URI. */
    plugins: v.array(v.object({ abi: v.string(), id: v.string() })),
    authors: v.array(v.string()),
    description: v.string(),
    tags: v.array(v.string()),
    isFactory: v.optional(v.boolean()),
  })),
  failures: v.array(v.object({ location: v.string(), message: v.string() })),
});

/** What a format's own reader finds in files of presets. */
export type DiscoveredPresets = v.InferOutput<typeof discoveredPresetsSchema>;
