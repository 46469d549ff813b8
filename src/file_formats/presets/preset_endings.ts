import type { PresetContainer } from "../../model/presets/preset_container.ts";

/** A kind of preset file. */
export type FileContainer = Exclude<PresetContainer, "lv2" | "clap" | "program" | "library">;

/** Kinds of preset files by their endings, in small letters. */
export const PRESET_ENDINGS: ReadonlyMap<string, FileContainer> = new Map([
  ["vstpreset", "vstpreset"],
  ["fxp", "fxp"],
  ["fxb", "fxb"],
  ["aupreset", "aupreset"],
  ["rpl", "rpl"],
  ["ini", "reaper-ini"],
  ["rfxchain", "rfxchain"],
  ["adg", "adg"],
  ["adv", "adv"],
  ["dawproject", "dawproject"],
]);

/** Begins the name of REAPER's file with the presets of a plugin, as in `vst-ZamTube.ini`. */
export const REAPER_FILE_KINDS: readonly (readonly [start: string, kind: string])[] = [
  ["vst3-", "VST3"],
  ["vst-", "VST"],
  ["clap-", "CLAP"],
  ["lv2-", "LV2"],
  ["au-", "AU"],
  ["js-", "JS"],
];

/** Whether a name is one that REAPER gives to such a file. */
export function isReaperPresetName(name: string): boolean {
  const lower = name.toLowerCase();
  return lower.endsWith(".ini") && REAPER_FILE_KINDS.some(([start]) => lower.startsWith(start));
}
