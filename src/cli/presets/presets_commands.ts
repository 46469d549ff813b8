import { buildCommand, buildRouteMap } from "@stricli/core";
import { PRESET_CONTAINERS } from "../../model/presets/preset_container.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { HIDDEN_OPTION } from "../plugins/hidden_plugins.ts";
import { PAGE_OPTIONS } from "../plugins/page_options.ts";
import { presetScanCommand } from "./scan/preset_scan_command.ts";
import {
  FOUND_PRESET_COLUMNS,
  FOUND_PRESET_SORTS,
  PRESET_SORTS,
  PRESET_TABLE_COLUMNS,
  type PresetsFlags,
  type PresetsListFlags,
  type PresetsSearchFlags,
} from "./presets_flags.ts";

/** Shown by `pluginary presets --help`. */
export const PRESETS_EXAMPLES: readonly Example[] = [
  { command: "pluginary presets", does: "all presets, by name" },
  { command: "pluginary presets search warm pad", does: "find presets by their words" },
  { command: "pluginary presets list --plugin ZamTube", does: "those of one plugin" },
  { command: "pluginary presets stats", does: "count them" },
];

/** An option that can be repeated. */
function words(placeholder: string, brief: string) {
  return {
    kind: "parsed",
    parse: String,
    variadic: true,
    placeholder,
    brief,
    optional: true,
  } as const;
}

/** Options that filter presets, and the order of the page. */
const FILTER_OPTIONS = {
  plugin: words("PLUGIN", "Only of this plugin, in any format; can be repeated"),
  container: {
    kind: "enum",
    values: PRESET_CONTAINERS,
    variadic: ",",
    placeholder: "LIST",
    brief: "Only in these kinds of files, or in plugins (program)",
    optional: true,
  },
  author: words("TEXT", "Only by this author; can be repeated"),
  tag: words("TAG", "Only with this tag; can be repeated"),
  factory: { kind: "boolean", brief: "Only by the maker of the plugin", optional: true, withNegated: false },
  user: { kind: "boolean", brief: "Only by users", optional: true, withNegated: false },
  missing: { kind: "boolean", brief: "Only presets that are gone", optional: true, withNegated: false },
  ...HIDDEN_OPTION,
} as const;

const listCommand = buildCommand<PresetsListFlags, [], ProgramContext>({
  loader: async () => (await import("./run_presets_list.ts")).runPresetsList,
  parameters: {
    flags: {
      ...FILTER_OPTIONS,
      sort: {
        kind: "enum",
        values: PRESET_SORTS,
        placeholder: "ORDER",
        brief: "Sort by ORDER (default name)",
        optional: true,
      },
      ...PAGE_OPTIONS,
      ...STREAM_OPTIONS,
      ...tableOptions(PRESET_TABLE_COLUMNS),
    },
  },
  docs: {
    brief: "List presets",
    fullDescription: describeWithExamples(
      `List the presets in the catalog: those in files and bundles of their own, those
that LV2 plugins bring, and the programs inside plugins.

All filters must match; of repeated plugins, containers and authors, one must.`,
      [
        { command: "pluginary presets list --sort plugin", does: "by plugin" },
        { command: "pluginary presets list --user --container vstpreset,fxp", does: "your own files" },
        { command: "pluginary presets list --author 'Jane Doe' --csv", does: "for a spreadsheet" },
        { command: "pluginary presets list --missing", does: "files that are gone" },
      ],
    ),
  },
});

const searchCommand = buildCommand<PresetsSearchFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_presets_search.ts")).runPresetsSearch,
  parameters: {
    flags: {
      ...FILTER_OPTIONS,
      sort: {
        kind: "enum",
        values: FOUND_PRESET_SORTS,
        placeholder: "ORDER",
        brief: "Sort by ORDER (default relevance)",
        optional: true,
      },
      ...PAGE_OPTIONS,
      ...STREAM_OPTIONS,
      ...tableOptions(FOUND_PRESET_COLUMNS),
    },
    positional: {
      kind: "array",
      parameter: { brief: "Word to search for", placeholder: "WORD", parse: String },
    },
  },
  docs: {
    brief: "Search presets by name, author, tag and plugin",
    fullDescription: describeWithExamples(
      `Search presets by their names, authors, tags, and the names and vendors of their
plugins.

All words must match, in any order; each may be incomplete. Use "two words" to
match a phrase and -word to exclude a word. name:word, author:word, tag:word and
plugin:word search in one of them.

"pluginary search preset:WORD" finds the plugins that have such presets.`,
      [
        { command: "pluginary presets search warm pad", does: "both words" },
        { command: "pluginary presets search bass author:jane", does: "by an author" },
        { command: "pluginary presets search lead --plugin ZamTube --factory", does: "with filters" },
      ],
    ),
  },
});

const infoCommand = buildCommand<PresetsFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_presets_info.ts")).runPresetsInfo,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "array",
      parameter: { brief: "Id, file or name of a preset", placeholder: "PRESET", parse: String },
      minimum: 1,
    },
  },
  docs: {
    brief: "Show all about one preset",
    fullDescription: describeWithExamples(
      `Show a preset with its plugin, its file and what the file says about it.

PRESET is its id, at least four characters of it, the path of its file, or its
name if no other preset has it.`,
      [
        { command: "pluginary presets info 12ba2d", does: "by the beginning of its id" },
        { command: "pluginary presets info 'Warm Pad' --json", does: "by its name" },
      ],
    ),
  },
});

const statsCommand = buildCommand<PresetsFlags, [], ProgramContext>({
  loader: async () => (await import("./run_presets_stats.ts")).runPresetsStats,
  parameters: { flags: OUTPUT_OPTIONS },
  docs: {
    brief: "Count presets by container, plugin, author and tag",
    fullDescription: describeWithExamples(
      `Count the presets in the catalog by container, plugin, author and tag, and list
files that could not be read.`,
      [
        { command: "pluginary presets stats", does: "for people" },
        { command: "pluginary presets stats --json", does: "for programs" },
      ],
    ),
  },
});

/** Stands for `presets` without a subcommand. */
const DEFAULT_ROUTE = "list";

/** `pluginary presets` and the commands below it. */
export const presetsCommands = buildRouteMap<"list" | "search" | "info" | "stats" | "scan", ProgramContext>({
  routes: {
    [DEFAULT_ROUTE]: listCommand,
    search: searchCommand,
    info: infoCommand,
    stats: statsCommand,
    scan: presetScanCommand,
  },
  defaultCommand: DEFAULT_ROUTE,
  docs: {
    brief: "List, search and count presets",
    fullDescription: describeWithExamples(
      `List, search and count the presets in the catalog.

A preset is known by its file or bundle (vstpreset, lv2, fxp and others), or as
a program inside its plugin.`,
      PRESETS_EXAMPLES,
    ),
  },
});
