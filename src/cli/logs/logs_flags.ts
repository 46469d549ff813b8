import type { LogLevel } from "../../model/logs/log_level.ts";
import type { StreamFlags, TableFlags } from "../output/output_options.ts";

/** Names accepted by `--columns`, in CSV order. */
export const LOG_COLUMNS = ["time", "level", "category", "message", "pid", "properties"] as const;

/** Options of `pluginary logs`. */
export interface LogsFlags extends TableFlags<(typeof LOG_COLUMNS)[number]>, StreamFlags {
  readonly failures?: boolean;
  readonly follow?: boolean;
  readonly path?: boolean;
  readonly since?: Date;
  readonly level?: LogLevel;
  readonly limit?: number;
}
