import type { DatabaseSync } from "node:sqlite";
import type {
  ExportedCollection,
  ExportedContent,
  ExportedPlugin,
} from "../../model/daws/exported_plugin.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { collectionTree, readCollection } from "../collections/read_collections.ts";
import { CHOSEN_CATEGORY } from "../curation/chosen_category.ts";
import { getCollection, readCollections } from "../curation/collections.ts";
import { curationAmong } from "../curation/read_curation.ts";
import { fromJson } from "../sqlite/json_column.ts";

/** The category of plugins whose kind is not known. */
const UNKNOWN = "other";

const PLUGINS = `select p.plugin_id, p.format, p.native_id, p.name, p.vendor, p.version, p.is_instrument,
    ifnull(${CHOSEN_CATEGORY}, p.category) as category,
    (select json_group_array(m.location order by m.missing_at is not null, m.location = p.location desc, m.location)
       from installations i join modules m on m.id = i.module_id
      where i.plugin_row_id = p.id) as locations,
    exists (select 1 from installations i join installations other on other.module_id = i.module_id
             where i.plugin_row_id = p.id and other.plugin_row_id <> p.id) as is_one_of_several,
    s.group_id as product
  from plugins p left join sibling_groups s on s.id = p.id and s.group_id <> 0`;

/** Which part of the catalog is exported. */
export interface ExportScope {
  /** Rows of plugins; unset for all. */
  readonly rows?: readonly number[] | undefined;
  /** Names of collections; unset for all. */
  readonly collections?: readonly string[] | undefined;
}

/**
 * Reads what hosts can be told: plugins with what people say about them, by
 * their public ids, and collections in the order of their names.
 *
 * @throws {PluginaryError} `collection-not-found`, or `stored-query` for a
 *     smart collection whose query has a fault.
 */
export function readExportedContent(
  db: DatabaseSync,
  { rows, collections: names }: ExportScope = {},
): ExportedContent {
  const plugins = readPlugins(db, rows);
  const known = new Map(plugins.map((plugin) => [plugin.id, plugin]));
  const collections = readCollections(db);
  const chosen = names === undefined
    ? collectionTree(collections).map(({ collection }) => collection)
    : names.map((name) => getCollection(collections, name));
  return {
    plugins,
    collections: chosen.map((collection): ExportedCollection => {
      const { name, plugins: ids, problem } = readCollection(db, collections, collection);
      if (problem !== null) {
        throw new PluginaryError(
          "stored-query",
          `Cannot export the collection "${name}": ${problem.message}`,
          `Change it with "pluginary collection query", or name the collections to export`,
        );
      }
      return { name, plugins: ids.flatMap((id) => known.get(id) ?? []) };
    }),
  };
}

function readPlugins(db: DatabaseSync, rows: readonly number[] | undefined): ExportedPlugin[] {
  const order = "order by p.plugin_id";
  const found = rows === undefined
    ? db.prepare(`${PLUGINS} ${order}`).all()
    : db.prepare(`${PLUGINS} where p.id in (select value from json_each(?)) ${order}`).all(
      JSON.stringify(rows),
    );
  const curationOf = curationAmong(db, () => found.map((row) => String(row["plugin_id"])));
  return found.map((row): ExportedPlugin => {
    const id = String(row["plugin_id"]);
    const { tags, isFavorite, isHidden } = curationOf(id);
    const category = String(row["category"]);
    return {
      id,
      format: row["format"] as PluginFormat,
      nativeId: String(row["native_id"]),
      name: String(row["name"]),
      vendor: String(row["vendor"] ?? ""),
      version: String(row["version"] ?? ""),
      isInstrument: row["is_instrument"] === 1,
      ...(category === UNKNOWN ? {} : { category }),
      tags,
      isFavorite,
      isHidden,
      locations: fromJson<string[]>(row["locations"]) ?? [],
      isOneOfSeveral: row["is_one_of_several"] === 1,
      ...(row["product"] === null ? {} : { product: Number(row["product"]) }),
    };
  });
}
