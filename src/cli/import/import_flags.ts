import type { OutputFlags, StreamFlags } from "../output/output_options.ts";

/** Options of `pluginary import`. */
export interface ImportFlags extends OutputFlags, StreamFlags {
  readonly legacy?: boolean;
  readonly dryRun?: boolean;
  readonly withOverrides?: boolean;
}
