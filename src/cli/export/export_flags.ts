import type { OutputFlags, StreamFlags } from "../output/output_options.ts";

/** Options of `pluginary export`. */
export interface ExportFlags extends OutputFlags, StreamFlags {}
