import { buildCommand, buildRouteMap } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, type OutputFlags, tableOptions } from "../output/output_options.ts";
import { parseCount } from "../command_line/parse_count.ts";
import { scanCommand } from "./scan_command.ts";
import { HISTORY_COLUMNS, type HistoryFlags } from "./history/history_flags.ts";

/** Shown by `pluginary scan history --help`. */
export const HISTORY_EXAMPLES: readonly Example[] = [
  { command: "pluginary scan history", does: "the most recent scans" },
  { command: "pluginary scan history --limit 5 --json", does: "five, for programs" },
];

/** Shown by `pluginary scan show --help`. */
export const SHOW_EXAMPLES: readonly Example[] = [
  { command: "pluginary scan show", does: "the last scan" },
  { command: "pluginary scan show 12 --json", does: "scan 12, for programs" },
];

const historyCommand = buildCommand<HistoryFlags, [], ProgramContext>({
  loader: async () => (await import("./history/run_scan_history.ts")).runScanHistory,
  parameters: {
    flags: {
      limit: {
        kind: "parsed",
        parse: parseCount,
        placeholder: "N",
        brief: "Show at most N (default 50 in a table)",
        optional: true,
      },
      ...tableOptions(HISTORY_COLUMNS),
    },
  },
  docs: {
    brief: "List past scans",
    fullDescription: describeWithExamples(
      `List past scans, the most recent first.

To scan a folder of this name, run "pluginary scan ./history".`,
      HISTORY_EXAMPLES,
    ),
  },
});

const showCommand = buildCommand<OutputFlags, [run?: number], ProgramContext>({
  loader: async () => (await import("./history/run_scan_show.ts")).runScanShow,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "tuple",
      parameters: [{
        brief: 'Scan number from "scan history" (default: the last scan)',
        placeholder: "RUN",
        parse: parseCount,
        optional: true,
      }],
    },
  },
  docs: {
    brief: "Show the changes and failures of a scan",
    fullDescription: describeWithExamples(
      `Show the changes and failures of a scan.

To scan a folder of this name, run "pluginary scan ./show".`,
      SHOW_EXAMPLES,
    ),
  },
});

/** Stands for `scan` without a subcommand. Nobody types its space, so it hides no folder. */
const DEFAULT_ROUTE = "scan itself";

/** `pluginary scan`, and the commands about past scans. */
export const scanCommands = buildRouteMap<string, ProgramContext>({
  routes: { [DEFAULT_ROUTE]: scanCommand, history: historyCommand, show: showCommand },
  defaultCommand: DEFAULT_ROUTE,
  docs: {
    brief: scanCommand.brief,
    ...(scanCommand.fullDescription === undefined ? {} : { fullDescription: scanCommand.fullDescription }),
    hideRoute: { [DEFAULT_ROUTE]: true },
  },
});
