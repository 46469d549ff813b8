import { catalogPath } from "../../catalog/catalog_path.ts";
import { countText } from "../output/count_text.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { listModules, type ModuleOrder } from "../../catalog/search/list_modules.ts";
import type { ListModulesDocument } from "../../model/documents/list_modules_document.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { rowLimit } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { EMPTY_CATALOG, pageLine } from "../plugins/page_footer.ts";
import type { ListFlags } from "./list_flags.ts";
import { MODULE_COLUMNS } from "./module_columns.ts";
import { moduleConditions } from "./module_conditions.ts";

/** Runs `pluginary list --modules`. */
export async function runListModules(this: ProgramContext, flags: ListFlags): Promise<void> {
  const conditions = moduleConditions(flags);
  const limit = rowLimit(flags);
  const offset = flags.offset ?? 0;
  using catalog = await openForReading(catalogPath(this.console.environment));
  const { modules, ...counts } = await catalog.read((db) =>
    listModules(db, {
      // The flags have been checked.
      order: (flags.sort ?? "location") as ModuleOrder,
      isReversed: flags.reverse === true,
      limit,
      offset,
      conditions,
    })
  );
  const head: Omit<ListModulesDocument, "modules"> = {
    schema: "list-modules",
    schemaVersion: 1,
    ...counts,
    offset,
    limit: limit ?? null,
  };
  if (flags.exitCode && counts.total === 0) this.process.exitCode = 1;
  await printRecords(
    {
      head,
      list: "modules",
      item: "module",
      rows: modules,
      columns: MODULE_COLUMNS,
      footer: (shown) => footer(head, conditions.length > 0, shown),
    },
    flags,
    this.console,
  );
}

function footer(
  { total, failures, byOutcome, offset }: Omit<ListModulesDocument, "modules">,
  isFiltered: boolean,
  shown: number,
): string {
  if (total === 0) return isFiltered ? "No modules found" : EMPTY_CATALOG;
  const outcomes = Object.entries(byOutcome).map(([outcome, count]) => `${outcome} ${count}`);
  const counts = [
    ...outcomes.length > 1 ? [outcomes.join(", ")] : [],
    ...failures > 0 ? [countText(failures, "failure")] : [],
  ];
  return [pageLine(countText(total, "module"), { total, offset, shown }), counts.join("; ")].join("\n")
    .trimEnd();
}
