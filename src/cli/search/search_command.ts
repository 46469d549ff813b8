import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { FILTER_OPTIONS } from "../plugins/filter_options.ts";
import { PAGE_OPTIONS } from "../plugins/page_options.ts";
import { SEARCH_COLUMNS, SEARCH_SORTS, type SearchFlags } from "./search_flags.ts";

/** Shown by `pluginary search --help`. */
export const SEARCH_EXAMPLES: readonly Example[] = [
  { command: "pluginary search proq3", does: "as you remember the name" },
  { command: "pluginary search fabfilter eq", does: "a vendor and a kind" },
  { command: "pluginary search reverb OR delay --format clap", does: "one of two, as CLAP" },
  { command: "pluginary search 'synth -vendor:waves params:>50'", does: "with conditions" },
  { command: "pluginary search --is missing --added '<30d'", does: "conditions alone" },
];

const DESCRIPTION = `Search the catalog by what you remember: names, vendors, kinds, parameters and
presets.

All words must be there; the last one may be unfinished. "Two words" in quotes
stand side by side, -word must not be there, OR stands between alternatives,
(brackets) group. Write quotes, brackets and what starts with a dash inside
'single quotes', so that the shell leaves them alone.

Fields: name: vendor: format: category: param: preset: is: params: added:
updated: scanned:. A category can be called eq, comp, verb, synth, ...
-word looks at names, vendors and kinds; -param:word at parameters.

A plugin in several formats is shown once. Words with typing errors find what
they were probably meant to be when nothing else is found.`;

/** `pluginary search`. */
export const searchCommand = buildCommand<SearchFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_search.ts")).runSearch,
  parameters: {
    flags: {
      ...FILTER_OPTIONS,
      sort: {
        kind: "enum",
        values: SEARCH_SORTS,
        placeholder: "ORDER",
        brief: "Sort by one of",
        optional: true,
      },
      ...PAGE_OPTIONS,
      allFormats: {
        kind: "boolean",
        brief: "Show each format of a plugin by itself",
        optional: true,
        withNegated: false,
      },
      namesOnly: {
        kind: "boolean",
        brief: "Look for words in names, vendors and kinds only",
        optional: true,
        withNegated: false,
      },
      full: {
        kind: "boolean",
        brief: "With --json or --yaml: buses, parameters and programs too",
        optional: true,
        withNegated: false,
      },
      ...STREAM_OPTIONS,
      ...tableOptions(SEARCH_COLUMNS),
    },
    positional: {
      kind: "array",
      parameter: { brief: "What to look for", placeholder: "WORD", parse: String },
    },
  },
  docs: {
    brief: "Search the catalog",
    fullDescription: describeWithExamples(DESCRIPTION, SEARCH_EXAMPLES),
  },
});
