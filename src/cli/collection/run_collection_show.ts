import { catalogPath } from "../../catalog/catalog_path.ts";
import { readCollection } from "../../catalog/collections/read_collections.ts";
import { getCollection, readCollections } from "../../catalog/curation/collections.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type {
  CollectionEntry,
  CollectionsDocument,
} from "../../model/documents/curation/collections_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { countText } from "../output/count_text.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { printAnswer } from "../output/print_answer.ts";
import { tableText } from "../output/table.ts";
import { printable } from "../terminal/terminal.ts";
import { ITEM_COLUMNS } from "./collection_table.ts";

/** Runs `pluginary collection show`. */
export async function runCollectionShow(
  this: ProgramContext,
  flags: OutputFlags,
  name: string,
): Promise<void> {
  using catalog = await openForReading(catalogPath(this.console.environment));
  const { entry, below } = await catalog.read((db) => {
    const collections = readCollections(db);
    const collection = getCollection(collections, name);
    return {
      entry: readCollection(db, collections, collection, { withItems: true }),
      below: [...collections.values()].filter(({ parent }) => parent === collection.key)
        .map((child) => child.name),
    };
  });
  const document: CollectionsDocument = {
    schema: "collections",
    schemaVersion: 1,
    total: 1,
    offset: 0,
    limit: null,
    collections: [entry],
  };
  const items = entry.items!.map((item, index) => ({ place: index + 1, item }));
  await printAnswer(
    {
      document,
      text: async (console) => {
        const head = headLines(entry, below).map((line) => `${printable(line)}\n`).join("");
        return items.length === 0 ? head : `${head}\n${await tableText(ITEM_COLUMNS, items, {}, console)}`;
      },
      table: { columns: ITEM_COLUMNS, rows: items },
    },
    flags,
    this.console,
  );
}

function headLines(entry: CollectionEntry, below: readonly string[]): string[] {
  const { name, kind, query, products, parent, note, problem } = entry;
  const count = problem === null || kind === "manual" ? `, ${countText(products, "plugin")}` : "";
  return [
    `${name} (${kind}${count})`,
    ...query === null ? [] : [`  query    ${query}`],
    ...parent === null ? [] : [`  parent   ${parent}`],
    ...below.length === 0 ? [] : [`  below    ${below.join(", ")}`],
    ...note === "" ? [] : [`  note     ${note}`],
    ...problem === null ? [] : [`  problem  ${problem.message}`],
  ];
}
