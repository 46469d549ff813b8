import { buildCommand, buildRouteMap } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, type OutputFlags, STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { PAGE_OPTIONS } from "../plugins/page_options.ts";
import { SAVED_COLUMNS, type SavedAddFlags, type SavedListFlags } from "./saved_flags.ts";

/** Shown by `pluginary saved --help`. */
export const SAVED_EXAMPLES: readonly Example[] = [
  { command: "pluginary saved", does: "all saved searches" },
  { command: "pluginary saved add verbs 'category:reverb -vendor:waves'", does: "keep a search" },
  { command: "pluginary search @loud amp", does: "use one in a search" },
  { command: "pluginary categorize --query @loud distortion", does: "use one to choose plugins" },
];

const NAME = { brief: 'Name, with or without "@"', placeholder: "NAME", parse: String } as const;

const listCommand = buildCommand<SavedListFlags, [], ProgramContext>({
  loader: async () => (await import("./run_saved_list.ts")).runSavedList,
  parameters: { flags: { ...PAGE_OPTIONS, ...STREAM_OPTIONS, ...tableOptions(SAVED_COLUMNS) } },
  docs: {
    brief: "List the saved searches",
    fullDescription: describeWithExamples(
      `List the saved searches. If one cannot be read any more, since it uses another
one that is gone, the list says so.`,
      [
        { command: "pluginary saved list", does: "as a table" },
        { command: "pluginary saved list --json", does: "for programs" },
      ],
    ),
  },
});

const showCommand = buildCommand<OutputFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_saved_show.ts")).runSavedShow,
  parameters: { flags: OUTPUT_OPTIONS, positional: { kind: "tuple", parameters: [NAME] } },
  docs: {
    brief: "Show a saved search",
    fullDescription: describeWithExamples("Show a saved search, and how many plugins it finds now.", [
      { command: "pluginary saved show loud", does: "its query and its plugins" },
    ]),
  },
});

const addCommand = buildCommand<SavedAddFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_saved_change.ts")).runSavedAdd,
  parameters: {
    flags: {
      note: { kind: "parsed", parse: String, placeholder: "TEXT", brief: "Write a note", optional: true },
      ...OUTPUT_OPTIONS,
    },
    positional: {
      kind: "array",
      parameter: { brief: "A name, and what to search for", placeholder: "NAME QUERY", parse: String },
      minimum: 2,
    },
  },
  docs: {
    brief: "Keep a search under a name",
    fullDescription: describeWithExamples(
      `Keep a search under a name, in the place of one with the same name. Every search
can then use it as @NAME, or @"NAME" with spaces, as if it stood there in
brackets.

A search that uses itself is refused, and so is one with a likely mistake, as an
unknown field.`,
      [
        { command: "pluginary saved add verbs category:reverb", does: "a short one" },
        { command: "pluginary saved add big '@loud OR amp' --note 'for guitars'", does: "uses another one" },
      ],
    ),
  },
});

const removeCommand = buildCommand<OutputFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_saved_change.ts")).runSavedRemove,
  parameters: { flags: OUTPUT_OPTIONS, positional: { kind: "tuple", parameters: [NAME] } },
  docs: {
    brief: "Forget a saved search",
    fullDescription: describeWithExamples(
      `Forget a saved search. The answer names the smart collections and saved searches
that use it. "pluginary undo" brings it back.`,
      [{ command: "pluginary saved remove loud", does: "plugins stay as they are" }],
    ),
  },
});

const renameCommand = buildCommand<OutputFlags, [string, string], ProgramContext>({
  loader: async () => (await import("./run_saved_change.ts")).runSavedRename,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "tuple",
      parameters: [
        { brief: "Name of the saved search", placeholder: "OLD", parse: String },
        { brief: "Its new name", placeholder: "NEW", parse: String },
      ],
    },
  },
  docs: {
    brief: "Give a saved search another name",
    fullDescription: describeWithExamples(
      `Give a saved search another name, also in smart collections and saved searches
that use it.`,
      [{ command: "pluginary saved rename loud 'loud ones'", does: 'used as @"loud ones"' }],
    ),
  },
});

/** Stands for `saved` without a subcommand. */
const DEFAULT_ROUTE = "list";

/** `pluginary saved` and the commands below it. */
export const savedCommands = buildRouteMap<string, ProgramContext>({
  routes: {
    [DEFAULT_ROUTE]: listCommand,
    show: showCommand,
    add: addCommand,
    remove: removeCommand,
    rename: renameCommand,
  },
  defaultCommand: DEFAULT_ROUTE,
  docs: {
    brief: "Keep searches under names",
    fullDescription: describeWithExamples(
      `Keep searches under names. Wherever a search is typed, @NAME stands for the one
with this name; in quotes, "@NAME" is text to look for.`,
      SAVED_EXAMPLES,
    ),
  },
});
