import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, type OutputFlags } from "../output/output_options.ts";

/** Shown by `pluginary status --help`. */
export const STATUS_EXAMPLES: readonly Example[] = [
  { command: "pluginary status", does: "plugins, failures and health in a line" },
  { command: "pluginary status --json", does: "for programs" },
];

const DESCRIPTION = `Show the state of the catalog and the score of "pluginary doctor" in one line.

The exit code is that of "pluginary doctor": 1 if something is broken.`;

/** `pluginary status`. */
export const statusCommand = buildCommand<OutputFlags, [], ProgramContext>({
  loader: async () => (await import("./run_status.ts")).runStatus,
  parameters: { flags: OUTPUT_OPTIONS },
  docs: {
    brief: "Show plugins, failures and health in one line",
    fullDescription: describeWithExamples(DESCRIPTION, STATUS_EXAMPLES),
  },
});
