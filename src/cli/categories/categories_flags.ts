import type { StreamFlags, TableFlags } from "../output/output_options.ts";
import type { PageFlags } from "../plugins/page_options.ts";

/** Names accepted by `--columns`, in CSV order. */
export const CATEGORY_COLUMNS = ["category", "plugins"] as const;

/** Options of `pluginary categories`. */
export interface CategoriesFlags
  extends PageFlags, TableFlags<(typeof CATEGORY_COLUMNS)[number]>, StreamFlags {}
