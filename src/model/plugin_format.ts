/** Every plugin format that pluginary knows by name; `vst2` is recognized and never loaded. */
export const PLUGIN_FORMATS = ["vst3", "au", "lv2", "ladspa", "clap", "vst2"] as const;

/** A plugin format by the lower-case name that ids, options and documents use. */
export type PluginFormat = (typeof PLUGIN_FORMATS)[number];

/** Whether a word is the name of a format. */
export function isPluginFormat(word: unknown): word is PluginFormat {
  return (PLUGIN_FORMATS as readonly unknown[]).includes(word);
}

/** Formats by how well they are known to hosts: the same plugin is shown in the first of them. */
export const FORMAT_ORDER: readonly string[] = ["vst3", "clap", "au", "lv2", "ladspa", "vst2"];

/** Orders formats by how well they are known to hosts. */
export function compareFormats(a: string, b: string): number {
  return FORMAT_ORDER.indexOf(a) - FORMAT_ORDER.indexOf(b);
}
