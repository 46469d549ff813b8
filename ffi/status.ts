/** `PluginaryStatus` of `native/include/pluginary.h`, by name. */
export const STATUS = {
  OK: 0,
  INTERNAL_ERROR: -1,
  INVALID_REQUEST: -2,
  NOT_OPEN: -3,
  FORMAT_NOT_BUILT: -4,
  NOT_FOUND: -5,
  PERMISSION_DENIED: -6,
  NOT_A_MODULE: -7,
  NO_ENTRY_POINT: -8,
  MISSING_DEPENDENCY: -9,
  LOAD_ERROR: -10,
  PLUGIN_NOT_FOUND: -11,
  INVALID_METADATA: -12,
  OUT_OF_MEMORY: -13,
  CHANNEL_ERROR: -14,
  SYSTEM_ERROR: -15,
} as const;

/** Name of a {@linkcode STATUS}. */
export type StatusName = keyof typeof STATUS;

/** The name of a status; `INTERNAL_ERROR` for a number that is not in the header. */
export function statusName(status: number): StatusName {
  for (const [name, value] of Object.entries(STATUS)) {
    if (value === status) return name as StatusName;
  }
  return "INTERNAL_ERROR";
}
