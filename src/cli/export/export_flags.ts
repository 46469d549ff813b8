import type { OutputFlags, StreamFlags } from "../output/output_options.ts";
import type { ProgressFlags, VerboseFlags } from "../terminal/progress_options.ts";

/** Options of `pluginary export`. */
export interface ExportFlags extends OutputFlags, StreamFlags, ProgressFlags, VerboseFlags {}
