import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { PAGE_OPTIONS } from "../plugins/page_options.ts";
import { USAGE_COLUMNS, type UsageFlags } from "./usage_flags.ts";

/** Shown by `pluginary usage --help`. */
export const USAGE_EXAMPLES: readonly Example[] = [
  { command: "pluginary usage", does: "what projects use most" },
  { command: "pluginary usage --never", does: "what no project uses" },
  { command: "pluginary list --sort used --category reverb", does: "reverbs, the most used first" },
  { command: "pluginary search 'used:>10'", does: "plugins with more than ten uses" },
];

const DESCRIPTION = `Show which plugins your projects use, and when last: the most used first.

A use is one place in a project: a plugin on three tracks has three. It was last
used when a project with it was last saved. Projects that are gone and copies
that programs have made do not count; "pluginary project scan" finds projects.`;

/** `pluginary usage`. */
export const usageCommand = buildCommand<UsageFlags, [], ProgramContext>({
  loader: async () => (await import("./run_usage.ts")).runUsage,
  parameters: {
    flags: {
      never: {
        kind: "boolean",
        brief: "Show installed plugins that no project uses",
        optional: true,
        withNegated: false,
      },
      limit: PAGE_OPTIONS.limit,
      offset: PAGE_OPTIONS.offset,
      exitCode: PAGE_OPTIONS.exitCode,
      ...STREAM_OPTIONS,
      ...tableOptions(USAGE_COLUMNS),
    },
  },
  docs: {
    brief: "Show which plugins your projects use",
    fullDescription: describeWithExamples(DESCRIPTION, USAGE_EXAMPLES),
  },
});
