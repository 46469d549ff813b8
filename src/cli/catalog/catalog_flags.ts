import type { OutputFlags } from "../output/output_options.ts";

/** Options that every command about the catalog has. */
export type CatalogFlags = OutputFlags;

/** Options of commands that ask before they do it. */
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
