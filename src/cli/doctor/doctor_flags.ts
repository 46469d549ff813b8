import type { OutputFlags } from "../output/output_options.ts";

/** Columns of `--csv`. */
export const DOCTOR_COLUMNS = ["code", "subject", "status", "message", "advice", "cure", "points"] as const;

/** Options of `pluginary doctor`. */
export interface DoctorFlags extends OutputFlags {
  readonly bundle?: string;
}
