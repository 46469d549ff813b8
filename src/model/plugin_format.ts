import * as v from "valibot";

/** Every plugin format that pluginary knows by name; `vst2` is recognised and never loaded. */
export const PLUGIN_FORMATS = ["vst3", "au", "lv2", "ladspa", "clap", "vst2"] as const;

/** A plugin format by the lower-case name that ids, options and documents use. */
export type PluginFormat = (typeof PLUGIN_FORMATS)[number];

/** Schema of {@linkcode PluginFormat}. */
export const pluginFormatSchema = v.picklist(PLUGIN_FORMATS);
