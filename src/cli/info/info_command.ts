import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { tableOptions } from "../output/output_options.ts";
import { type InfoFlags, PARAMETER_COLUMNS } from "./info_flags.ts";

/** Shown by `pluginary info --help`. */
export const INFO_EXAMPLES: readonly Example[] = [
  { command: "pluginary info ZamTube", does: "by name" },
  { command: "pluginary info vst3/ZamTube --json", does: "by format and name, for programs" },
  { command: "pluginary info ZamTube --presets", does: "with the names of its presets" },
  { command: "pluginary info ZamTube --load", does: "does it still load, and the same?" },
  { command: "pluginary info ZamTube --csv", does: "its parameters, one a line" },
];

const DESCRIPTION = `Show all that the catalog knows about a plugin.

A PLUGIN is named by its id, by its format and name like vst3/ZamTube, by its
name, or by vendor and name. Where that means several, they are listed.

With --load it is loaded now, confined as in a scan, and compared with what is
stored; nothing of that is stored. The exit code is 1 when it does not load.`;

/** `pluginary info`. */
export const infoCommand = buildCommand<InfoFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_info.ts")).runInfo,
  parameters: {
    flags: {
      presets: { kind: "boolean", brief: "List its presets", optional: true, withNegated: false },
      load: {
        kind: "boolean",
        brief: "Load it now, confined, and tell what differs",
        optional: true,
        withNegated: false,
      },
      ...tableOptions(PARAMETER_COLUMNS),
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
