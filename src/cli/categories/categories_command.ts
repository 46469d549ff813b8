import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { PAGE_OPTIONS } from "../plugins/page_options.ts";
import { type CategoriesFlags, CATEGORY_COLUMNS } from "./categories_flags.ts";

/** Shown by `pluginary categories --help`. */
export const CATEGORIES_EXAMPLES: readonly Example[] = [
  { command: "pluginary categories", does: "the most frequent first" },
  { command: "pluginary categories --json", does: "for programs" },
  { command: "pluginary list --category other", does: "plugins without a category" },
];

const DESCRIPTION = `Show how many plugins each category has.

The category of a plugin is the one that it declares, else the one that its name
or its parameters suggest. "pluginary info" shows the reason, and "pluginary
categorize" corrects a wrong one.

A plugin counts for its first category. Plugins that are gone count until
"pluginary scan --prune".`;

/** `pluginary categories`. */
export const categoriesCommand = buildCommand<CategoriesFlags, [], ProgramContext>({
  loader: async () => (await import("./run_categories.ts")).runCategories,
  parameters: { flags: { ...PAGE_OPTIONS, ...STREAM_OPTIONS, ...tableOptions(CATEGORY_COLUMNS) } },
  docs: {
    brief: "Show the categories of your plugins",
    fullDescription: describeWithExamples(DESCRIPTION, CATEGORIES_EXAMPLES),
  },
});
