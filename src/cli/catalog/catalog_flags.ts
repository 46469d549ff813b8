import type { OutputFlags } from "../output/output_options.ts";

/** Options of every catalog command. */
export type CatalogFlags = OutputFlags;

/** Options of `pluginary catalog backup`. */
export interface BackupFlags extends CatalogFlags {
  readonly force?: boolean;
}

/** Options of `pluginary catalog check`. */
export interface CheckFlags extends CatalogFlags {
  readonly all?: boolean;
}

/** Options of commands that ask for confirmation. */
export interface ConfirmedFlags extends CatalogFlags {
  readonly yes?: boolean;
}

/** Options of `pluginary catalog clear`. */
export interface ClearFlags extends ConfirmedFlags {
  readonly all?: boolean;
}

/** Options of `pluginary catalog prune`. */
export interface PruneFlags extends CatalogFlags {
  readonly maxSize?: number;
  readonly noMaxSize?: boolean;
}
