import type { OutputFlags, StreamFlags } from "../output/output_options.ts";
import type { ProgressFlags, VerboseFlags } from "../terminal/progress_options.ts";

/** Options of `pluginary import`. */
export interface ImportFlags extends OutputFlags, StreamFlags, ProgressFlags, VerboseFlags {
  readonly legacy?: boolean;
  readonly dryRun?: boolean;
  readonly withOverrides?: boolean;
}
