import type { StreamFlags, TableFlags } from "../output/output_options.ts";

/** Names accepted by `--columns`, in CSV order. */
export const OPERATION_COLUMNS = ["number", "at", "changes", "command"] as const;

/** Options of `pluginary undo`. */
export interface UndoFlags extends TableFlags<(typeof OPERATION_COLUMNS)[number]>, StreamFlags {
  readonly list?: boolean;
  readonly dryRun?: boolean;
}
