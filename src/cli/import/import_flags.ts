import type { LogFlags } from "../logging/log_options.ts";
import type { LongFlags, OutputFlags, StreamFlags } from "../output/output_options.ts";

/** Options of `pluginary import`. */
export interface ImportFlags extends OutputFlags, StreamFlags, LogFlags, LongFlags {
  readonly legacy?: boolean;
  readonly dryRun?: boolean;
  readonly withOverrides?: boolean;
}
