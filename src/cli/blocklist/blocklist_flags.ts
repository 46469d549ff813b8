import type { OutputFlags, TableFlags } from "../output/output_options.ts";

/** Names accepted by `--columns`, in CSV order. */
export const BLOCKLIST_COLUMNS = ["names", "target", "code", "attempts", "at", "message"] as const;

/** Options of `pluginary blocklist list`. */
export type BlocklistListFlags = TableFlags<(typeof BLOCKLIST_COLUMNS)[number]>;

/** Options of `pluginary blocklist add`. */
export interface BlocklistAddFlags extends OutputFlags {
  readonly reason?: string;
}

/** Options of `pluginary blocklist clear`. */
export interface BlocklistClearFlags extends OutputFlags {
  readonly afterFailures?: boolean;
  readonly yes?: boolean;
}
