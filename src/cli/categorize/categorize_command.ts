import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { DRY_RUN_OPTION } from "../command_line/dry_run_option.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS } from "../output/output_options.ts";
import { TARGET_OPTIONS } from "../plugins/target_options.ts";
import type { CategorizeFlags } from "./categorize_flags.ts";

/** Shown by `pluginary categorize --help`. */
export const CATEGORIZE_EXAMPLES: readonly Example[] = [
  { command: "pluginary categorize ZamTube distortion", does: "correct one plugin" },
  { command: "pluginary categorize --query 'dyn comp' compressor", does: "all that match" },
  { command: "pluginary categorize --query vendor:waves --undo", does: "back to what was found" },
  { command: "pluginary categorize vst3/ZamTube eq --only", does: "one format alone" },
];

const DESCRIPTION = `Correct the category of plugins.

Your choice goes before all that a plugin declares, and before later rules. It
belongs to the plugin in all of its formats, and stays when the plugin is
scanned again, is gone for a while or has moved. --undo takes it back.

A PLUGIN is named as for "pluginary info"; "-" reads one from each line of
standard input. CATEGORY is a category or another name for one, such as eq,
comp or verb.`;

/** `pluginary categorize`. */
export const categorizeCommand = buildCommand<CategorizeFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_categorize.ts")).runCategorize,
  parameters: {
    flags: {
      ...TARGET_OPTIONS,
      undo: {
        kind: "boolean",
        brief: "Take your choice back; no CATEGORY follows",
        optional: true,
        withNegated: false,
      },
      ...DRY_RUN_OPTION,
      ...OUTPUT_OPTIONS,
    },
    positional: {
      kind: "array",
      parameter: { brief: "Plugins, and last their CATEGORY", placeholder: "PLUGIN", parse: String },
    },
  },
  docs: {
    brief: "Correct the category of plugins",
    fullDescription: describeWithExamples(DESCRIPTION, CATEGORIZE_EXAMPLES),
  },
});
