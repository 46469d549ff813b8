import type { DatabaseSync } from "node:sqlite";
import { busTraits } from "../../model/alike/bus_traits.ts";
import { parameterTraits } from "../../model/alike/parameter_traits.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { unpackDocument } from "../plugins/description_document.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { rowStatement, statement } from "../sqlite/statement.ts";
import {
  ANY_PLUGIN,
  categoryHash,
  featureHash,
  packPlaces,
  packTraits,
  type StoredTraits,
  unpackPlaces,
  unpackTraits,
} from "./likeness_entry.ts";

/** Plugins that one transaction adds: other writers wait for about a second at most. */
const BATCH = 1000;

/** Plugins of a segment; their places in it fit into 16 bits, and an update rewrites only its segments. */
const SEGMENT = 8192;

/** Segments that an id of a posting has room for. */
const MOST_SEGMENTS = 0x10000;

/** Plugins whose entries are missing or out of date. */
const PENDING = `select id from plugins where id > (select ifnull(max(id), 0) from likeness_entries)`;

/** Whether plugins were added, changed or removed since the last update. Takes no longer in a large catalog. */
export function isLikenessStale(db: DatabaseSync): boolean {
  return statement(db, "select exists (select 1 from likeness_changes) or exists (" + PENDING + ") as stale")
    .get()!["stale"] === 1;
}

/** The number of plugins that {@linkcode updateLikeness} has to read. */
export function countStale(db: DatabaseSync): number {
  return Number(
    statement(db, `select (select count(*) from likeness_changes) + (select count(*) from (${PENDING})) as n`)
      .get()!["n"],
  );
}

/**
 * Brings the index up to date, in short transactions: an interrupted update
 * goes on where it ended, and other writers come in between.
 */
export async function updateLikeness(catalog: Catalog): Promise<void> {
  while (await catalog.write((db) => updateBatch(db, db)) > 0);
}

/** Fills an index that is not that of the catalog, which cannot be written. */
export function fillLikeness(source: DatabaseSync, index: DatabaseSync): void {
  while (updateBatch(source, index) > 0);
}

/**
 * Updates the entries and postings of some plugins.
 *
 * @param source The catalog with the plugins.
 * @param index The catalog with the index; usually the same.
 * @returns The number of plugins.
 */
function updateBatch(source: DatabaseSync, index: DatabaseSync): number {
  const changed = statement(index, "select id from likeness_changes order by id limit ?").all(BATCH)
    .map(({ id }) => Number(id));
  const last = Number(
    statement(index, "select ifnull(max(id), 0) as last from likeness_entries").get()!["last"],
  );
  const added = statement(source, "select id from plugins where id > ? order by id limit ?")
    .all(last, BATCH - changed.length).map(({ id }) => Number(id));
  const postings = new PostingChanges();
  for (const rowId of changed) {
    removeEntry(index, rowId, postings);
    statement(index, "delete from likeness_changes where id = ?").run(rowId);
  }
  for (const rowId of [...changed, ...added]) addEntry(source, index, rowId, postings);
  postings.write(index);
  return changed.length + added.length;
}

function removeEntry(index: DatabaseSync, rowId: number, postings: PostingChanges): void {
  const row = statement(index, "select traits from likeness_entries where id = ?").get(rowId);
  if (row === undefined) return;
  for (const hash of hashesOf(unpackTraits(row["traits"] as Uint8Array))) postings.remove(hash, rowId);
  statement(index, "delete from likeness_entries where id = ?").run(rowId);
}

/** Adds a plugin; one that is gone is left out. */
function addEntry(source: DatabaseSync, index: DatabaseSync, rowId: number, postings: PostingChanges): void {
  const row = statement(
    source,
    `select p.format, p.category, d.document,
       (select json_group_array(feature) from plugin_features where plugin_row_id = p.id) as features
       from plugins p left join descriptions d on d.id = p.shown_description_id where p.id = ?`,
  ).get(rowId);
  if (row === undefined) return;
  const document = row["document"] === null ? {} : unpackDocument(row["document"] as Uint8Array);
  const parameters = parameterTraits(document.parameters ?? [], row["format"] as PluginFormat);
  const features = fromJson<string[]>(row["features"])!;
  const kinds = new Set([ANY_PLUGIN, categoryHash(String(row["category"])), ...features.map(featureHash)]);
  const traits = { kinds: Uint32Array.from(kinds), parameters };
  statement(index, "insert into likeness_entries (id, parameter_count, buses, traits) values (?, ?, ?, ?)")
    .run(rowId, parameters.count, busTraits(document.buses), packTraits(traits));
  for (const hash of hashesOf(traits)) postings.add(hash, rowId);
}

function hashesOf({ kinds, parameters: { words, names } }: StoredTraits): number[] {
  return [...kinds, ...words, ...names];
}

/** Changes to postings, each of which is then read and written once. */
class PostingChanges {
  readonly #changes = new Map<number, { readonly added: Set<number>; readonly removed: Set<number> }>();

  add(hash: number, rowId: number): void {
    const { added, removed } = this.#of(hash, rowId);
    added.add(rowId % SEGMENT);
    removed.delete(rowId % SEGMENT);
  }

  remove(hash: number, rowId: number): void {
    this.#of(hash, rowId).removed.add(rowId % SEGMENT);
  }

  write(index: DatabaseSync): void {
    const read = statement(index, "select plugins from likeness_postings where id = ?");
    const save = statement(
      index,
      "insert or replace into likeness_postings (id, plugin_count, plugins) values (?, ?, ?)",
    );
    const forget = statement(index, "delete from likeness_postings where id = ?");
    // In the order of the rows, which SQLite writes faster.
    for (const [id, { added, removed }] of [...this.#changes].sort(([a], [b]) => a - b)) {
      const row = read.get(id);
      const before = row === undefined ? [] : [...unpackPlaces(row["plugins"] as Uint8Array)];
      const places = new Set([...before.filter((place) => !removed.has(place)), ...added]);
      if (places.size > 0) save.run(id, places.size, packPlaces(places));
      else if (row !== undefined) forget.run(id);
    }
  }

  #of(hash: number, rowId: number): { readonly added: Set<number>; readonly removed: Set<number> } {
    const id = firstPosting(hash) + Math.floor(rowId / SEGMENT);
    let change = this.#changes.get(id);
    if (change === undefined) this.#changes.set(id, change = { added: new Set(), removed: new Set() });
    return change;
  }
}

function firstPosting(hash: number): number {
  return hash * MOST_SEGMENTS;
}

/** The numbers of plugins that have each of these traits, in their order. */
export function countsHaving(index: DatabaseSync, hashes: readonly number[]): number[] {
  const { counts } = statement(
    index,
    `select json_group_array((
       select ifnull(sum(plugin_count), 0) from likeness_postings posting where posting.id between ${SEGMENTS_OF_HASH}
     )) as counts from json_each(?) wanted`,
  ).get(JSON.stringify(hashes))!;
  return fromJson<number[]>(counts)!;
}

/** The plugins of one segment that have a trait. */
export interface Posting {
  readonly hash: number;
  /** The row that place 0 stands for. */
  readonly first: number;
  readonly places: Uint16Array;
}

/** The postings of traits, in their order. */
export function readPostings(index: DatabaseSync, hashes: Iterable<number>): Posting[] {
  const segments = rowStatement<[id: number, plugins: Uint8Array]>(
    index,
    `select posting.id, posting.plugins from json_each(?) wanted
       cross join likeness_postings posting on posting.id between ${SEGMENTS_OF_HASH}`,
  ).all(JSON.stringify([...hashes]));
  return segments.map(([id, plugins]) => {
    const hash = Math.floor(id / MOST_SEGMENTS);
    return { hash, first: (id - firstPosting(hash)) * SEGMENT, places: unpackPlaces(plugins) };
  });
}

/** The ids of the postings of a hash. */
const SEGMENTS_OF_HASH = `wanted.value * ${MOST_SEGMENTS} and wanted.value * ${MOST_SEGMENTS} + ${
  MOST_SEGMENTS - 1
}`;
