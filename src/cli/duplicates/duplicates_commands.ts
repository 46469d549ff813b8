import { buildCommand, buildRouteMap } from "@stricli/core";
import { PLUGIN_FORMATS } from "../../model/plugin_format.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { DRY_RUN_OPTION } from "../command_line/dry_run_option.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { FILTER_OPTIONS } from "../plugins/filter_options.ts";
import { PAGE_OPTIONS } from "../plugins/page_options.ts";
import { type DecisionFlags, DUPLICATE_COLUMNS, type DuplicatesFlags } from "./duplicates_flags.ts";

/** Shown by `pluginary duplicates --help`. */
export const DUPLICATES_EXAMPLES: readonly Example[] = [
  { command: "pluginary duplicates", does: "all that is there twice" },
  { command: "pluginary duplicates --preferred-formats clap,vst3", does: "keep CLAP if possible" },
  { command: "pluginary duplicates reverb", does: "only what a search finds" },
  { command: "pluginary duplicates --vendor lsp --json", does: "one vendor, in detail" },
  { command: "pluginary duplicates --csv --output duplicates.csv", does: "for a spreadsheet" },
];

const DESCRIPTION = `List plugins that are installed more than once.

These are plugins in several formats, versions or places. Each has a preferred
plugin: that of the first of the preferred formats, in its newest version. FREED
is the size of the files that contain nothing else. LOST names the presets and
parameters that the preferred plugin lacks. Projects that use a plugin in one
format do not load it in another. Nothing is deleted.

With a WORD, only plugins that match are listed, as in a search.

JSON lists the installations of each plugin, and the reasons for which they are
held to be one. "duplicates merge" and "duplicates split" correct these.`;

const listCommand = buildCommand<DuplicatesFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_duplicates.ts")).runDuplicates,
  parameters: {
    flags: {
      preferredFormats: {
        kind: "enum",
        values: PLUGIN_FORMATS,
        variadic: ",",
        placeholder: "LIST",
        brief: "Prefer these formats, best first (default vst3,clap,au,lv2,ladspa,vst2)",
        optional: true,
      },
      query: {
        kind: "parsed",
        parse: String,
        placeholder: "TEXT",
        brief: "Only plugins that match TEXT, as in a search",
        optional: true,
      },
      ...FILTER_OPTIONS,
      ...PAGE_OPTIONS,
      ...STREAM_OPTIONS,
      ...tableOptions(DUPLICATE_COLUMNS),
    },
    positional: {
      kind: "array",
      parameter: { brief: "Word to search for", placeholder: "WORD", parse: parseWord },
    },
  },
  docs: {
    brief: "List plugins that are installed more than once",
    fullDescription: describeWithExamples(DESCRIPTION, DUPLICATES_EXAMPLES),
  },
});

const mergeCommand = buildCommand<DecisionFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_duplicates_merge.ts")).runDuplicatesMerge,
  parameters: {
    flags: {
      undo: { kind: "boolean", brief: "Take an earlier merge back", optional: true, withNegated: false },
      ...DRY_RUN_OPTION,
      ...OUTPUT_OPTIONS,
    },
    positional: {
      kind: "array",
      parameter: { brief: "Plugin ids or names", placeholder: "PLUGIN", parse: parseWord },
      minimum: 2,
    },
  },
  docs: {
    brief: "Treat plugins as one plugin in several formats",
    fullDescription: describeWithExamples(
      `Treat plugins as one plugin in several formats.

The decision stays when plugins are scanned again, and is part of an export.`,
      [
        { command: "pluginary duplicates merge clap/Echo vst3/Echoes", does: "one plugin, two names" },
        {
          command: "pluginary duplicates merge --undo clap/Echo vst3/Echoes",
          does: "undo it",
        },
      ],
    ),
  },
});

const splitCommand = buildCommand<DecisionFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_duplicates_split.ts")).runDuplicatesSplit,
  parameters: {
    flags: {
      undo: { kind: "boolean", brief: "Take an earlier split back", optional: true, withNegated: false },
      ...DRY_RUN_OPTION,
      ...OUTPUT_OPTIONS,
    },
    positional: {
      kind: "array",
      parameter: { brief: "Plugin ids or names", placeholder: "PLUGIN", parse: parseWord },
      minimum: 1,
    },
  },
  docs: {
    brief: "Treat plugins as different plugins",
    fullDescription: describeWithExamples(
      `Treat plugins as different plugins.

A single PLUGIN is split from all plugins that are now one with it. The decision
stays when plugins are scanned again, and is part of an export.`,
      [
        { command: "pluginary duplicates split clap/Echo", does: "split it from all others" },
        { command: "pluginary duplicates split clap/Echo vst3/Echo", does: "only these two from each other" },
        { command: "pluginary duplicates split clap/Echo --dry-run", does: "see what that would do" },
        { command: "pluginary duplicates split --undo clap/Echo", does: "undo it" },
      ],
    ),
  },
});

/** Stands for `duplicates` without a subcommand. */
const DEFAULT_ROUTE = "duplicates itself";

/** `pluginary duplicates`, and the commands below it. */
export const duplicatesCommands = buildRouteMap<string, ProgramContext>({
  routes: { [DEFAULT_ROUTE]: listCommand, merge: mergeCommand, split: splitCommand },
  defaultCommand: DEFAULT_ROUTE,
  docs: {
    brief: listCommand.brief,
    ...(listCommand.fullDescription === undefined ? {} : { fullDescription: listCommand.fullDescription }),
    hideRoute: { [DEFAULT_ROUTE]: true },
  },
});

function parseWord(input: string): string {
  if (input === "") throw new SyntaxError("it is empty");
  return input;
}
