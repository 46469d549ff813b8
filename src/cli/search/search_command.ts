import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { FILTER_OPTIONS } from "../plugins/filter_options.ts";
import { HIDDEN_OPTION } from "../plugins/hidden_plugins.ts";
import { PAGE_OPTIONS } from "../plugins/page_options.ts";
import { SEARCH_COLUMNS, SEARCH_SORTS, type SearchFlags } from "./search_flags.ts";

/** Shown by `pluginary search --help`. */
export const SEARCH_EXAMPLES: readonly Example[] = [
  { command: "pluginary search proq3", does: "by an inexact name" },
  { command: "pluginary search fabfilter eq", does: "by vendor and category" },
  { command: "pluginary search reverb OR delay --format clap", does: "either word, in CLAP format" },
  { command: "pluginary search 'synth -waves parameters:50+'", does: "with conditions" },
  { command: "pluginary search --is missing --added 30d", does: "with conditions only" },
];

const DESCRIPTION = `Search the catalog by name, vendor, category, parameter or preset.

All words must match, in any order; each may be incomplete. Use "two words" to
match a phrase, -word to exclude a word, OR between alternatives, and
(parentheses) to group. Put 'single quotes' around words with quotes or
parentheses or with a leading dash, to protect them from the shell.

Fields: name: vendor: format: category: parameter: preset: author: id: path: is:
parameters: added: updated: scanned: tag: collection: rating: note: used:. Short
names of categories work: eq, comp, verb, synth. -word excludes by name, vendor
and category; -parameter:word by parameter. preset: and author: find plugins by
the names and authors of their presets.

tag:drums also finds the tags below it, like drums:kick; a word that is the name
of a tag or of one of its levels finds it as well. rating:3+ and note:text look
in your ratings and notes, is:favorite, is:tagged, is:untagged and is:rated at
what you have marked. Hidden plugins are left out unless you ask for them with
--hidden or is:hidden.

is:used and used:10+ find plugins by the places in which your projects use them,
and is:unused the others; "pluginary project scan" finds projects.

Numbers: parameters:50, 50+ (at least), ..50 (at most) or 10..50. Times:
added:30d (in the last 30 days), 30d+ (earlier), a day like 2026-01-31,
2026-01-31+ (since then) or 2026-01-01..2026-01-31. Comparisons like
parameters:>50 need quotes.

collection:NAME finds the plugins of a collection, and @NAME stands for a saved
search.

A plugin in several formats is shown once. If nothing matches, typing errors are
corrected.`;

/** `pluginary search`. */
export const searchCommand = buildCommand<SearchFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_search.ts")).runSearch,
  parameters: {
    flags: {
      ...FILTER_OPTIONS,
      ...HIDDEN_OPTION,
      sort: {
        kind: "enum",
        values: SEARCH_SORTS,
        placeholder: "ORDER",
        brief: "Sort by ORDER (default relevance)",
        optional: true,
      },
      ...PAGE_OPTIONS,
      allFormats: {
        kind: "boolean",
        brief: "Show each format of a plugin separately",
        optional: true,
        withNegated: false,
      },
      namesOnly: {
        kind: "boolean",
        brief: "Search only names, vendors and categories",
        optional: true,
        withNegated: false,
      },
      full: {
        kind: "boolean",
        brief: "Include buses, parameters and programs in JSON or YAML",
        optional: true,
        withNegated: false,
      },
      ...STREAM_OPTIONS,
      ...tableOptions(SEARCH_COLUMNS),
    },
    positional: {
      kind: "array",
      parameter: { brief: "Word to search for", placeholder: "WORD", parse: String },
    },
  },
  docs: {
    brief: "Search the catalog",
    fullDescription: describeWithExamples(DESCRIPTION, SEARCH_EXAMPLES),
  },
});
