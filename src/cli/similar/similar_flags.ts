import type { PluginFormat } from "../../model/plugin_format.ts";
import { LIST_COLUMNS } from "../list/list_flags.ts";
import type { StreamFlags, TableFlags } from "../output/output_options.ts";
import type { HiddenFlags } from "../plugins/hidden_plugins.ts";
import type { PageFlags } from "../plugins/page_options.ts";

/** Names accepted by `--columns`, in CSV order. */
export const SIMILAR_COLUMNS = ["score", "isSibling", "reasons", ...LIST_COLUMNS] as const;

/** Options of `pluginary similar`. */
export interface SimilarFlags
  extends
    HiddenFlags,
    Pick<PageFlags, "limit" | "exitCode">,
    TableFlags<(typeof SIMILAR_COLUMNS)[number]>,
    StreamFlags {
  readonly format?: readonly PluginFormat[];
  readonly otherVendors?: boolean;
  readonly allFormats?: boolean;
}
