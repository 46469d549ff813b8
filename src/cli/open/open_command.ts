import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { QUIET_OPTION } from "../output/output_options.ts";
import type { OpenFlags } from "./open_flags.ts";

/** Shown by `pluginary open --help`. */
export const OPEN_EXAMPLES: readonly Example[] = [
  { command: "pluginary open ZamTube", does: "show its file in the file manager" },
  { command: "pluginary open vst3/ZamTube", does: "by format and name" },
  { command: "pluginary open ZamTube --print", does: "print its path" },
];

const DESCRIPTION = `Show the file or bundle of a plugin in the file manager.

A PLUGIN is named as for "pluginary info". Of a plugin in several formats the
preferred one is shown. The path of a module without plugins works as well.

On Linux, this needs a desktop that provides "xdg-open".`;

/** `pluginary open`. */
export const openCommand = buildCommand<OpenFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_open.ts")).runOpen,
  parameters: {
    flags: {
      print: {
        kind: "boolean",
        brief: "Print the path, and open nothing",
        optional: true,
        withNegated: false,
      },
      ...QUIET_OPTION,
    },
    positional: {
      kind: "array",
      parameter: { brief: "Plugin to show", placeholder: "PLUGIN", parse: String },
      minimum: 1,
    },
  },
  docs: {
    brief: "Show a plugin in the file manager",
    fullDescription: describeWithExamples(DESCRIPTION, OPEN_EXAMPLES),
  },
});
