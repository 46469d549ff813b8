import { catalogPath } from "../../catalog/catalog_path.ts";
import { CollectionEditor } from "../../catalog/collections/change_collections.ts";
import { readPluginNames } from "../../catalog/collections/read_collections.ts";
import type { Collection } from "../../catalog/curation/collections.ts";
import { inOperation } from "../../catalog/curation/operations.ts";
import { openCatalog, openForReading } from "../../catalog/open_catalog.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type { CollectionChangeDocument } from "../../model/documents/curation/collections_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Column } from "../output/column.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { printAnswer } from "../output/print_answer.ts";
import { productLines, shownLines } from "../plugins/change_lines.ts";
import { shellWord } from "../terminal/shell_word.ts";

/** What a command has done to a collection. */
export interface CollectionChange {
  readonly collection: Collection;
  /** The sentence for people. */
  readonly headline: string;
  /** Public ids of the plugins that it concerns, in their order, those of all formats of a plugin together. */
  readonly products?: readonly (readonly string[])[];
  /** Names of other collections, and of saved searches, that it concerns. */
  readonly others?: readonly string[];
}

/** How a command changes collections. */
export interface CollectionWork {
  readonly command: CollectionChangeDocument["command"];
  readonly isDryRun?: boolean | undefined;
  /** Finds out before the change what may take longer than a transaction should. */
  readonly prepare?: (catalog: Catalog) => Promise<void>;
  readonly change: (editor: CollectionEditor, db: Catalog["db"]) => CollectionChange;
}

/** Changes collections so that it can be taken back, all or nothing, and prints the change. */
export async function changeCollection(
  { console, words }: ProgramContext,
  flags: OutputFlags,
  { command, isDryRun = false, prepare, change }: CollectionWork,
): Promise<void> {
  const path = catalogPath(console.environment);
  using catalog = isDryRun ? await openForReading(path) : await openCatalog(path);
  await prepare?.(catalog);
  const { collection, headline, products = [], others = [] } = isDryRun
    ? await catalog.read((db) => change(new CollectionEditor(db, undefined), db))
    : await catalog.write((db) =>
      inOperation(
        db,
        words.map(shellWord).join(" "),
        new Date(),
        (writer) => change(new CollectionEditor(db, writer), db),
      )
    );
  const plugins = products.flat();
  const { names, parent } = await catalog.read((db) => ({
    names: readPluginNames(db, plugins),
    parent: collection.parent === undefined
      ? undefined
      : new CollectionEditor(db, undefined).collections.get(collection.parent),
  }));
  const document: CollectionChangeDocument = {
    schema: "collection-change",
    schemaVersion: 1,
    command,
    isDryRun,
    collection: collection.name,
    kind: collection.query === undefined ? "manual" : "smart",
    query: collection.query ?? null,
    parent: parent?.name ?? null,
    note: collection.note,
    others: [...others],
    total: plugins.length,
    plugins: plugins.map((id) => ({ id, name: names.get(id) ?? null })),
  };
  await printAnswer<CollectionChangeDocument["plugins"][number]>(
    {
      document,
      text: [headline, ...shownLines(linesOf(products, names), console.stdout)],
      ...WITH_PLUGINS.includes(command) ? { table: { columns: COLUMNS, rows: document.plugins } } : {},
    },
    flags,
    console,
  );
}

/** A plugin that is gone from the catalog has no name but its id. */
function linesOf(
  products: readonly (readonly string[])[],
  names: ReadonlyMap<string, string>,
): string[] {
  return products.flatMap((ids) => {
    const known = ids.flatMap((id) => names.has(id) ? [{ id, name: names.get(id)! }] : []);
    return [
      ...known.length === 0 ? [] : productLines([known], () => ""),
      ...ids.filter((id) => !names.has(id)).map((id) => `  ${id}`),
    ];
  });
}

/** Commands whose CSV has a row for each plugin. */
const WITH_PLUGINS: readonly CollectionChangeDocument["command"][] = ["add", "remove", "move"];

const COLUMNS: readonly Column<CollectionChangeDocument["plugins"][number]>[] = [
  { name: "id", title: "ID", cell: ({ id }) => id, align: "left", priority: 1, minimumWidth: 4 },
  { name: "name", title: "NAME", cell: ({ name }) => name, align: "left", priority: 1, minimumWidth: 4 },
];
