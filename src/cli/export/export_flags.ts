import type { LongFlags, OutputFlags, StreamFlags } from "../output/output_options.ts";

/** Options of `pluginary export`. */
export interface ExportFlags extends OutputFlags, StreamFlags, LongFlags {}
