import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { tableOptions } from "../output/output_options.ts";
import { type InfoFlags, PARAMETER_COLUMNS } from "./info_flags.ts";

/** Shown by `pluginary info --help`. */
export const INFO_EXAMPLES: readonly Example[] = [
  { command: "pluginary info ZamTube", does: "by name" },
  { command: "pluginary info vst3/ZamTube --json", does: "by format and name, for programs" },
  { command: "pluginary info ZamTube --presets", does: "include the names of its presets" },
  { command: "pluginary info ZamTube --load", does: "load it and compare" },
  { command: "pluginary info ZamTube --csv", does: "its parameters, one per line" },
];

const DESCRIPTION = `Show everything that the catalog knows about a plugin.

A PLUGIN is an id, a name, a format and name like vst3/ZamTube, a vendor and
name, or a path. Several words are one name. Of a plugin in several formats the
preferred one is shown; if several plugins match, they are listed.

With --load, the plugin is loaded now, confined as in a scan, and compared with
the catalog, which stays unchanged. The exit code is 1 if it fails to load.`;

/** `pluginary info`. */
export const infoCommand = buildCommand<InfoFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_info.ts")).runInfo,
  parameters: {
    flags: {
      presets: {
        kind: "boolean",
        brief: "List the presets of the plugin",
        optional: true,
        withNegated: false,
      },
      load: {
        kind: "boolean",
        brief: "Load the plugin now, confined, and show the differences",
        optional: true,
        withNegated: false,
      },
      ...tableOptions(PARAMETER_COLUMNS),
    },
    positional: {
      kind: "array",
      parameter: { brief: "Plugin to show", placeholder: "PLUGIN", parse: String },
      minimum: 1,
    },
  },
  docs: {
    brief: "Show everything known about a plugin",
    fullDescription: describeWithExamples(DESCRIPTION, INFO_EXAMPLES),
  },
});
