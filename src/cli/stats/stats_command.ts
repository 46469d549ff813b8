import { buildCommand } from "@stricli/core";
import { STATS_SECTIONS } from "../../model/statistics/stats_section.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { parseCount } from "../command_line/parse_count.ts";
import { OUTPUT_OPTIONS, STREAM_OPTIONS } from "../output/output_options.ts";
import { FILTER_OPTIONS } from "../plugins/filter_options.ts";
import type { StatsFlags } from "./stats_flags.ts";

/** Shown by `pluginary stats --help`. */
export const STATS_EXAMPLES: readonly Example[] = [
  { command: "pluginary stats", does: "all plugins, as bars" },
  { command: "pluginary stats --by vendor --limit 30", does: "the thirty largest vendors" },
  { command: "pluginary stats --by category --is instrument", does: "kinds of instruments" },
  { command: "pluginary stats --format vst3 --by size,year", does: "one format" },
  { command: "pluginary stats --html plugins.html", does: "a page with plots" },
  { command: "pluginary stats --json", does: "everything, for programs" },
];

const DESCRIPTION = `Show your plugins in numbers and bars: by format, vendor, category and year, by
size and scan time, the slowest modules and the reasons for failures.

The year is the one in which a plugin's file was last modified, often that of
its release. A module is a file or bundle with one or more plugins.

The filters of "pluginary list" choose the plugins that count. Plugins that are
gone count until "pluginary scan --prune"; --is installed leaves them out. With
other filters than --format, --is, --path and --added, a module counts if it
contains a plugin that matches.

--html writes a single page that works offline, in light and dark. It names
plugins, modules and vendors, but no folders.

For the catalog file itself, see "pluginary catalog stats".`;

/** `pluginary stats`. */
export const statsCommand = buildCommand<StatsFlags, [], ProgramContext>({
  loader: async () => (await import("./run_stats.ts")).runStats,
  parameters: {
    flags: {
      by: {
        kind: "enum",
        values: STATS_SECTIONS,
        variadic: ",",
        placeholder: "LIST",
        brief: "Show only these sections",
        optional: true,
      },
      limit: {
        kind: "parsed",
        parse: parseCount,
        placeholder: "N",
        brief: "Name at most N in each section (default 10 for people)",
        optional: true,
      },
      html: {
        kind: "parsed",
        parse: OUTPUT_OPTIONS.output.parse,
        placeholder: "FILE",
        brief: "Write a page with plots to FILE",
        optional: true,
      },
      query: {
        kind: "parsed",
        parse: String,
        placeholder: "TEXT",
        brief: 'Only plugins that match TEXT, as in "pluginary search"',
        optional: true,
      },
      ...FILTER_OPTIONS,
      ...STREAM_OPTIONS,
      ...OUTPUT_OPTIONS,
    },
  },
  docs: {
    brief: "Show your plugins in numbers and pictures",
    fullDescription: describeWithExamples(DESCRIPTION, STATS_EXAMPLES),
  },
});
