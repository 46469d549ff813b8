import { buildCommand, buildRouteMap } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, type OutputFlags, tableOptions } from "../output/output_options.ts";
import {
  BLOCKLIST_COLUMNS,
  type BlocklistAddFlags,
  type BlocklistClearFlags,
  type BlocklistListFlags,
} from "./blocklist_flags.ts";

/** Shown by `pluginary blocklist --help`. */
export const BLOCKLIST_EXAMPLES: readonly Example[] = [
  { command: "pluginary blocklist list", does: "blocked plugins and the reasons" },
  { command: "pluginary blocklist add ~/.vst3/Amp.vst3", does: "never load this file" },
  { command: "pluginary blocklist add clap:com.example.amp", does: "block a plugin in every location" },
  { command: "pluginary blocklist remove Amp", does: "let the next scan load it" },
];

const TARGETS = {
  kind: "array",
  parameter: { brief: "Path, plugin id or name", placeholder: "TARGET", parse: parseTarget },
  minimum: 1,
} as const;

const listCommand = buildCommand<BlocklistListFlags, [], ProgramContext>({
  loader: async () => (await import("./run_blocklist_list.ts")).runBlocklistList,
  parameters: { flags: tableOptions(BLOCKLIST_COLUMNS) },
  docs: {
    brief: "List blocked plugins and the reasons",
    fullDescription: describeWithExamples("List blocked plugins, with the reason for each block.", [
      { command: "pluginary blocklist list", does: "as a table" },
      { command: "pluginary blocklist list --json", does: "for programs" },
    ]),
  },
});

const addCommand = buildCommand<BlocklistAddFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_blocklist_add.ts")).runBlocklistAdd,
  parameters: {
    flags: {
      reason: {
        kind: "parsed",
        parse: String,
        placeholder: "TEXT",
        brief: "Record TEXT as the reason",
        optional: true,
      },
      ...OUTPUT_OPTIONS,
    },
    positional: TARGETS,
  },
  docs: {
    brief: "Block a plugin until you unblock it",
    fullDescription: describeWithExamples(
      `Block a plugin: no scan loads any version of it until you unblock it.

Its entry in the catalog stays. A path blocks the module at that location, even
if it has not been scanned yet. An id or a name blocks the plugin in every
location; the other plugins of its module are still scanned.`,
      [
        { command: "pluginary blocklist add ~/.vst3/Amp.vst3", does: "block a file" },
        { command: "pluginary blocklist add Amp --reason 'opens a window'", does: "block a plugin" },
      ],
    ),
  },
});

const removeCommand = buildCommand<OutputFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_blocklist_remove.ts")).runBlocklistRemove,
  parameters: { flags: OUTPUT_OPTIONS, positional: TARGETS },
  docs: {
    brief: "Unblock a plugin",
    fullDescription: describeWithExamples(
      `Unblock a plugin. The next scan loads it, and its failure count starts over.`,
      [
        { command: "pluginary blocklist remove Amp", does: "unblock a plugin" },
        { command: "pluginary blocklist remove ~/.vst3/Amp.vst3", does: "unblock a file" },
      ],
    ),
  },
});

const clearCommand = buildCommand<BlocklistClearFlags, [], ProgramContext>({
  loader: async () => (await import("./run_blocklist_clear.ts")).runBlocklistClear,
  parameters: {
    flags: {
      afterFailures: {
        kind: "boolean",
        brief: "Unblock plugins that failed, but not those that you blocked",
        optional: true,
        withNegated: false,
      },
      yes: { kind: "boolean", brief: "Skip the confirmation prompt", optional: true, withNegated: false },
      ...OUTPUT_OPTIONS,
    },
  },
  docs: {
    brief: "Unblock everything",
    fullDescription: describeWithExamples("Unblock everything. The next scan loads all of it.", [
      { command: "pluginary blocklist clear --after-failures", does: "give failed plugins another chance" },
      { command: "pluginary blocklist clear --yes", does: "without a prompt" },
    ]),
  },
});

/** The commands below `pluginary blocklist`. */
export const blocklistCommands = buildRouteMap<"list" | "add" | "remove" | "clear", ProgramContext>({
  routes: { list: listCommand, add: addCommand, remove: removeCommand, clear: clearCommand },
  docs: {
    brief: "Keep plugins from being scanned",
    fullDescription: describeWithExamples(
      `Keep plugins from being scanned.

You can block plugins yourself. A plugin is also blocked after it crashes, hangs
or runs out of memory in three scans in a row. A crash is retried after a day
and again after a week; a hang is retried by the next scan, with more time.
Such a block ends when the file changes. To end it earlier, use "remove", or
"pluginary scan --retry-blocked" for a single scan.`,
      BLOCKLIST_EXAMPLES,
    ),
  },
});

function parseTarget(input: string): string {
  if (input === "") throw new SyntaxError("it is empty");
  return input;
}
