import type { LogFlags } from "../logging/log_options.ts";
import type { OutputFlags } from "../output/output_options.ts";

/** Options of every catalog command. */
export type CatalogFlags = OutputFlags;

/** Options of `pluginary catalog backup`. */
export interface BackupFlags extends CatalogFlags, LogFlags {
  readonly force?: boolean;
}

/** Options of `pluginary catalog check`. */
export interface CheckFlags extends CatalogFlags, LogFlags {
  readonly all?: boolean;
}

/** Options of commands that ask for confirmation. */
export interface ConfirmedFlags extends CatalogFlags, LogFlags {
  readonly yes?: boolean;
}

/** Options of `pluginary catalog clear`. */
export interface ClearFlags extends ConfirmedFlags {
  readonly all?: boolean;
}

/** Options of `pluginary catalog prune`. */
export interface PruneFlags extends CatalogFlags, LogFlags {
  readonly maxSize?: number;
  readonly noMaxSize?: boolean;
}
