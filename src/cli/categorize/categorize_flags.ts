import type { OutputFlags } from "../output/output_options.ts";
import type { TargetFlags } from "../plugins/target_options.ts";

/** Options of `pluginary categorize`. */
export interface CategorizeFlags extends OutputFlags, TargetFlags {
  readonly undo?: boolean;
  readonly dryRun?: boolean;
}
