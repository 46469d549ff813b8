import type { TableFlags } from "../../output/output_options.ts";

/** Names accepted by `--columns`, in CSV order. */
export const HISTORY_COLUMNS = [
  "id",
  "startedAt",
  "durationMs",
  "state",
  "modules",
  "plugins",
  "failures",
  "added",
  "updated",
  "removed",
  "paths",
] as const;

/** Options of `pluginary scan history`. */
export interface HistoryFlags extends TableFlags<(typeof HISTORY_COLUMNS)[number]> {
  readonly limit?: number;
}
