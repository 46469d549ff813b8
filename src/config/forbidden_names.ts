/**
 * What no file can set, by the names that people would try: where it may be
 * set, and why. A downloaded folder would otherwise run code or read another
 * catalog as soon as somebody enters it.
 */
export const FORBIDDEN_NAMES: ReadonlyMap<string, string> = new Map([
  ["shim", "it is native code; only PLUGINARY_SHIM of the environment names it"],
  ["catalog", "only PLUGINARY_CATALOG of the environment names the catalog"],
  ["config", "only PLUGINARY_CONFIG of the environment names the user's configuration"],
  ["pager", "it is a program; only PAGER of the environment names it"],
  ["editor", "it is a program; only VISUAL and EDITOR of the environment name it"],
  ["visual", "it is a program; only VISUAL and EDITOR of the environment name it"],
  ["vst3Path", "only VST3_PATH of the environment names search folders, or --folder"],
  ["clapPath", "only CLAP_PATH of the environment names search folders, or --folder"],
  ["lv2Path", "only LV2_PATH of the environment names search folders, or --folder"],
  ["ladspaPath", "only LADSPA_PATH of the environment names search folders, or --folder"],
]);

/** Variables of the same kind; a `.env` file that has one is told that it changes nothing. */
export const FORBIDDEN_VARIABLES: ReadonlyMap<string, string> = new Map([
  ["PLUGINARY_SHIM", "it names native code"],
  ["PLUGINARY_CATALOG", "it names the catalog"],
  ["PLUGINARY_CONFIG", "it names the user's configuration"],
  ["PLUGINARY_PAGER", "it names a program"],
  ["PLUGINARY_EDITOR", "it names a program"],
  ["PLUGINARY_DEBUG", "it is for the environment"],
]);
