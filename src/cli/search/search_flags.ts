import type { StreamFlags, TableFlags } from "../output/output_options.ts";
import type { FilterFlags } from "../plugins/filter_options.ts";
import type { HiddenFlags } from "../plugins/hidden_plugins.ts";
import type { PageFlags } from "../plugins/page_options.ts";
import { LIST_SORTS, LISTED_COLUMNS } from "../list/list_flags.ts";

/** Orders accepted by `--sort`. */
export const SEARCH_SORTS = ["relevance", ...LIST_SORTS] as const;

/** Names accepted by `--columns`, in CSV order. */
export const SEARCH_COLUMNS = ["score", "matched", ...LISTED_COLUMNS] as const;

/** Options of `pluginary search`. */
export interface SearchFlags
  extends FilterFlags, HiddenFlags, PageFlags, TableFlags<(typeof SEARCH_COLUMNS)[number]>, StreamFlags {
  readonly sort?: (typeof SEARCH_SORTS)[number];
  readonly allFormats?: boolean;
  readonly namesOnly?: boolean;
  readonly full?: boolean;
}
