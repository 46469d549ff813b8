import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";

/** Shown by `pluginary browse --help`. */
export const BROWSE_EXAMPLES: readonly Example[] = [
  { command: "pluginary browse", does: "all plugins, by name" },
  { command: "pluginary browse category:reverb", does: "begin with a search" },
  { command: "pluginary browse is:untagged", does: "tag what has no tag yet" },
];

const DESCRIPTION = `Browse the catalog, and tag, rate or hide plugins by a key.

Needs a terminal. Type to search, in the words and fields of "pluginary search";
the arrow keys move in the list. Tab goes to the list, where letters are
commands: f favorite, h hide, t and T tags, 1 to 5 rate, n note, u undo; Space
marks several plugins, and ? shows all keys. Each change is stored at once, for
the plugin in all of its formats.

Hidden plugins are left out unless the search has is:hidden. q, Ctrl-D, or Esc
in an empty search quit.`;

/** `pluginary browse`. */
export const browseCommand = buildCommand<Record<never, never>, string[], ProgramContext>({
  loader: async () => (await import("./run_browse.ts")).runBrowse,
  parameters: {
    flags: {},
    positional: {
      kind: "array",
      parameter: { brief: "Search to begin with", placeholder: "QUERY", parse: String },
    },
  },
  docs: {
    brief: "Browse the catalog and tag plugins",
    fullDescription: describeWithExamples(DESCRIPTION, BROWSE_EXAMPLES),
  },
});
