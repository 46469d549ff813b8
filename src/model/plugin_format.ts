/** Every plugin format that pluginary knows by name; `vst2` is recognised and never loaded. */
export const PLUGIN_FORMATS = ["vst3", "au", "lv2", "ladspa", "clap", "vst2"] as const;

/** A plugin format by the lower-case name that ids, options and documents use. */
export type PluginFormat = (typeof PLUGIN_FORMATS)[number];

/** Whether a word is the name of a format. */
export function isPluginFormat(word: unknown): word is PluginFormat {
  return (PLUGIN_FORMATS as readonly unknown[]).includes(word);
}
