import * as v from "valibot";

/**
 * Where a preset is stored: in a file of one of these kinds, in the plugin
 * itself (`program`), or in our library (`library`).
 */
export const PRESET_CONTAINERS = [
  "vstpreset",
  "lv2",
  "clap",
  "aupreset",
  "fxp",
  "fxb",
  "rpl",
  "reaper-ini",
  "rfxchain",
  "adg",
  "adv",
  "dawproject",
  "program",
  "library",
] as const;

/** Schema of {@linkcode PresetContainer}. */
export const presetContainerSchema = v.picklist(PRESET_CONTAINERS);

/** @see PRESET_CONTAINERS */
export type PresetContainer = (typeof PRESET_CONTAINERS)[number];
