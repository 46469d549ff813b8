import { buildRouteMap } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { changeCommand, markListCommand } from "./mark_commands.ts";

/** Shown by `pluginary rate --help`. */
export const RATE_EXAMPLES: readonly Example[] = [
  { command: "pluginary rate add 5 ZamTube", does: "the best rating" },
  { command: "pluginary rate list --sort value", does: "the best first" },
  { command: "pluginary rate remove ZamTube", does: "no rating any more" },
];

/** `pluginary rate` and the commands below it. */
export const rateCommands = buildRouteMap<"list" | "add" | "remove", ProgramContext>({
  routes: {
    list: markListCommand("rate", {
      brief: "List rated plugins",
      description: "List the plugins that you have rated.",
      examples: [
        { command: "pluginary rate list --sort value", does: "the best first" },
        { command: "pluginary rate list --json", does: "for programs" },
      ],
    }),
    add: changeCommand(
      "rate",
      "add",
      {
        brief: "Rate plugins from 1 to 5",
        description: `Rate plugins from 1 to 5, the best. "rating:>3" finds them in every query.`,
        examples: [
          { command: "pluginary rate add 4 ZamTube 'Dyn Comp'", does: "two plugins" },
          { command: "pluginary rate add 2 --query vendor:waves", does: "all of a vendor" },
        ],
      },
      { placeholder: "RATING", brief: "From 1 to 5" },
    ),
    remove: changeCommand("rate", "remove", {
      brief: "Remove ratings",
      description: "Remove the rating of plugins.",
      examples: [{ command: "pluginary rate remove ZamTube", does: "one plugin" }],
    }),
  },
  aliases: { set: "add" },
  defaultCommand: "list",
  docs: {
    brief: "Rate plugins from 1 to 5",
    fullDescription: describeWithExamples("Rate plugins from 1 to 5, and list the ratings.", RATE_EXAMPLES),
  },
});
