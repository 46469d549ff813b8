import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { FILTER_OPTIONS } from "../plugins/filter_options.ts";
import { HIDDEN_OPTION } from "../plugins/hidden_plugins.ts";
import { PAGE_OPTIONS } from "../plugins/page_options.ts";
import { ALL_COLUMNS, ALL_COUNT_KEYS, ALL_SORTS, type ListFlags } from "./list_flags.ts";

/** Shown by `pluginary list --help`. */
export const LIST_EXAMPLES: readonly Example[] = [
  { command: "pluginary list", does: "all plugins, by vendor" },
  { command: "pluginary list --sort added --limit 10", does: "the ten newest plugins" },
  { command: "pluginary list --vendor waves --category comp", does: "by vendor and category" },
  { command: "pluginary list --group", does: "each plugin once" },
  { command: "pluginary list --count-by vendor", does: "plugins of each vendor" },
  { command: "pluginary list --is favorite --sort rating", does: "favorites, the best first" },
  { command: "pluginary list --modules --is failed", does: "files that failed, and why" },
  { command: "pluginary list --columns name,location", does: "names and locations" },
  { command: "pluginary list --json --full", does: "everything, for programs" },
  { command: "pluginary list --csv --output plugins.csv", does: "for a spreadsheet" },
];

const DESCRIPTION = `List the plugins in the catalog, without scanning.

Plugins that are gone are listed as missing until "pluginary scan --prune".

Plugins that you have hidden are left out; the line below the list says how
many. --hidden and --is hidden show them.

With --group, a plugin in several formats is listed once, in the best of the
formats that the filters leave; "pluginary duplicates merge" and "duplicates
split" correct which plugins are one. JSON has the other formats of each plugin
with and without --group.

With --modules, the files and bundles that were scanned are listed, each with
its outcome, also those without a plugin because they failed. --is failed lists
those that failed, crashed or timed out, or contain a plugin that did. Modules
can be filtered by --format, --is, --path and --added, and counted by format,
outcome or reason. Their orders are location, format, outcome, plugins,
duration, size, added, updated and scanned. Their columns are name, format,
outcome, state, isMissing, pluginCount, reason, message, failures, location,
durationMs, sizeBytes, architectures, addedAt, updatedAt and scannedAt.`;

/** `pluginary list`. */
export const listCommand = buildCommand<ListFlags, [], ProgramContext>({
  loader: async () => (await import("./run_list.ts")).runList,
  parameters: {
    flags: {
      modules: {
        kind: "boolean",
        brief: "List modules, the files and bundles that contain plugins",
        optional: true,
        withNegated: false,
      },
      countBy: {
        kind: "enum",
        values: ALL_COUNT_KEYS,
        placeholder: "KEY",
        brief: "Count by KEY instead",
        optional: true,
      },
      group: {
        kind: "boolean",
        brief: "List a plugin in several formats once",
        optional: true,
        withNegated: false,
      },
      ...FILTER_OPTIONS,
      ...HIDDEN_OPTION,
      sort: {
        kind: "enum",
        values: ALL_SORTS,
        placeholder: "ORDER",
        brief: "Sort by ORDER (default vendor; location for modules)",
        optional: true,
      },
      ...PAGE_OPTIONS,
      full: {
        kind: "boolean",
        brief: "Include buses, parameters and programs in JSON or YAML",
        optional: true,
        withNegated: false,
      },
      ...STREAM_OPTIONS,
      ...tableOptions(ALL_COLUMNS),
    },
  },
  docs: {
    brief: "List the plugins in the catalog",
    fullDescription: describeWithExamples(DESCRIPTION, LIST_EXAMPLES),
  },
});
