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

/** @see PRESET_CONTAINERS */
export type PresetContainer = (typeof PRESET_CONTAINERS)[number];
