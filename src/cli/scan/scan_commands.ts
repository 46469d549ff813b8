import { buildCommand, buildRouteMap } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, type OutputFlags, tableOptions } from "../output/output_options.ts";
import { parseCount } from "../command_line/parse_count.ts";
import { scanCommand } from "./scan_command.ts";
import { HISTORY_COLUMNS, type HistoryFlags } from "./history_flags.ts";

/** Shown by `pluginary scan history --help`. */
export const HISTORY_EXAMPLES: readonly Example[] = [
  { command: "pluginary scan history", does: "the latest scans" },
  { command: "pluginary scan history --limit 5 --json", does: "five, for programs" },
];

/** Shown by `pluginary scan show --help`. */
export const SHOW_EXAMPLES: readonly Example[] = [
  { command: "pluginary scan show", does: "what the last scan found" },
  { command: "pluginary scan show 12 --json", does: "scan 12, for programs" },
];

const historyCommand = buildCommand<HistoryFlags, [], ProgramContext>({
  loader: async () => (await import("./run_scan_history.ts")).runScanHistory,
  parameters: {
    flags: {
      limit: { kind: "parsed", parse: parseCount, placeholder: "N", brief: "Show N at most", optional: true },
      ...tableOptions(HISTORY_COLUMNS),
    },
  },
  docs: {
    brief: "List the scans that are on record",
    fullDescription: describeWithExamples(
      `List the scans that are on record, the latest first.

A folder of that name is scanned with "pluginary scan ./history".`,
      HISTORY_EXAMPLES,
    ),
  },
});

const showCommand = buildCommand<OutputFlags, [run?: number], ProgramContext>({
  loader: async () => (await import("./run_scan_show.ts")).runScanShow,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "tuple",
      parameters: [{
        brief: 'Number of the scan, as "scan history" shows it; the last one without',
        placeholder: "RUN",
        parse: parseCount,
        optional: true,
      }],
    },
  },
  docs: {
    brief: "Show what a scan changed and what failed",
    fullDescription: describeWithExamples(
      `Show what a scan changed and what failed of all that it ran.

A folder of that name is scanned with "pluginary scan ./show".`,
      SHOW_EXAMPLES,
    ),
  },
});

/** Stands for `scan` without one of the names below it; with a space nobody types it, so it hides no folder. */
const DEFAULT_ROUTE = "scan itself";

/** `pluginary scan`, and the commands about scans that have been. */
export const scanCommands = buildRouteMap<string, ProgramContext>({
  routes: { [DEFAULT_ROUTE]: scanCommand, history: historyCommand, show: showCommand },
  defaultCommand: DEFAULT_ROUTE,
  docs: {
    brief: scanCommand.brief,
    ...(scanCommand.fullDescription === undefined ? {} : { fullDescription: scanCommand.fullDescription }),
    hideRoute: { [DEFAULT_ROUTE]: true },
  },
});
