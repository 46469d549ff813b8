import { catalogPath } from "../../catalog/catalog_path.ts";
import { collectionTree, readCollection } from "../../catalog/collections/read_collections.ts";
import { readCollections } from "../../catalog/curation/collections.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type {
  CollectionEntry,
  CollectionsDocument,
} from "../../model/documents/curation/collections_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { countText } from "../output/count_text.ts";
import { rowLimit } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { pageLine } from "../plugins/page_footer.ts";
import type { CollectionListFlags } from "./collection_flags.ts";
import { collectionColumns } from "./collection_table.ts";

/** Runs `pluginary collection list`. */
export async function runCollectionList(this: ProgramContext, flags: CollectionListFlags): Promise<void> {
  const limit = rowLimit(flags);
  const offset = flags.offset ?? 0;
  using catalog = await openForReading(catalogPath(this.console.environment));
  const { total, page } = await catalog.read((db) => {
    const collections = readCollections(db);
    const tree = collectionTree(collections);
    if (flags.reverse) tree.reverse();
    return {
      total: tree.length,
      page: tree.slice(offset, limit === undefined ? undefined : offset + limit)
        .map(({ collection, depth }) => ({ depth, entry: readCollection(db, collections, collection) })),
    };
  });
  const head: Omit<CollectionsDocument, "collections"> = {
    schema: "collections",
    schemaVersion: 1,
    total,
    offset,
    limit: limit ?? null,
  };
  const depths = new Map<CollectionEntry, number>(page.map(({ entry, depth }) => [entry, depth]));
  if (flags.exitCode && total === 0) this.process.exitCode = 1;
  await printRecords(
    {
      head,
      list: "collections",
      item: "collection",
      rows: depths.keys(),
      columns: collectionColumns((entry) => depths.get(entry)!),
      footer: (shown) =>
        total === 0
          ? 'There are no collections yet; make one with "pluginary collection create"'
          : pageLine(countText(total, "collection"), { total, offset, shown }),
    },
    flags,
    this.console,
  );
}
