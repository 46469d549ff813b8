import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_context.ts";
import { describeWithExamples, type Example } from "../example.ts";

/** Options of `pluginary info`. */
export interface InfoFlags {
  readonly json?: boolean;
}

/** Shown by `pluginary info --help`. */
export const INFO_EXAMPLES: readonly Example[] = [
  { command: "pluginary info ZamTube", does: "by name" },
  { command: "pluginary info vst3/ZamTube --json", does: "by format and name, for programs" },
];

const DESCRIPTION = `Show all that the catalog knows about a plugin.

A PLUGIN is named by its id, by its format and name like vst3/ZamTube, or by its
name.`;

/** `pluginary info`. */
export const infoCommand = buildCommand<InfoFlags, [string], ProgramContext>({
  loader: async () => (await import("../info/run_info.ts")).runInfo,
  parameters: {
    flags: {
      json: { kind: "boolean", brief: "Print one JSON document", optional: true, withNegated: false },
    },
    positional: {
      kind: "tuple",
      parameters: [{ brief: "Plugin to show", placeholder: "PLUGIN", parse: String }],
    },
  },
  docs: {
    brief: "Show all that is known about a plugin",
    fullDescription: describeWithExamples(DESCRIPTION, INFO_EXAMPLES),
  },
});
