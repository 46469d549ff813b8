import { buildCommand } from "@stricli/core";
import { LOG_LEVELS } from "../../model/logs/log_level.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { parseCount } from "../command_line/parse_count.ts";
import { STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { LOG_COLUMNS, type LogsFlags } from "./logs_flags.ts";
import { parseSince } from "./parse_since.ts";

/** Shown by `pluginary logs --help`. */
export const LOGS_EXAMPLES: readonly Example[] = [
  { command: "pluginary logs", does: "the last records" },
  { command: "pluginary logs --since 2h --level warning", does: "recent problems" },
  { command: "pluginary logs --failures", does: "failed plugins, in detail" },
  { command: "pluginary logs --failures --output failures.txt", does: "for a vendor" },
];

const DESCRIPTION = `Show the log of this program.

Scans, imports and changes to the catalog file are logged; their option
--log-level says how much. Passwords, tokens and the values of environment
variables are left out. The last 5 MB are kept, and as much again for failures
of plugins. With --failures, each failure is shown with its reason, the plugin's
last output, what was done about it, and the command that tries it again.`;

/** `pluginary logs`. */
export const logsCommand = buildCommand<LogsFlags, [], ProgramContext>({
  loader: async () => (await import("./run_logs.ts")).runLogs,
  parameters: {
    flags: {
      failures: {
        kind: "boolean",
        brief: "Show failures of plugins in detail",
        optional: true,
        withNegated: false,
      },
      follow: {
        kind: "boolean",
        brief: "Go on with new records until Ctrl-C is pressed",
        optional: true,
        withNegated: false,
      },
      path: {
        kind: "boolean",
        brief: "Print the path of the log file",
        optional: true,
        withNegated: false,
      },
      since: {
        kind: "parsed",
        parse: parseSince,
        placeholder: "TIME",
        brief: "Only records since TIME, like 2h, 2026-11-01 or 2026-11-01T14:30",
        optional: true,
      },
      level: {
        kind: "enum",
        values: LOG_LEVELS,
        placeholder: "LEVEL",
        brief: "Only records that are at least this important",
        optional: true,
      },
      limit: {
        kind: "parsed",
        parse: parseCount,
        placeholder: "N",
        brief: "Show the last N (default 50, 10 with --follow; all for programs and files)",
        optional: true,
      },
      ...STREAM_OPTIONS,
      ...tableOptions(LOG_COLUMNS),
    },
  },
  docs: {
    brief: "Show the log, and failures of plugins in detail",
    fullDescription: describeWithExamples(DESCRIPTION, LOGS_EXAMPLES),
  },
});
