import { catalogPath } from "../../catalog/catalog_path.ts";
import { readSaved } from "../../catalog/collections/read_saved.ts";
import { listSavedSearches } from "../../catalog/curation/saved_searches.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { SavedDocument, SavedEntry } from "../../model/documents/curation/saved_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Column } from "../output/column.ts";
import { countText } from "../output/count_text.ts";
import { rowLimit } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { pageLine } from "../plugins/page_footer.ts";
import type { SAVED_COLUMNS, SavedListFlags } from "./saved_flags.ts";

const COLUMNS: readonly Column<SavedEntry, (typeof SAVED_COLUMNS)[number]>[] = [
  { name: "name", title: "NAME", cell: ({ name }) => name, align: "left", priority: 4, minimumWidth: 12 },
  {
    name: "query",
    title: "QUERY",
    cell: ({ query }) => query,
    align: "left",
    priority: 3,
    minimumWidth: 20,
    weight: 2,
  },
  { name: "note", title: "NOTE", cell: ({ note }) => note, align: "left", priority: 1, minimumWidth: 12 },
  {
    name: "problem",
    title: "PROBLEM",
    cell: ({ problem }) => problem?.message,
    style: () => "red",
    align: "left",
    priority: 2,
    minimumWidth: 16,
    weight: 2,
  },
];

/** Runs `pluginary saved list`. */
export async function runSavedList(this: ProgramContext, flags: SavedListFlags): Promise<void> {
  const limit = rowLimit(flags);
  const offset = flags.offset ?? 0;
  using catalog = await openForReading(catalogPath(this.console.environment));
  const { total, page } = await catalog.read((db) => {
    const saved = listSavedSearches(db);
    if (flags.reverse) saved.reverse();
    const page = saved.slice(offset, limit === undefined ? undefined : offset + limit);
    return { total: saved.length, page: page.map((one) => readSaved(db, one)) };
  });
  const head: Omit<SavedDocument, "saved"> = {
    schema: "saved",
    schemaVersion: 1,
    total,
    offset,
    limit: limit ?? null,
  };
  if (flags.exitCode && total === 0) this.process.exitCode = 1;
  await printRecords(
    {
      head,
      list: "saved",
      item: "search",
      nouns: ["saved search", "saved searches"],
      rows: page,
      columns: COLUMNS,
      footer: (shown) =>
        total === 0
          ? 'There are no saved searches yet; keep one with "pluginary saved add"'
          : pageLine(countText(total, "saved search", "saved searches"), { total, offset, shown }),
    },
    flags,
    this.console,
  );
}
