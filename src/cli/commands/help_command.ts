import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_context.ts";

/** `pluginary help`, which is another way to say `--help`. */
export const helpCommand = buildCommand<Record<never, never>, string[], ProgramContext>({
  loader: async () => (await import("../run_help.ts")).runHelp,
  parameters: {
    positional: {
      kind: "array",
      parameter: { brief: 'Command to explain, or "configuration"', placeholder: "COMMAND", parse: String },
    },
  },
  docs: { brief: "Explain a command or the configuration" },
});
