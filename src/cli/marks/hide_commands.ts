import { buildRouteMap } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { changeCommand, markListCommand } from "./mark_commands.ts";

/** Shown by `pluginary hide --help`. */
export const HIDE_EXAMPLES: readonly Example[] = [
  { command: "pluginary hide add ZamTube", does: "leave it out of lists" },
  { command: "pluginary hide", does: "list hidden plugins" },
  { command: "pluginary hide remove ZamTube", does: "show it again" },
];

/** `pluginary hide` and the commands below it. */
export const hideCommands = buildRouteMap<"list" | "add" | "remove", ProgramContext>({
  routes: {
    list: markListCommand("hide", {
      brief: "List hidden plugins",
      description: "List the plugins that you have hidden.",
      examples: [
        { command: "pluginary hide list", does: "as a table" },
        { command: "pluginary hide list --json", does: "for programs" },
      ],
    }),
    add: changeCommand("hide", "add", {
      brief: "Hide plugins",
      description: `Hide plugins. Lists and searches leave them out; "is:hidden" finds them.`,
      examples: [
        { command: "pluginary hide add --query 'vendor:waves name:plugin'", does: "all that match" },
        { command: "pluginary hide add ZamTube --dry-run", does: "show what would change" },
      ],
    }),
    remove: changeCommand("hide", "remove", {
      brief: "Show hidden plugins again",
      description: "Show hidden plugins again.",
      examples: [{ command: "pluginary hide remove ZamTube", does: "one plugin" }],
    }),
  },
  defaultCommand: "list",
  docs: {
    brief: "Hide plugins from lists and searches",
    fullDescription: describeWithExamples(
      "Hide plugins from lists and searches, and show them again.",
      HIDE_EXAMPLES,
    ),
  },
});
