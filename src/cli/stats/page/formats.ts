import { PLUGIN_FORMATS, type PluginFormat } from "../../../model/plugin_format.ts";
import type { StatsCount } from "../../../model/documents/stats/stats_document.ts";

/** The formats as people write them. */
export const FORMAT_NAMES: Readonly<Record<PluginFormat, string>> = {
  vst3: "VST3",
  au: "Audio Unit",
  lv2: "LV2",
  ladspa: "LADSPA",
  clap: "CLAP",
  vst2: "VST2",
};

/** A part of a bar that a format has. */
interface FormatPart {
  readonly format: PluginFormat;
  readonly count: number;
}

/** The formats that are there, always in the same order. */
export function formatParts(formats: StatsCount["formats"]): FormatPart[] {
  return PLUGIN_FORMATS.map((format) => ({ format, count: formats[format] ?? 0 }))
    .filter(({ count }) => count > 0);
}

/** The parts in words: `LV2 630, CLAP 17`. */
export function partsText(formats: StatsCount["formats"]): string {
  return formatParts(formats).map(({ format, count }) => `${FORMAT_NAMES[format]} ${count}`).join(", ");
}
