import { LIST_COLUMNS } from "../list/list_flags.ts";
import type { StreamFlags, TableFlags } from "../output/output_options.ts";
import type { PageFlags } from "../plugins/page_options.ts";

/** Names accepted by `--columns`, in CSV order. */
export const USAGE_COLUMNS = ["uses", "projects", "lastUsedAt", ...LIST_COLUMNS] as const;

/** Options of `pluginary usage`. */
export interface UsageFlags
  extends
    Pick<PageFlags, "limit" | "offset" | "exitCode">,
    TableFlags<(typeof USAGE_COLUMNS)[number]>,
    StreamFlags {
  readonly never?: boolean;
}
