import { catalogPath } from "../../catalog/catalog_path.ts";
import { readSaved } from "../../catalog/collections/read_saved.ts";
import { getSavedSearch } from "../../catalog/curation/saved_searches.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { SavedDocument, SavedEntry } from "../../model/documents/curation/saved_documents.ts";
import { savedReference, withoutSign } from "../../model/search/saved_search.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Column } from "../output/column.ts";
import { countText } from "../output/count_text.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { printAnswer } from "../output/print_answer.ts";

const COLUMNS = (["name", "query", "note", "plugins", "products"] as const).map((
  name,
): Column<SavedEntry> => ({
  name,
  title: name.toUpperCase(),
  cell: (entry) => entry[name],
  align: "left",
  priority: 1,
  minimumWidth: 4,
}));

/** Runs `pluginary saved show`. */
export async function runSavedShow(this: ProgramContext, flags: OutputFlags, name: string): Promise<void> {
  using catalog = await openForReading(catalogPath(this.console.environment));
  const entry = await catalog.read((db) =>
    readSaved(db, getSavedSearch(db, withoutSign(name)), { withCounts: true })
  );
  const document: SavedDocument = {
    schema: "saved",
    schemaVersion: 1,
    total: 1,
    offset: 0,
    limit: null,
    saved: [entry],
  };
  const count = entry.products === undefined ? "" : ` (finds ${countText(entry.products, "plugin")} now)`;
  const text = [
    `${savedReference(entry.name)}${count}`,
    `  query    ${entry.query}`,
    ...entry.note === "" ? [] : [`  note     ${entry.note}`],
    ...entry.problem === null ? [] : [`  problem  ${entry.problem.message}`],
  ];
  await printAnswer({ document, text, table: { columns: COLUMNS, rows: [entry] } }, flags, this.console);
}
