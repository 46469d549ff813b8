import { compareFormats, type PluginFormat } from "../../model/plugin_format.ts";

/** The formats of one plugin, each once: the first one, then the others in the usual order. */
export function orderFormats([first, ...others]: readonly PluginFormat[]): PluginFormat[] {
  return first === undefined ? [] : [...new Set([first, ...others.sort(compareFormats)])];
}

/** The formats of one plugin as tables show them: `vst3 clap lv2`. */
export function formatsText(formats: readonly PluginFormat[]): string {
  return orderFormats(formats).join(" ");
}
