import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { FILTER_OPTIONS } from "../plugins/filter_options.ts";
import { PAGE_OPTIONS } from "../plugins/page_options.ts";
import { RECOMMEND_COLUMNS, type RecommendFlags } from "./recommend_flags.ts";

/** Shown by `pluginary recommend --help`. */
export const RECOMMEND_EXAMPLES: readonly Example[] = [
  { command: "pluginary recommend", does: "ten plugins worth a try" },
  { command: "pluginary recommend --format clap --limit 3", does: "three in CLAP format" },
  { command: "pluginary recommend --json --limit 5", does: "for programs" },
];

const DESCRIPTION = `Recommend installed plugins that you have not touched yet.

They are like plugins that you like: favorites, plugins with a rating of 4 or 5,
those that your projects use often, and those in your collections or with your
tags. The list gives the reasons, which "pluginary similar" explains.

A plugin about which you have said anything, or that a project uses, is left out
in all of its formats. So are plugins that are hidden or missing, or failed when
they were scanned.

The first call after a scan prepares the comparison and takes longer.`;

/** `pluginary recommend`. */
export const recommendCommand = buildCommand<RecommendFlags, [], ProgramContext>({
  loader: async () => (await import("./run_recommend.ts")).runRecommend,
  parameters: {
    flags: {
      format: FILTER_OPTIONS.format,
      limit: { ...PAGE_OPTIONS.limit, brief: "Show at most N (default 10 in a table)" },
      offset: PAGE_OPTIONS.offset,
      exitCode: PAGE_OPTIONS.exitCode,
      ...STREAM_OPTIONS,
      ...tableOptions(RECOMMEND_COLUMNS),
    },
  },
  docs: {
    brief: "Recommend plugins to try",
    fullDescription: describeWithExamples(DESCRIPTION, RECOMMEND_EXAMPLES),
  },
});
