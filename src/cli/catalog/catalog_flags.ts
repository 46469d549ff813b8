import type { OutputFlags } from "../output/output_options.ts";
import type { ProgressFlags, VerboseFlags } from "../terminal/progress_options.ts";

/** Options of every catalog command. */
export type CatalogFlags = OutputFlags;

/** Options of catalog commands that can take long. */
export interface LongFlags extends CatalogFlags, ProgressFlags, VerboseFlags {}

/** Options of `pluginary catalog backup`. */
export interface BackupFlags extends LongFlags {
  readonly force?: boolean;
}

/** Options of `pluginary catalog check`. */
export interface CheckFlags extends LongFlags {
  readonly all?: boolean;
}

/** Options of commands that ask for confirmation. */
export interface ConfirmedFlags extends LongFlags {
  readonly yes?: boolean;
}

/** Options of `pluginary catalog clear`. */
export interface ClearFlags extends ConfirmedFlags {
  readonly all?: boolean;
}

/** Options of `pluginary catalog prune`. */
export interface PruneFlags extends LongFlags {
  readonly maxSize?: number;
  readonly noMaxSize?: boolean;
}
