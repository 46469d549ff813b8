import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { FILTER_OPTIONS } from "../plugins/filter_options.ts";
import { HIDDEN_OPTION } from "../plugins/hidden_plugins.ts";
import { PAGE_OPTIONS } from "../plugins/page_options.ts";
import { SIMILAR_COLUMNS, type SimilarFlags } from "./similar_flags.ts";

/** Shown by `pluginary similar --help`. */
export const SIMILAR_EXAMPLES: readonly Example[] = [
  { command: "pluginary similar ZamTube", does: "plugins like this one" },
  { command: "pluginary similar ZamTube --other-vendors", does: "by other vendors" },
  { command: "pluginary similar ZamTube --format clap,lv2", does: "in these formats" },
  { command: "pluginary similar ZamTube --json --limit 5", does: "for programs" },
];

const DESCRIPTION = `Find plugins that are like a plugin, the most similar first.

A PLUGIN is named as for "pluginary info". The same plugin in other formats
comes first. The others are compared by category, parameters with their units
and ranges, features, channels and vendor; the list gives the reasons. A plugin
in several formats is shown once, in the format of PLUGIN if possible. Plugins
that are missing or hidden are left out.

Parameters of the host, like bypass, meters and MIDI controllers do not count.
Common parameters, like a gain, count less than rare ones. If PLUGIN has no
parameters to compare, scores are 60 % at most.

The first call after a scan prepares the comparison and takes longer.`;

/** `pluginary similar`. */
export const similarCommand = buildCommand<SimilarFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_similar.ts")).runSimilar,
  parameters: {
    flags: {
      format: FILTER_OPTIONS.format,
      otherVendors: {
        kind: "boolean",
        brief: "Only plugins of other vendors",
        optional: true,
        withNegated: false,
      },
      allFormats: {
        kind: "boolean",
        brief: "Show each format of a plugin separately",
        optional: true,
        withNegated: false,
      },
      ...HIDDEN_OPTION,
      limit: { ...PAGE_OPTIONS.limit, brief: "Show at most N (default 10 in a table)" },
      exitCode: PAGE_OPTIONS.exitCode,
      ...STREAM_OPTIONS,
      ...tableOptions(SIMILAR_COLUMNS),
    },
    positional: {
      kind: "array",
      parameter: { brief: "Plugin to compare with", placeholder: "PLUGIN", parse: String },
      minimum: 1,
    },
  },
  docs: {
    brief: "Find similar plugins",
    fullDescription: describeWithExamples(DESCRIPTION, SIMILAR_EXAMPLES),
  },
});
