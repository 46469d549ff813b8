import type { DatabaseSync } from "node:sqlite";
import { nameKey } from "../../model/curation/names.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { closestWord } from "../../model/search/closest_word.ts";
import { circleError, collectionReference } from "../../model/search/saved_search.ts";
import { statement } from "../sqlite/statement.ts";
import { LOCAL_OWNER } from "./registers.ts";

/** A collection as it is kept. */
export interface Collection {
  /** Its name as names are compared. */
  readonly key: string;
  /** As typed. */
  readonly name: string;
  readonly note: string;
  /** The query of a smart collection; unset for a manual one. */
  readonly query?: string;
  /** Whether a person has put plugins into it. */
  readonly hasItems: boolean;
  /** The key of the collection above it. */
  readonly parent?: string;
}

/** All collections by their keys, in the order of these. */
export type Collections = ReadonlyMap<string, Collection>;

/** What is said of each collection. From name to name, since a list of all would read every plugin in them. */
const HEADS = `with recursive names (target) as (
    select min(target) from curation where owner = :owner and kind = 'collection'
    union all
    select (select min(c.target) from curation c
             where c.owner = :owner and c.kind = 'collection' and c.target > names.target)
      from names where names.target is not null)
  select target,
      (select json_group_object(c.field, c.value ->> '$') from curation c
        where c.owner = :owner and c.kind = 'collection' and c.target = names.target
          and c.value is not null and c.field in ('name', 'note', 'query', 'parent')) as said,
      exists (select 1 from curation c
        where c.owner = :owner and c.kind = 'collection' and c.target = names.target
          and c.value is not null and c.field >= 'item:' and c.field < 'item;') as has_items
    from names where target is not null order by target`;

/**
 * Reads all collections, without their plugins. Two catalogs can leave plugins
 * in a collection whose name one of them has taken back; it is not lost.
 */
export function readCollections(db: DatabaseSync): Collections {
  const rows = statement(db, HEADS).all({ owner: LOCAL_OWNER })
    .filter(({ said, has_items }) => said !== "{}" || has_items === 1);
  const known = new Set(rows.map(({ target }) => String(target)));
  return new Map(rows.map(({ target, said, has_items }) => {
    const key = String(target);
    return [key, collectionOf(key, { said, hasItems: has_items === 1 }, known)];
  }));
}

/** @param known A parent that is not among these keys has gone. */
function collectionOf(
  key: string,
  { said, hasItems }: { said: unknown; hasItems: boolean },
  known: ReadonlySet<string>,
): Collection {
  const { name = key, note = "", query, parent } = JSON.parse(String(said)) as Partial<
    Record<string, string>
  >;
  return {
    key,
    name,
    note,
    hasItems,
    ...(query === undefined ? {} : { query }),
    ...(parent === undefined || !known.has(parent) ? {} : { parent }),
  };
}

/**
 * Finds a collection by its name in any case.
 *
 * @throws {PluginaryError} `collection-not-found`.
 */
export function getCollection(collections: Collections, name: string): Collection {
  const found = collections.get(nameKey(name));
  if (found === undefined) throw missingCollection(collections, name);
  return found;
}

/** The error of a name that no collection has. */
export function missingCollection(collections: Collections, name: string): PluginaryError {
  const closest = closestWord(name, [...collections.values()].map((collection) => collection.name));
  return new PluginaryError(
    "collection-not-found",
    `There is no collection "${name}"`,
    closest === undefined
      ? 'Make one with "pluginary collection create"; "pluginary collection list" shows those that there are'
      : `Did you mean "${closest}"?`,
  );
}

/** Public ids of the plugins that a person has put into a collection, in their order. */
export function readItems(db: DatabaseSync, key: string): string[] {
  return statement(
    db,
    `select substr(field, length('item:') + 1) as id from curation
      where owner = ? and kind = 'collection' and target = ? and value is not null
        and field >= 'item:' and field < 'item;'
      order by cast(value as real), field`,
  ).all(LOCAL_OWNER, key).map(({ id }) => String(id));
}

/** Where the plugins of a collection and of those below it come from. */
export interface CollectionSources {
  /** Keys of collections that have plugins of their own. */
  readonly keys: string[];
  /** Queries of the smart ones, each with the way that leads to it. */
  readonly smart: { readonly name: string; readonly query: string; readonly chain: readonly string[] }[];
}

/**
 * Takes a collection apart, with those below it.
 *
 * @param chain The collections and saved searches that lead to it, the first one first.
 * @throws {PluginaryError} `query-circle` if it is among them, or below itself.
 */
export function sourcesOf(
  collections: Collections,
  collection: Collection,
  chain: readonly string[],
): CollectionSources {
  const below = Map.groupBy(collections.values(), ({ parent }) => parent);
  const sources: CollectionSources = { keys: [], smart: [] };
  const visit = ({ key, name, query, hasItems }: Collection, above: readonly string[]) => {
    const reference = collectionReference(name);
    const way = [...above, reference];
    if (above.includes(reference)) throw circleError(way);
    if (hasItems) sources.keys.push(key);
    if (query !== undefined) sources.smart.push({ name, query, chain: way });
    for (const child of below.get(key) ?? []) visit(child, way);
  };
  visit(collection, chain);
  return sources;
}
