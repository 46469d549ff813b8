import type { LogFlags } from "../logging/log_options.ts";
import type { OutputFlags, StreamFlags } from "../output/output_options.ts";

/** Options of `pluginary import`. */
export interface ImportFlags extends LogFlags, OutputFlags, StreamFlags {
  readonly legacy?: boolean;
  readonly dryRun?: boolean;
  readonly withOverrides?: boolean;
}
