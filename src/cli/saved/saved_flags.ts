import type { OutputFlags, StreamFlags, TableFlags } from "../output/output_options.ts";
import type { PageFlags } from "../plugins/page_options.ts";

/** Names accepted by `--columns`, in CSV order. */
export const SAVED_COLUMNS = ["name", "query", "note", "problem"] as const;

/** Options of `pluginary saved list`. */
export interface SavedListFlags extends PageFlags, TableFlags<(typeof SAVED_COLUMNS)[number]>, StreamFlags {}

/** Options of `pluginary saved add`. */
export interface SavedAddFlags extends OutputFlags {
  readonly note?: string;
}
