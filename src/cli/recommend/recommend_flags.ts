import type { PluginFormat } from "../../model/plugin_format.ts";
import { LIST_COLUMNS } from "../list/list_flags.ts";
import type { StreamFlags, TableFlags } from "../output/output_options.ts";
import type { PageFlags } from "../plugins/page_options.ts";

/** Names accepted by `--columns`, in CSV order. */
export const RECOMMEND_COLUMNS = ["score", "reasons", ...LIST_COLUMNS] as const;

/** Options of `pluginary recommend`. */
export interface RecommendFlags
  extends
    Pick<PageFlags, "limit" | "offset" | "exitCode">,
    TableFlags<(typeof RECOMMEND_COLUMNS)[number]>,
    StreamFlags {
  readonly format?: readonly PluginFormat[];
}
