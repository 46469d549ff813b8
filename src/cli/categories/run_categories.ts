import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { countPlugins } from "../../catalog/search/list_counts.ts";
import type { CategoriesDocument, CategoryCount } from "../../model/documents/alike/category_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Column } from "../output/column.ts";
import { countText } from "../output/count_text.ts";
import { rowLimit } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { EMPTY_CATALOG, pageLine } from "../plugins/page_footer.ts";
import type { CategoriesFlags, CATEGORY_COLUMNS } from "./categories_flags.ts";

const COLUMNS: readonly Column<CategoryCount, (typeof CATEGORY_COLUMNS)[number]>[] = [
  {
    name: "category",
    title: "CATEGORY",
    cell: ({ category }) => category,
    align: "left",
    priority: 2,
    minimumWidth: 8,
  },
  {
    name: "plugins",
    title: "PLUGINS",
    cell: ({ plugins }) => plugins,
    align: "right",
    priority: 1,
    minimumWidth: 7,
  },
];

/** Runs `pluginary categories`. */
export async function runCategories(this: ProgramContext, flags: CategoriesFlags): Promise<void> {
  const limit = rowLimit(flags);
  const offset = flags.offset ?? 0;
  using catalog = await openForReading(catalogPath(this.console.environment));
  const { matched, total, counts } = await catalog.read((db) =>
    countPlugins(db, "category", { conditions: [], isReversed: flags.reverse === true, limit, offset })
  );
  const head: Omit<CategoriesDocument, "categories"> = {
    schema: "categories",
    schemaVersion: 1,
    total,
    offset,
    limit: limit ?? null,
  };
  const all = `${countText(total, "category", "categories")} (${countText(matched, "plugin")})`;
  if (flags.exitCode && matched === 0) this.process.exitCode = 1;
  await printRecords(
    {
      head,
      list: "categories",
      item: "category",
      // Each plugin has a category.
      rows: counts.map(({ value, count }) => ({ category: value!, plugins: count })),
      columns: COLUMNS,
      footer: (shown) => matched === 0 ? EMPTY_CATALOG : pageLine(all, { total, offset, shown }),
    },
    flags,
    this.console,
  );
}
