import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { OPERATION_COLUMNS, type UndoFlags } from "./undo_flags.ts";

/** Shown by `pluginary undo --help`. */
export const UNDO_EXAMPLES: readonly Example[] = [
  { command: "pluginary undo", does: "take back the last command" },
  { command: "pluginary undo --dry-run", does: "show what it would restore" },
  { command: "pluginary undo --list", does: "the commands that can be taken back" },
];

const DESCRIPTION = `Take back the last command that changed tags, favorites, hidden plugins,
ratings, notes, categories, collections or saved searches.

Run it again for the command before, up to the last twenty. What was changed
again since stays as it is, and is named.`;

/** `pluginary undo`. */
export const undoCommand = buildCommand<UndoFlags, [], ProgramContext>({
  loader: async () => (await import("./run_undo.ts")).runUndo,
  parameters: {
    flags: {
      list: {
        kind: "boolean",
        brief: "List the commands that can be taken back, the last one first",
        optional: true,
        withNegated: false,
      },
      dryRun: {
        kind: "boolean",
        brief: "Show what would be restored, and store nothing",
        optional: true,
        withNegated: false,
      },
      ...STREAM_OPTIONS,
      ...tableOptions(OPERATION_COLUMNS),
    },
  },
  docs: {
    brief: "Take back the last change of tags, ratings and the like",
    fullDescription: describeWithExamples(DESCRIPTION, UNDO_EXAMPLES),
  },
});
