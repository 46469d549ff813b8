import type { OutputFlags } from "../output/output_options.ts";
import type { TargetFlags } from "../plugins/plugin_targets.ts";

/** Options of `pluginary categorize`. */
export interface CategorizeFlags extends OutputFlags, TargetFlags {
  readonly undo?: boolean;
  readonly dryRun?: boolean;
}
