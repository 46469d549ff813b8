import { catalogPath } from "../../catalog/catalog_path.ts";
import { countText } from "../output/count_text.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import {
  countModulesBy,
  type CountOptions,
  countPlugins,
  type ModuleKey,
  type PluginKey,
} from "../../catalog/search/list_counts.ts";
import type { ListCountsDocument, ValueCount } from "../../model/documents/list_counts_document.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Column } from "../output/column.ts";
import { machineFormat, rowLimit } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { hiddenLine } from "../plugins/hidden_plugins.ts";
import { EMPTY_CATALOG, pageLine } from "../plugins/page_footer.ts";
import { filterNodes, filterNotes } from "../plugins/filter_nodes.ts";
import type { ListFlags } from "./list_flags.ts";
import { moduleConditions } from "./module_conditions.ts";

/** Runs `pluginary list --count-by`. */
export async function runListCounts(
  this: ProgramContext,
  flags: ListFlags & { readonly countBy: string },
): Promise<void> {
  const { countBy, modules = false } = flags;
  const limit = rowLimit(flags);
  const offset = flags.offset ?? 0;
  const conditions = modules ? moduleConditions(flags) : filterNodes(flags, new Date());
  const options: CountOptions = {
    conditions,
    isReversed: flags.reverse === true,
    limit,
    offset,
    leavesOutHidden: flags.hidden !== true,
  };
  using catalog = await openForReading(catalogPath(this.console.environment));
  const { counts, ...page } = await catalog.read((db) =>
    // The flags have been checked.
    modules
      ? countModulesBy(db, countBy as ModuleKey, options)
      : countPlugins(db, countBy as PluginKey, options)
  );
  const head: Omit<ListCountsDocument, "counts"> = {
    schema: "list-counts",
    schemaVersion: 1,
    counted: modules ? "modules" : "plugins",
    countBy,
    ...page,
    offset,
    limit: limit ?? null,
  };
  if (flags.exitCode && page.matched === 0) this.process.exitCode = 1;
  await printRecords(
    {
      head,
      list: "counts",
      item: "count",
      rows: counts,
      columns: columnsFor(head, machineFormat(flags) === undefined),
      footer: (shown) =>
        [
          ...filterNotes(flags),
          footer(head, conditions.length + page.hidden > 0, shown),
          ...hiddenLine(page.hidden),
        ].join("\n"),
    },
    flags,
    this.console,
  );
}

function columnsFor(
  { counted, countBy }: Pick<ListCountsDocument, "counted" | "countBy">,
  isForPeople: boolean,
): Column<ValueCount>[] {
  return [
    {
      name: "value",
      title: countBy.toUpperCase(),
      cell: ({ value }) => value ?? (isForPeople ? "(none)" : null),
      align: "left",
      priority: 2,
      minimumWidth: 8,
    },
    {
      name: "count",
      title: counted.toUpperCase(),
      cell: ({ count }) => count,
      align: "right",
      priority: 1,
      minimumWidth: 7,
    },
  ];
}

function footer(
  { counted: noun, countBy, matched, total, offset }: Omit<ListCountsDocument, "counts">,
  isFiltered: boolean,
  shown: number,
): string {
  if (matched === 0) return isFiltered ? `No ${noun} found` : EMPTY_CATALOG;
  const values = countText(total, countBy, countBy === "category" ? "categories" : `${countBy}s`);
  const all = `${values} (${countText(matched, noun.slice(0, -1))})`;
  return pageLine(all, { total, offset, shown });
}
