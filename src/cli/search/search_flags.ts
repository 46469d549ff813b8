import type { StreamFlags, TableFlags } from "../output/output_options.ts";
import type { FilterFlags } from "../plugins/filter_options.ts";
import type { PageFlags } from "../plugins/page_options.ts";
import { LIST_COLUMNS, LIST_SORTS } from "../list/list_flags.ts";

/** What `--sort` can name. */
export const SEARCH_SORTS = ["relevance", ...LIST_SORTS] as const;

/** What `--columns` can name, in the order of CSV. */
export const SEARCH_COLUMNS = ["score", "formats", "matched", ...LIST_COLUMNS] as const;

/** Options of `pluginary search`. */
export interface SearchFlags
  extends FilterFlags, PageFlags, TableFlags<(typeof SEARCH_COLUMNS)[number]>, StreamFlags {
  readonly sort?: (typeof SEARCH_SORTS)[number];
  readonly allFormats?: boolean;
  readonly namesOnly?: boolean;
  readonly full?: boolean;
}
