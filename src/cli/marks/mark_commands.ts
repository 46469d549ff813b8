import { buildCommand, type Command } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { DRY_RUN_OPTION } from "../command_line/dry_run_option.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { PAGE_OPTIONS } from "../plugins/page_options.ts";
import { TARGET_OPTIONS } from "../plugins/target_options.ts";
import { MARK_COLUMNS, MARK_SORTS, type MarkChangeFlags, type MarkListFlags } from "./marks_flags.ts";
import type { MarkName } from "./marks.ts";

/** How plugins are chosen, for help. */
export const HOW_TO_CHOOSE = `A PLUGIN is named as for "pluginary info" and stands for all of its formats; "-"
reads one from each line of standard input, such as the ids of "pluginary list
--csv --columns id". "pluginary undo" takes the change back.`;

/** Options of a command that changes what is said of plugins. */
export const CHANGE_OPTIONS = {
  ...TARGET_OPTIONS,
  ...DRY_RUN_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

/** The texts of a command's help. */
export interface MarkHelp {
  readonly brief: string;
  readonly description: string;
  readonly examples: readonly Example[];
}

/** A command that says something about plugins, or takes it back. */
export function changeCommand(
  mark: MarkName,
  action: "add" | "remove",
  { brief, description, examples }: MarkHelp,
  value?: { readonly placeholder: string; readonly brief: string },
): Command<ProgramContext> {
  return buildCommand<MarkChangeFlags, string[], ProgramContext>({
    loader: async () => (await import("./run_mark_change.ts")).markChange(mark, action),
    parameters: {
      flags: CHANGE_OPTIONS,
      positional: {
        kind: "array",
        parameter: value === undefined ? { brief: "Plugins", placeholder: "PLUGIN", parse: String } : {
          brief: `${value.brief}, and plugins`,
          placeholder: `${value.placeholder} PLUGIN`,
          parse: String,
        },
        minimum: value === undefined ? 0 : 1,
      },
    },
    docs: { brief, fullDescription: describeWithExamples(`${description}\n\n${HOW_TO_CHOOSE}`, examples) },
  });
}

/** A command that lists plugins of which something is said. */
export function markListCommand(
  mark: MarkName,
  { brief, description, examples }: MarkHelp,
): Command<ProgramContext> {
  return buildCommand<MarkListFlags, [], ProgramContext>({
    loader: async () => (await import("./run_mark_list.ts")).markList(mark),
    parameters: {
      flags: {
        sort: {
          kind: "enum",
          values: MARK_SORTS,
          placeholder: "ORDER",
          brief: "Sort by ORDER (default name)",
          optional: true,
        },
        ...PAGE_OPTIONS,
        ...STREAM_OPTIONS,
        ...tableOptions(MARK_COLUMNS),
      },
    },
    docs: { brief, fullDescription: describeWithExamples(description, examples) },
  });
}
