/**
 * Names that no file can set, each with the reason and the right place. A
 * downloaded folder could otherwise run code or replace the catalog as soon as
 * somebody enters it.
 */
export const FORBIDDEN_NAMES: ReadonlyMap<string, string> = new Map([
  ["shim", "it is native code; use the environment variable PLUGINARY_SHIM"],
  ["catalog", "use the environment variable PLUGINARY_CATALOG"],
  ["config", "use the environment variable PLUGINARY_CONFIG"],
  ["pager", "it is a program; use the environment variable PAGER"],
  ["editor", "it is a program; use the environment variable VISUAL or EDITOR"],
  ["visual", "it is a program; use the environment variable VISUAL or EDITOR"],
  ["vst3Path", "use --folder or the environment variable VST3_PATH"],
  ["clapPath", "use --folder or the environment variable CLAP_PATH"],
  ["lv2Path", "use --folder or the environment variable LV2_PATH"],
  ["ladspaPath", "use --folder or the environment variable LADSPA_PATH"],
]);

/** Options that only single commands can be given, each with the reason. */
export const SINGLE_COMMAND_OPTIONS: ReadonlyMap<string, string> = new Map([
  ["output", "all commands would write to the same file"],
]);

/** Variables like those names, which are reported when a `.env` file sets them. */
export const FORBIDDEN_VARIABLES: ReadonlyMap<string, string> = new Map([
  ["PLUGINARY_SHIM", "it names native code"],
  ["PLUGINARY_CATALOG", "it names the catalog"],
  ["PLUGINARY_CONFIG", "it names the user's configuration"],
  ["PLUGINARY_PAGER", "it names a program"],
  ["PLUGINARY_EDITOR", "it names a program"],
  ["PLUGINARY_OUTPUT", "it names a file to write"],
  ["PLUGINARY_DEBUG", "only the environment can set it"],
]);
