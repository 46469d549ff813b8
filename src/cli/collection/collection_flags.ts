import type { OutputFlags, StreamFlags, TableFlags } from "../output/output_options.ts";
import type { PageFlags } from "../plugins/page_options.ts";
import type { TargetFlags } from "../plugins/target_options.ts";

/** Names accepted by `--columns`, in CSV order. */
export const COLLECTION_COLUMNS = ["name", "kind", "products", "query", "parent", "note", "problem"] as const;

/** Options of `pluginary collection list`. */
export interface CollectionListFlags
  extends PageFlags, TableFlags<(typeof COLLECTION_COLUMNS)[number]>, StreamFlags {}

/** Options of `pluginary collection create`. */
export interface CollectionCreateFlags extends OutputFlags {
  readonly query?: string;
  readonly parent?: string;
  readonly note?: string;
}

/** Options of `pluginary collection add` and `remove`. */
export interface CollectionItemsFlags extends OutputFlags, TargetFlags {
  readonly dryRun?: boolean;
}

/** Options of `pluginary collection move`. */
export interface CollectionMoveFlags extends OutputFlags {
  readonly to: number;
}
