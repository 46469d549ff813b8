import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, type OutputFlags } from "../output/output_options.ts";

/** Shown by `pluginary help --help`. */
export const HELP_EXAMPLES: readonly Example[] = [
  { command: "pluginary help list", does: "explain a command and its options" },
  { command: "pluginary help cache stats", does: "explain a subcommand" },
  { command: "pluginary help exit-codes", does: "explain a topic" },
];

/** `pluginary help`, which shows the pages of `--help` and also topics. */
export const helpCommand = buildCommand<Pick<OutputFlags, "noPager" | "color">, string[], ProgramContext>({
  loader: async () => (await import("./run_help.ts")).runHelp,
  parameters: {
    flags: { noPager: OUTPUT_OPTIONS.noPager, color: OUTPUT_OPTIONS.color },
    positional: {
      kind: "array",
      parameter: { brief: "Command or topic to explain", placeholder: "WORD", parse: String },
    },
  },
  docs: {
    brief: "Explain a command or a topic",
    fullDescription: describeWithExamples("Explain a command or a topic.", HELP_EXAMPLES),
  },
});
