import type { DatabaseSync } from "node:sqlite";
import { itemField } from "../../model/curation/plugin_field.ts";
import { nameKey } from "../../model/curation/names.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { circleError, collectionReference } from "../../model/search/saved_search.ts";
import { usageError } from "../../model/usage_error.ts";
import {
  type Collection,
  type Collections,
  getCollection,
  readCollections,
  readItems,
} from "../curation/collections.ts";
import { type CurationWriter, LOCAL_OWNER, localKey } from "../curation/registers.ts";
import { statement } from "../sqlite/statement.ts";
import { renameInQueries } from "./stored_queries.ts";
import { checkCircle, checkCollection } from "./check_stored.ts";

/** The collections of a catalog, to be changed. */
export class CollectionEditor {
  readonly #db: DatabaseSync;
  readonly #writer: CurationWriter | undefined;

  /** @param writer Unset to learn only of the changes. */
  constructor(db: DatabaseSync, writer: CurationWriter | undefined) {
    this.#db = db;
    this.#writer = writer;
  }

  /** All collections as they are now. */
  get collections(): Collections {
    return readCollections(this.#db);
  }

  /** @throws {PluginaryError} `collection-not-found`. */
  get(name: string): Collection {
    return getCollection(this.collections, name);
  }

  /**
   * Makes a collection; one with a query is smart.
   *
   * @throws {PluginaryError} `collection-exists`, `collection-not-found` for the
   *     parent, `stored-query` and `query-circle` for the query.
   */
  create(
    { name, query, parent, note = "" }: {
      readonly name: string;
      readonly query?: string | undefined;
      readonly parent?: string | undefined;
      readonly note?: string | undefined;
    },
  ): Collection {
    const key = nameKey(name);
    this.#requireFree(key, `Cannot create "${name}"`);
    const above = parent === undefined ? undefined : this.get(parent);
    this.#set(key, { name, query, parent: above?.key, note: note === "" ? undefined : note });
    checkCollection(this.#db, key);
    return this.get(name);
  }

  /**
   * Puts plugins at the end of a manual collection.
   *
   * @returns Those that were not in it.
   */
  add(collection: Collection, ids: readonly string[]): string[] {
    requireManual(collection, "add plugins to");
    const items = readItems(this.#db, collection.key);
    const known = new Set(items);
    const added = [...new Set(ids)].filter((id) => !known.has(id));
    const last = lastPosition(this.#db, collection.key);
    added.forEach((id, index) => this.#setField(collection.key, itemField(id), last + index + 1));
    return added;
  }

  /**
   * Takes plugins out of a collection.
   *
   * @returns Those that were in it.
   */
  remove(collection: Collection, ids: readonly string[]): string[] {
    const known = new Set(readItems(this.#db, collection.key));
    if (known.size === 0) requireManual(collection, "remove plugins from");
    const removed = [...new Set(ids)].filter((id) => known.has(id));
    for (const id of removed) this.#setField(collection.key, itemField(id), undefined);
    return removed;
  }

  /**
   * Moves plugins to another place in the order.
   *
   * @param products All plugins in their order, each with its formats.
   * @param ids The plugins to move, in the order that they get.
   * @param to The place of the first one of them, counted from 1; a place behind the end is the end.
   */
  move(
    collection: Collection,
    products: readonly (readonly string[])[],
    ids: readonly string[],
    to: number,
  ): string[] {
    requireManual(collection, "order");
    const productOf = new Map(products.flatMap((product) => product.map((id) => [id, product] as const)));
    const moved = new Set(ids.flatMap((id) => {
      const product = productOf.get(id);
      return product === undefined ? [] : [product];
    }));
    const others = products.filter((product) => !moved.has(product));
    const order = [...others.slice(0, to - 1), ...moved, ...others.slice(to - 1)].flat();
    order.forEach((id, index) => this.#setField(collection.key, itemField(id), index + 1));
    return [...moved].flat();
  }

  /**
   * Gives a collection another name, also in the queries that name it.
   *
   * @returns The collection, and whose queries have changed.
   * @throws {PluginaryError} `collection-exists`.
   */
  rename(collection: Collection, name: string): { collection: Collection; others: string[] } {
    const key = nameKey(name);
    if (key === collection.key) {
      this.#setField(key, "name", name);
      return { collection: this.get(name), others: [] };
    }
    this.#requireFree(key, `Cannot rename "${collection.name}"`);
    const below = this.#below(collection.key);
    for (const { field, value } of this.#registers(collection.key)) {
      this.#setField(key, field, JSON.parse(value));
      this.#setField(collection.key, field, undefined);
    }
    this.#setField(key, "name", name);
    for (const child of below) this.#setField(child.key, "parent", key);
    const others = this.#writer === undefined
      ? []
      : renameInQueries(this.#db, this.#writer, { kind: "collection", key: collection.key }, name);
    checkCircle(() => checkCollection(this.#db, key));
    return { collection: this.get(name), others };
  }

  /**
   * Puts the plugins, the notes and the collections below several collections
   * into one, which is made if it does not exist.
   *
   * @returns The collection, and those that are gone.
   * @throws {PluginaryError} `usage` for smart collections, and for one that is named twice.
   */
  merge(
    names: readonly string[],
    into: string,
  ): { collection: Collection; merged: Collection[]; added: string[] } {
    const sources = names.map((name) => this.get(name));
    const key = nameKey(into);
    const keys = [key, ...sources.map((source) => source.key)];
    const twice = sources.find((source) => keys.indexOf(source.key) !== keys.lastIndexOf(source.key));
    if (twice !== undefined) {
      throw usageError(`Cannot merge "${twice.name}" with itself`, "Name each collection once");
    }
    const known = this.collections.get(key);
    for (const one of [...sources, ...known === undefined ? [] : [known]]) requireManual(one, "merge");
    const gone = new Set(sources.map((source) => source.key));
    const target = known ?? this.create({ name: into, parent: this.#nearest(sources[0]!, gone)?.name });
    const added = sources.flatMap((source) => this.add(target, readItems(this.#db, source.key)));
    const note = [...new Set([target, ...sources].map((one) => one.note).filter((note) => note !== ""))].join(
      "; ",
    );
    this.#setField(key, "note", note === "" ? undefined : note);
    const above = this.#nearest(target, gone);
    this.#setField(key, "parent", above?.key);
    for (const source of sources) {
      for (const child of this.#below(source.key)) {
        if (child.key !== key && !gone.has(child.key)) this.#setField(child.key, "parent", key);
      }
      this.#forget(source.key);
    }
    checkCircle(() => checkCollection(this.#db, key));
    return { collection: this.get(into), merged: sources, added };
  }

  /**
   * Deletes a collection; those below it move up to the one above it.
   *
   * @returns The collections that have moved.
   */
  delete(collection: Collection): Collection[] {
    const moved = this.#below(collection.key);
    for (const child of moved) this.#setField(child.key, "parent", collection.parent);
    this.#forget(collection.key);
    return moved;
  }

  /**
   * Puts a collection below another one, or at the top.
   *
   * @throws {PluginaryError} `query-circle` below itself.
   */
  nest(collection: Collection, parent: Collection | undefined): Collection {
    if (parent?.key === collection.key) throw circleError(Array(2).fill(collectionReference(parent.name)));
    this.#setField(collection.key, "parent", parent?.key);
    checkCircle(() => checkCollection(this.#db, collection.key));
    return this.get(collection.name);
  }

  /** Writes a note; an empty one is taken back. */
  note(collection: Collection, note: string): Collection {
    this.#setField(collection.key, "note", note === "" ? undefined : note);
    return this.get(collection.name);
  }

  /** @throws {PluginaryError} `usage` for a manual collection, `stored-query` and `query-circle` for the query. */
  changeQuery(collection: Collection, query: string): Collection {
    if (collection.query === undefined) {
      throw usageError(
        `Cannot give "${collection.name}" a query: it is a manual collection`,
        'Make a smart one with "pluginary collection create NAME --query QUERY"',
      );
    }
    this.#setField(collection.key, "query", query);
    checkCollection(this.#db, collection.key);
    return this.get(collection.name);
  }

  #set(key: string, said: Readonly<Record<"name" | "query" | "parent" | "note", string | undefined>>): void {
    for (const [field, value] of Object.entries(said)) {
      if (value !== undefined) this.#setField(key, field, value);
    }
  }

  #setField(key: string, field: string, value: unknown): void {
    this.#writer?.set(localKey("collection", key, field), value);
  }

  #registers(key: string): { field: string; value: string }[] {
    return statement(
      this.#db,
      `select field, value from curation
        where owner = ? and kind = 'collection' and target = ? and value is not null order by field`,
    ).all(LOCAL_OWNER, key).map(({ field, value }) => ({ field: String(field), value: String(value) }));
  }

  #forget(key: string): void {
    for (const { field } of this.#registers(key)) this.#setField(key, field, undefined);
  }

  #below(key: string): Collection[] {
    return [...this.collections.values()].filter(({ parent }) => parent === key);
  }

  /** The nearest collection above one that stays. */
  #nearest({ parent }: Collection, gone: ReadonlySet<string>): Collection | undefined {
    const { collections } = this;
    const seen = new Set<string>();
    while (parent !== undefined && gone.has(parent) && !seen.has(parent)) {
      seen.add(parent);
      parent = collections.get(parent)?.parent;
    }
    return parent === undefined || gone.has(parent) ? undefined : collections.get(parent);
  }

  #requireFree(key: string, what: string): void {
    const taken = this.collections.get(key);
    if (taken === undefined) return;
    throw new PluginaryError(
      "collection-exists",
      `${what}: there is a collection "${taken.name}"`,
      'Choose another name, or use "pluginary collection merge"',
    );
  }
}

function lastPosition(db: DatabaseSync, key: string): number {
  const { last } = statement(
    db,
    `select max(cast(value as real)) as last from curation
      where owner = ? and kind = 'collection' and target = ? and value is not null
        and field >= 'item:' and field < 'item;'`,
  ).get(LOCAL_OWNER, key)!;
  return Math.ceil(Number(last ?? 0));
}

function requireManual({ name, query }: Collection, action: string): void {
  if (query === undefined) return;
  throw usageError(
    `Cannot ${action} "${name}": it is a smart collection, which its query fills`,
    'Change its query with "pluginary collection query"',
  );
}
