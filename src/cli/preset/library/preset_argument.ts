/** The argument that names a preset of the library. */
export const PRESET_ARGUMENT = {
  brief: "Name of the preset, or the beginning of its id",
  placeholder: "PRESET",
  parse: String,
} as const;

/** The argument that names a version of a preset. */
export const VERSION_ARGUMENT = {
  brief: "Name or id of the preset; PRESET@N for its version N (default: the last one)",
  placeholder: "PRESET",
  parse: String,
} as const;
