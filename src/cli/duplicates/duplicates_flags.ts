import type { PluginFormat } from "../../model/plugin_format.ts";
import type { OutputFlags, StreamFlags, TableFlags } from "../output/output_options.ts";
import type { FilterFlags } from "../plugins/filter_options.ts";
import type { PageFlags } from "../plugins/page_options.ts";

/** Names accepted by `--columns`, in CSV order. */
export const DUPLICATE_COLUMNS = [
  "name",
  "vendor",
  "formats",
  "installations",
  "preferred",
  "freedBytes",
  "losses",
  "plugins",
  "locations",
  "removable",
  "reasons",
  "preferredReason",
] as const;

/** Options of `pluginary duplicates`. */
export interface DuplicatesFlags
  extends FilterFlags, PageFlags, TableFlags<(typeof DUPLICATE_COLUMNS)[number]>, StreamFlags {
  readonly query?: string;
  readonly preferredFormats?: readonly PluginFormat[];
}

/** Options of `pluginary duplicates merge` and `split`. */
export interface DecisionFlags extends OutputFlags {
  readonly undo?: boolean;
  readonly dryRun?: boolean;
}
