import { catalogPath } from "../../catalog/catalog_path.ts";
import type { ListOrder } from "../../catalog/search/list_order.ts";
import { listPlugins } from "../../catalog/search/list_plugins.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type { ListDocument } from "../../model/documents/list_document.ts";
import type { SearchNode } from "../../model/search/search_query.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { FILTER_NAMES } from "../plugins/filter_options.ts";
import { hiddenLine } from "../plugins/hidden_plugins.ts";
import { EMPTY_CATALOG, pageLine } from "../plugins/page_footer.ts";
import type { ListFlags } from "./list_flags.ts";
import { machineFormat, rowLimit } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { countText } from "../output/count_text.ts";

/** Runs `pluginary list`. */
export async function runList(this: ProgramContext, flags: ListFlags): Promise<void> {
  const { modules, countBy, sort, columns } = flags;
  if (modules || [countBy, sort, columns].some((value) => value !== undefined)) {
    (await import("./check_list_flags.ts")).checkListFlags(flags);
  }
  if (countBy !== undefined) {
    const { runListCounts } = await import("./run_list_counts.ts");
    await runListCounts.call(this, { ...flags, countBy });
  } else if (modules) {
    await (await import("./run_list_modules.ts")).runListModules.call(this, flags);
  } else await runListPlugins.call(this, flags);
}

async function runListPlugins(this: ProgramContext, flags: ListFlags): Promise<void> {
  const limit = rowLimit(flags);
  const offset = flags.offset ?? 0;
  const { conditions, notes } = await filtersOf(flags);
  using catalog = await openForReading(catalogPath(this.console.environment));
  const { total, hidden, isCatalogEmpty, suggestions, plugins } = await listPlugins(catalog, {
    // The flags have been checked.
    order: (flags.sort ?? "vendor") as ListOrder,
    isReversed: flags.reverse === true,
    isFull: flags.full === true,
    offset,
    conditions,
    isGrouped: flags.group === true,
    withFormats: showsFormats(flags),
    leavesOutHidden: flags.hidden !== true,
    ...(limit === undefined ? {} : { limit }),
  });
  const head: Omit<ListDocument, "plugins"> = {
    schema: "list",
    schemaVersion: 1,
    total,
    hidden,
    offset,
    limit: limit ?? null,
  };
  if (flags.exitCode && total === 0) this.process.exitCode = 1;
  const modules = machineFormat(flags) === undefined && (isCatalogEmpty || flags.is !== undefined)
    ? await modulesLine(catalog, flags, conditions)
    : [];
  await printRecords(
    {
      head,
      list: "plugins",
      item: "plugin",
      rows: plugins,
      columns: async () => {
        const { GROUPED_COLUMNS, LISTED_PLUGIN_COLUMNS } = await import("./list_columns.ts");
        return flags.group ? GROUPED_COLUMNS : LISTED_PLUGIN_COLUMNS;
      },
      footer: (shown) => {
        if (total > 0) {
          const page = pageLine(countText(total, "plugin"), { total, offset, shown });
          return [page, ...hiddenLine(hidden), ...modules].join("\n");
        }
        if (isCatalogEmpty && modules.length === 0) return EMPTY_CATALOG;
        return [...notes, noneFooter(suggestions), ...hiddenLine(hidden), ...modules].join("\n");
      },
    },
    flags,
    this.console,
  );
}

/** The line about modules that the list leaves out, loaded only where there can be some. */
async function modulesLine(
  catalog: Catalog,
  flags: ListFlags,
  conditions: readonly SearchNode[],
): Promise<string[]> {
  const { unlistedModulesLine } = await import("./unlisted_modules.ts");
  return await unlistedModulesLine(catalog, flags, conditions);
}

/** A plain table has no room for other formats. */
function showsFormats(flags: ListFlags): boolean {
  return machineFormat(flags) !== undefined || flags.group === true || flags.wide === true ||
    flags.columns?.includes("formats") === true;
}

/** Loads the parser of conditions only if there are any. */
async function filtersOf(flags: ListFlags): Promise<{ conditions: SearchNode[]; notes: string[] }> {
  if (FILTER_NAMES.every((name) => flags[name] === undefined)) return { conditions: [], notes: [] };
  const { filterNodes, filterNotes } = await import("../plugins/filter_nodes.ts");
  return { conditions: filterNodes(flags, new Date()), notes: filterNotes(flags) };
}

function noneFooter(suggestions: readonly string[]): string {
  const meant = suggestions.map((suggestion) => `"${suggestion}"`).join(" or ");
  return `No plugins found${meant === "" ? "" : `; did you mean ${meant}?`}`;
}
