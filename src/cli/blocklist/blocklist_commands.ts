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
  { command: "pluginary blocklist list", does: "what is not scanned, and why" },
  { command: "pluginary blocklist add ~/.vst3/Amp.vst3", does: "never load this file" },
  { command: "pluginary blocklist add clap:com.example.amp", does: "one plugin, wherever it is" },
  { command: "pluginary blocklist remove Amp", does: "let the next scan try it" },
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
    brief: "List what is blocked, and why",
    fullDescription: describeWithExamples("List what is blocked, by whom and why.", [
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
        brief: "Why, for whoever reads the list",
        optional: true,
      },
      ...OUTPUT_OPTIONS,
    },
    positional: TARGETS,
  },
  docs: {
    brief: "Block a plugin until you unblock it",
    fullDescription: describeWithExamples(
      `Block a plugin: no scan loads it, whatever its version, until you unblock it.

What is known of it stays in the catalog. A path blocks the module that is
there, which need not have been scanned yet. An id or a name blocks that plugin
wherever it is; the other plugins of its module are scanned as before.`,
      [
        { command: "pluginary blocklist add ~/.vst3/Amp.vst3", does: "a file" },
        { command: "pluginary blocklist add Amp --reason 'opens a window'", does: "a plugin" },
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
      `Unblock a plugin. The next scan tries it, and counts its failures from nothing.`,
      [
        { command: "pluginary blocklist remove Amp", does: "a plugin" },
        { command: "pluginary blocklist remove ~/.vst3/Amp.vst3", does: "a file, with all in it" },
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
        brief: "Only what failed too often, not what you have blocked",
        optional: true,
        withNegated: false,
      },
      yes: { kind: "boolean", brief: "Do not ask", optional: true, withNegated: false },
      ...OUTPUT_OPTIONS,
    },
  },
  docs: {
    brief: "Unblock everything",
    fullDescription: describeWithExamples("Unblock everything; the next scan tries it all.", [
      { command: "pluginary blocklist clear --after-failures", does: "give failed plugins a chance" },
      { command: "pluginary blocklist clear --yes", does: "without a question" },
    ]),
  },
});

/** The commands below `pluginary blocklist`. */
export const blocklistCommands = buildRouteMap<"list" | "add" | "remove" | "clear", ProgramContext>({
  routes: { list: listCommand, add: addCommand, remove: removeCommand, clear: clearCommand },
  docs: {
    brief: "Choose what no scan loads",
    fullDescription: describeWithExamples(
      `Choose what no scan loads.

A plugin is blocked by you, or because three scans in a row failed so that it
cost time: it crashed, hung or took all memory. A crash is tried again after a
day and after a week, a hang by the next scan, with more time. Such a block
ends when the file changes, with "remove", or for one scan with
"pluginary scan --retry-blocked".`,
      BLOCKLIST_EXAMPLES,
    ),
  },
});

function parseTarget(input: string): string {
  if (input === "") throw new SyntaxError("it is empty");
  return input;
}
