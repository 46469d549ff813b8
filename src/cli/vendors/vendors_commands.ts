import { buildCommand, buildRouteMap } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { DRY_RUN_OPTION } from "../command_line/dry_run_option.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { PAGE_OPTIONS } from "../plugins/page_options.ts";
import {
  VENDOR_COLUMNS,
  VENDOR_SORTS,
  type VendorChangeFlags,
  type VendorsListFlags,
  type VendorsMergeFlags,
} from "./vendors_flags.ts";

/** Shown by `pluginary vendors --help`. */
export const VENDORS_EXAMPLES: readonly Example[] = [
  { command: "pluginary vendors", does: "all vendors, by number of plugins" },
  { command: "pluginary vendors merge Waves 'Waves Audio'", does: "make two vendors one" },
  { command: "pluginary vendors split 'LSP LV2'", does: "make one name a vendor of its own" },
  { command: "pluginary vendors rename LSP 'Linux Studio Plugins'", does: "show another name" },
  { command: "pluginary vendors reset Steinberg", does: "undo these changes" },
];

const listCommand = buildCommand<VendorsListFlags, [], ProgramContext>({
  loader: async () => (await import("./run_vendors_list.ts")).runVendorsList,
  parameters: {
    flags: {
      sort: {
        kind: "enum",
        values: VENDOR_SORTS,
        placeholder: "ORDER",
        brief: "Sort by ORDER (default plugins)",
        optional: true,
      },
      ...PAGE_OPTIONS,
      ...STREAM_OPTIONS,
      ...tableOptions(VENDOR_COLUMNS),
    },
  },
  docs: {
    brief: "List vendors and the ways in which plugins write them",
    fullDescription: describeWithExamples(
      `List the vendors of the plugins in the catalog, and the other ways in which
plugins write each of them.`,
      [
        { command: "pluginary vendors list", does: "as a table" },
        { command: "pluginary vendors list --sort name", does: "in alphabetical order" },
        { command: "pluginary vendors list --json", does: "for programs" },
      ],
    ),
  },
});

const mergeCommand = buildCommand<VendorsMergeFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_vendors_change.ts")).runVendorsMerge,
  parameters: {
    flags: {
      into: {
        kind: "parsed",
        parse: parseName,
        placeholder: "NAME",
        brief: "Call the merged vendor NAME (default: the first vendor)",
        optional: true,
      },
      ...DRY_RUN_OPTION,
      ...OUTPUT_OPTIONS,
    },
    positional: {
      kind: "array",
      parameter: {
        brief: "Vendors, in any of their names",
        placeholder: "VENDOR",
        parse: parseName,
      },
      minimum: 2,
    },
  },
  docs: {
    brief: "Make one vendor of several",
    fullDescription: describeWithExamples(
      `Make one vendor of several. This also applies to plugins that are found later.
"pluginary vendors reset" undoes it.`,
      [
        { command: "pluginary vendors merge Waves 'Waves Audio'", does: "shown as Waves" },
        { command: "pluginary vendors merge NI Native --into 'Native Instruments'", does: "new name" },
        { command: "pluginary vendors merge NI Native --dry-run", does: "no change" },
      ],
    ),
  },
});

const splitCommand = buildCommand<VendorChangeFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_vendors_change.ts")).runVendorsSplit,
  parameters: {
    flags: { ...DRY_RUN_OPTION, ...OUTPUT_OPTIONS },
    positional: {
      kind: "tuple",
      parameters: [{ brief: "Name, as plugins write it", placeholder: "NAME", parse: parseName }],
    },
  },
  docs: {
    brief: "Take a name out of its vendor",
    fullDescription: describeWithExamples(
      `Take a name out of its vendor, whether it was merged by you or because the names
are alike. If NAME is one that you gave to a vendor, this ends the merge.`,
      [
        { command: "pluginary vendors split 'LSP LV2'", does: "a vendor of its own" },
        { command: "pluginary vendors split 'LSP LV2' --dry-run", does: "only show the result" },
      ],
    ),
  },
});

const renameCommand = buildCommand<VendorChangeFlags, [string, string], ProgramContext>({
  loader: async () => (await import("./run_vendors_change.ts")).runVendorsRename,
  parameters: {
    flags: { ...DRY_RUN_OPTION, ...OUTPUT_OPTIONS },
    positional: {
      kind: "tuple",
      parameters: [
        { brief: "Vendor, in any of its names", placeholder: "OLD", parse: parseName },
        { brief: "Name to show", placeholder: "NEW", parse: parseName },
      ],
    },
  },
  docs: {
    brief: "Show a vendor by another name",
    fullDescription: describeWithExamples(
      `Show a vendor by another name. Search finds it by the old names and the new one.`,
      [
        { command: "pluginary vendors rename LSP 'Linux Studio Plugins'", does: "a longer name" },
        { command: "pluginary vendors rename LSP Lsp --dry-run", does: "only show the result" },
      ],
    ),
  },
});

const resetCommand = buildCommand<VendorChangeFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_vendors_change.ts")).runVendorsReset,
  parameters: {
    flags: { ...DRY_RUN_OPTION, ...OUTPUT_OPTIONS },
    positional: {
      kind: "array",
      parameter: {
        brief: "Vendors, in any of their names",
        placeholder: "VENDOR",
        parse: parseName,
      },
      minimum: 1,
    },
  },
  docs: {
    brief: "Undo your merges, splits and new names",
    fullDescription: describeWithExamples(
      `Undo all that you have merged, split and renamed of a vendor, in any order.
Names are then one vendor or several as if you had never decided.`,
      [
        { command: "pluginary vendors reset Steinberg", does: "as plugins write it" },
        { command: "pluginary vendors reset Steinberg --dry-run", does: "only show the result" },
      ],
    ),
  },
});

/** Stands for `vendors` without a subcommand. */
const DEFAULT_ROUTE = "list";

/** `pluginary vendors` and the commands below it. */
export const vendorsCommands = buildRouteMap<"list" | "merge" | "split" | "rename" | "reset", ProgramContext>(
  {
    routes: {
      [DEFAULT_ROUTE]: listCommand,
      merge: mergeCommand,
      split: splitCommand,
      rename: renameCommand,
      reset: resetCommand,
    },
    defaultCommand: DEFAULT_ROUTE,
    docs: {
      brief: "List, merge and rename vendors",
      fullDescription: describeWithExamples(
        `List, merge and rename vendors.

Names that differ only in case, spaces, signs, legal forms like "Inc." and
"GmbH", mail and web addresses are one vendor. Lists, counts, filters and search
use the merged vendor; the text of each plugin stays as it is.`,
        VENDORS_EXAMPLES,
      ),
    },
  },
);

function parseName(input: string): string {
  if (input.trim() === "") throw new SyntaxError("it is empty");
  return input;
}
