import type { OutputFlags } from "../output/output_options.ts";

/** Options of `pluginary categorize`. */
export interface CategorizeFlags extends OutputFlags {
  readonly query?: string;
  readonly undo?: boolean;
  readonly only?: boolean;
  readonly dryRun?: boolean;
}
