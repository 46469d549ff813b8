import type { OutputFlags } from "../output/output_options.ts";

/** Options of every catalog command. */
export type CacheFlags = OutputFlags;

/** Options of commands that ask for confirmation. */
export interface ConfirmedFlags extends CacheFlags {
  readonly yes?: boolean;
}

/** Options of `pluginary cache clear`. */
export interface ClearFlags extends ConfirmedFlags {
  readonly all?: boolean;
}

/** Options of `pluginary cache prune`. */
export interface PruneFlags extends CacheFlags {
  readonly maxSize?: number;
  readonly noMaxSize?: boolean;
}
