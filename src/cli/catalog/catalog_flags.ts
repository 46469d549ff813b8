import type { LogFlags } from "../logging/log_options.ts";
import type { LongFlags, OutputFlags } from "../output/output_options.ts";

/** Options of every catalog command. */
export type CatalogFlags = OutputFlags;

/** Options of catalog commands that can take long. */
export interface WorkFlags extends CatalogFlags, LogFlags, LongFlags {}

/** Options of `pluginary catalog backup`. */
export interface BackupFlags extends WorkFlags {
  readonly force?: boolean;
}

/** Options of `pluginary catalog check`. */
export interface CheckFlags extends WorkFlags {
  readonly all?: boolean;
}

/** Options of commands that ask for confirmation. */
export interface ConfirmedFlags extends WorkFlags {
  readonly yes?: boolean;
}

/** Options of `pluginary catalog clear`. */
export interface ClearFlags extends ConfirmedFlags {
  readonly all?: boolean;
}

/** Options of `pluginary catalog prune`. */
export interface PruneFlags extends WorkFlags {
  readonly maxSize?: number;
  readonly noMaxSize?: boolean;
}
