import { buildRouteMap } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { changeCommand, markListCommand } from "./mark_commands.ts";

/** Shown by `pluginary note --help`. */
export const NOTE_EXAMPLES: readonly Example[] = [
  { command: "pluginary note add 'good on snares' ZamTube", does: "one note for a plugin" },
  { command: "pluginary note", does: "list your notes" },
  { command: "pluginary note remove ZamTube", does: "no note any more" },
];

/** `pluginary note` and the commands below it. */
export const noteCommands = buildRouteMap<"list" | "add" | "remove", ProgramContext>({
  routes: {
    list: markListCommand("note", {
      brief: "List your notes",
      description: "List your notes with their plugins.",
      examples: [
        { command: "pluginary note list --sort time", does: "the latest first" },
        { command: "pluginary note list --json", does: "for programs" },
      ],
    }),
    add: changeCommand(
      "note",
      "add",
      {
        brief: "Write a note about plugins",
        description: `Write a note about plugins; it replaces the one before. "note:TEXT" finds it in
every query.`,
        examples: [
          { command: "pluginary note add 'good on snares' ZamTube", does: "one plugin" },
          { command: "pluginary note add 'license of the studio' --query vendor:waves", does: "several" },
        ],
      },
      { placeholder: "TEXT", brief: "The note in quotes" },
    ),
    remove: changeCommand("note", "remove", {
      brief: "Remove notes",
      description: "Remove the note of plugins.",
      examples: [{ command: "pluginary note remove ZamTube", does: "one plugin" }],
    }),
  },
  aliases: { set: "add" },
  defaultCommand: "list",
  docs: {
    brief: "Write notes about plugins",
    fullDescription: describeWithExamples("Write notes about plugins, and list them.", NOTE_EXAMPLES),
  },
});
