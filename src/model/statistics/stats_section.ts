/** The parts of statistics about plugins, in the order in which they are shown; `--by` accepts these names. */
export const STATS_SECTIONS = [
  "format",
  "vendor",
  "category",
  "year",
  "size",
  "scan-time",
  "slowest",
  "failure",
] as const;

/** A part of the statistics about plugins. */
export type StatsSection = (typeof STATS_SECTIONS)[number];
