import { buildRouteMap } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { changeCommand, markListCommand } from "./mark_commands.ts";

/** Shown by `pluginary favorite --help`. */
export const FAVORITE_EXAMPLES: readonly Example[] = [
  { command: "pluginary favorite add ZamTube", does: "in all of its formats" },
  { command: "pluginary favorite", does: "list your favorites" },
  { command: "pluginary favorite remove ZamTube", does: "no favorite any more" },
];

/** `pluginary favorite` and the commands below it. */
export const favoriteCommands = buildRouteMap<"list" | "add" | "remove", ProgramContext>({
  routes: {
    list: markListCommand("favorite", {
      brief: "List your favorites",
      description: "List your favorites, also those that are not installed now.",
      examples: [
        { command: "pluginary favorite list --sort time", does: "the latest first" },
        { command: "pluginary favorite list --json", does: "for programs" },
      ],
    }),
    add: changeCommand("favorite", "add", {
      brief: "Make plugins your favorites",
      description: `Make plugins your favorites. "is:favorite" finds them in every query.`,
      examples: [
        { command: "pluginary favorite add ZamTube 'Dyn Comp'", does: "two plugins" },
        { command: "pluginary favorite add --query vendor:waves --dry-run", does: "show what would change" },
      ],
    }),
    remove: changeCommand("favorite", "remove", {
      brief: "Take plugins from your favorites",
      description: "Take plugins from your favorites.",
      examples: [{ command: "pluginary favorite remove --query vendor:waves", does: "all of a vendor" }],
    }),
  },
  defaultCommand: "list",
  docs: {
    brief: "List and change your favorites",
    fullDescription: describeWithExamples(
      `List and change your favorites. They belong to a plugin in all of its formats,
and stay when it is scanned again, moved or gone for a while.`,
      FAVORITE_EXAMPLES,
    ),
  },
});
