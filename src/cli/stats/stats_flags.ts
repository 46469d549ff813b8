import type { StatsSection } from "../../model/statistics/stats_section.ts";
import type { OutputFlags, StreamFlags } from "../output/output_options.ts";
import type { FilterFlags } from "../plugins/filter_options.ts";

/** Options of `pluginary stats`. */
export interface StatsFlags extends FilterFlags, OutputFlags, StreamFlags {
  readonly by?: readonly StatsSection[];
  readonly limit?: number;
  readonly query?: string;
  readonly html?: string;
}
