import type { DatabaseSync } from "node:sqlite";
import type {
  CollectionEntry,
  CollectionItem,
  StoredProblem,
} from "../../model/documents/curation/collections_documents.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { compareFormats, type PluginFormat } from "../../model/plugin_format.ts";
import { parseStoredQuery } from "../../model/search/parse_stored_query.ts";
import { collectionReference } from "../../model/search/saved_search.ts";
import { type Collection, type Collections, readItems, sourcesOf } from "../curation/collections.ts";
import { savedSearchesIn } from "../curation/saved_searches.ts";
import { allConditions } from "../search/search_condition.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { listedProducts } from "./listed_products.ts";

/** A collection in the tree of all. */
export interface CollectionNode {
  readonly collection: Collection;
  /** How many collections are above it. */
  readonly depth: number;
}

/** All collections, each above those below it, otherwise in the order of their names. */
export function collectionTree(collections: Collections): CollectionNode[] {
  const below = Map.groupBy(collections.values(), ({ parent }) => parent);
  const nodes: CollectionNode[] = [];
  const seen = new Set<string>();
  const visit = (collection: Collection, depth: number) => {
    if (seen.has(collection.key)) return;
    seen.add(collection.key);
    nodes.push({ collection, depth });
    for (const child of below.get(collection.key) ?? []) visit(child, depth + 1);
  };
  for (const collection of below.get(undefined) ?? []) visit(collection, 0);
  // Of a circle, which two catalogs can make together, none is at the top.
  for (const collection of collections.values()) visit(collection, 0);
  return nodes;
}

/** A plugin of a collection that is in the catalog. */
interface Found {
  readonly row: number;
  readonly id: string;
  readonly name: string;
  readonly vendor: string | null;
  readonly format: PluginFormat;
}

/**
 * Reads a collection with its plugins; those of a smart one are looked for now.
 * A fault is told beside what can be read.
 */
export function readCollection(
  db: DatabaseSync,
  collections: Collections,
  collection: Collection,
  { withItems = false }: { withItems?: boolean } = {},
): CollectionEntry {
  const items = readItems(db, collection.key);
  const { found, problem } = evaluate(db, collections, collection);
  const known = new Set(found.map(({ id }) => id));
  const added = items.filter((id) => !known.has(id));
  const plugins = new Map([...found, ...readFound(db, added)].map((plugin) => [plugin.id, plugin]));
  const ids = [...known, ...added];
  const rows = ids.flatMap((id) => plugins.get(id)?.row ?? []);
  const products = listedProducts(db, rows);
  const { name, query, parent, note } = collection;
  return {
    name,
    kind: query === undefined ? "manual" : "smart",
    query: query ?? null,
    plugins: ids,
    products: products.length + ids.length - rows.length,
    parent: parent === undefined ? null : collections.get(parent)!.name,
    note,
    problem,
    ...(withItems ? { items: itemsOf(ids, plugins, products) } : {}),
  };
}

/** The plugins that the query of a smart collection finds. */
function evaluate(
  db: DatabaseSync,
  collections: Collections,
  collection: Collection,
): { found: Found[]; problem: StoredProblem | null } {
  const { name, query } = collection;
  const reference = collectionReference(name);
  try {
    sourcesOf(collections, collection, []);
    if (query === undefined) return { found: [], problem: null };
    const { nodes } = parseStoredQuery(query, reference, new Date(), savedSearchesIn(db));
    const { sql, values } = allConditions(db, nodes, [reference]);
    const rows = db.prepare(`${SELECT} from plugins p where ${sql} order by ${BY_NAME}`)
      .all(...values);
    return { found: rows.map(foundOf), problem: null };
  } catch (error) {
    if (!(error instanceof PluginaryError)) throw error;
    return { found: [], problem: { code: error.code, message: error.message } };
  }
}

/** As lists sort. The index of names would be slower, since most of its plugins are not found. */
const BY_NAME = "+p.name collate nocase, p.plugin_id";

const SELECT = "select p.id, p.plugin_id, p.name, p.vendor, p.format";

function readFound(db: DatabaseSync, ids: readonly string[]): Found[] {
  return statement(
    db,
    `${SELECT} from json_each(?) wanted cross join plugins p on p.plugin_id = wanted.value order by wanted.key`,
  ).all(JSON.stringify(ids)).map(foundOf);
}

function foundOf(row: Readonly<Record<string, unknown>>): Found {
  return {
    row: Number(row["id"]),
    id: String(row["plugin_id"]),
    name: String(row["name"]),
    vendor: row["vendor"] === null ? null : String(row["vendor"]),
    format: row["format"] as PluginFormat,
  };
}

/** Plugins in their order, each once in all of its formats; of those that are in the collection. */
function itemsOf(
  ids: readonly string[],
  plugins: ReadonlyMap<string, Found>,
  products: readonly number[][],
): CollectionItem[] {
  const byRow = new Map([...plugins.values()].map((plugin) => [plugin.row, plugin]));
  const members = new Map(products.map((rows) => {
    const own = rows.flatMap((row) => byRow.get(row) ?? []);
    return [own[0]!.id, own.toSorted((a, b) => compareFormats(a.format, b.format))] as const;
  }));
  return ids.flatMap((id): CollectionItem[] => {
    if (!plugins.has(id)) return [{ id, name: null, vendor: null, formats: [], ids: [id] }];
    const formats = members.get(id);
    if (formats === undefined) return [];
    const { name, vendor } = formats[0]!;
    return [{
      id: formats[0]!.id,
      name,
      vendor,
      formats: [...new Set(formats.map(({ format }) => format))],
      ids: formats.map((plugin) => plugin.id),
    }];
  });
}

/** The names of plugins by their public ids, for those that the catalog has. */
export function readPluginNames(db: DatabaseSync, ids: readonly string[]): Map<string, string> {
  const { found } = statement(
    db,
    `select json_group_array(json_array(p.plugin_id, p.name)) as found
       from json_each(?) wanted cross join plugins p on p.plugin_id = wanted.value`,
  ).get(JSON.stringify(ids))!;
  return new Map(fromJson<[string, string][]>(found)!);
}

/** Public ids of rows, in their order. */
export function readPluginIds(db: DatabaseSync, rows: readonly number[]): string[] {
  const { found } = statement(
    db,
    `select json_group_array(p.plugin_id order by wanted.key) as found
       from json_each(?) wanted cross join plugins p on p.id = wanted.value`,
  ).get(JSON.stringify(rows))!;
  return fromJson<string[]>(found)!;
}
