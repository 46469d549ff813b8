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
