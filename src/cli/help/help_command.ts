import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS } from "../output/output_options.ts";
import type { HelpFlags } from "./help_flags.ts";

/** Shown by `pluginary help --help`. */
export const HELP_EXAMPLES: readonly Example[] = [
  { command: "pluginary help list", does: "explain a command and its options" },
  { command: "pluginary help cache stats", does: "explain a subcommand" },
  { command: "pluginary help exit-codes", does: "explain a topic" },
  { command: "pluginary help --man > pluginary.1", does: 'a page for "man"' },
];

/** `pluginary help`, which shows the pages of `--help` and also topics. */
export const helpCommand = buildCommand<HelpFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_help.ts")).runHelp,
  parameters: {
    flags: {
      man: {
        kind: "boolean",
        brief: "Print the manual page of the whole program",
        optional: true,
        withNegated: false,
      },
      noPager: OUTPUT_OPTIONS.noPager,
      color: OUTPUT_OPTIONS.color,
    },
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
