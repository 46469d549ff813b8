import type { OutputFlags, StreamFlags, TableFlags } from "../output/output_options.ts";
import type { PageFlags } from "../plugins/page_options.ts";
import type { TargetFlags } from "../plugins/target_options.ts";

/** Names accepted by `--columns`, in CSV order; `value` is what is said. */
export const MARK_COLUMNS = ["id", "name", "vendor", "formats", "value", "updatedAt"] as const;

/** Orders accepted by `--sort`. */
export const MARK_SORTS = ["name", "value", "time"] as const;

/** Options of commands that say something about plugins. */
export interface MarkChangeFlags extends OutputFlags, TargetFlags {
  readonly dryRun?: boolean;
}

/** Options of commands that list plugins of which something is said. */
export interface MarkListFlags extends PageFlags, TableFlags<(typeof MARK_COLUMNS)[number]>, StreamFlags {
  readonly sort?: (typeof MARK_SORTS)[number];
}
