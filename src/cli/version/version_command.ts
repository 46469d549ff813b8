import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, type OutputFlags } from "../output/output_options.ts";

/** Shown by `pluginary version --help`. */
export const VERSION_EXAMPLES: readonly Example[] = [
  { command: "pluginary version", does: "one line, for bug reports" },
  { command: "pluginary version --json", does: "for programs" },
];

/** `pluginary version`, the same as `--version` and `-V`. */
export const versionCommand = buildCommand<OutputFlags, [], ProgramContext>({
  loader: async () => (await import("./run_version.ts")).runVersion,
  parameters: { flags: OUTPUT_OPTIONS },
  docs: {
    brief: "Print the version and build details",
    fullDescription: describeWithExamples("Print the version and build details.", VERSION_EXAMPLES),
  },
});
