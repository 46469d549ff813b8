import type { DatabaseSync } from "node:sqlite";
import { nameKey, parseName } from "../../model/curation/names.ts";
import { itemField, tagField } from "../../model/curation/plugin_field.ts";
import type { CurationKind, Register } from "../../model/curation/register.ts";
import type { SaidFile, SaidPlugin } from "../../model/curation/said_plugin.ts";
import { curatedProductsOf } from "../alike/products.ts";
import { findRegister, localKey } from "../curation/registers.ts";
import { TagBook } from "../curation/tags.ts";
import { statement } from "../sqlite/statement.ts";
import { type KnownPlugin, NamedPlugins } from "./named_plugins.ts";

/** What a file says, as registers, and the plugins that the catalog does not have. */
export interface SaidRegisters {
  readonly registers: readonly Register[];
  /** As the file names them. */
  readonly unmatched: readonly string[];
}

/**
 * Translates what a file of another program says into registers.
 *
 * @param fileTime The time of what has none of its own.
 */
export function saidRegisters(
  db: DatabaseSync,
  { source, plugins, tags, isExact }: SaidFile,
  fileTime: string,
  { only, places = new Map() }: {
    readonly only: boolean;
    /** The last places of collections, where several files are translated before they are stored. */
    readonly places?: Map<string, number>;
  },
): SaidRegisters {
  const translation = new Translation(db, `import:${source}`, places);
  const names = new NamedPlugins(db);
  const unmatched = new Set<string>();
  for (const said of plugins) {
    const { plugin, shown, updatedAt = fileTime } = said;
    const found = names.find(plugin);
    if (found === undefined) unmatched.add(shown);
    // A public id means the same plugin everywhere, so what is said waits for it.
    if (plugin.by === "id") translation.say(said, updatedAt, found?.id ?? plugin.id, []);
    else if (found !== undefined) {
      translation.say(said, updatedAt, found.id, only || isExact ? [] : formatsOf(db, found));
    }
  }
  for (const tag of tags) translation.tagKey(tag, fileTime);
  return { registers: translation.registers, unmatched: [...unmatched] };
}

/** The ids of a plugin's other formats. */
function formatsOf(db: DatabaseSync, { row }: KnownPlugin): string[] {
  return curatedProductsOf(db, [row]).flat().filter((other) => other !== row).map((other) =>
    String(statement(db, "select plugin_id from plugins where id = ?").get(other)!["plugin_id"])
  );
}

/** Collects the registers of one file, whose writer is the program that it belongs to. */
class Translation {
  readonly #db: DatabaseSync;
  readonly #writer: string;
  readonly #book: TagBook;
  readonly #places: Map<string, number>;
  readonly #items = new Set<string>();
  readonly registers: Register[] = [];

  constructor(db: DatabaseSync, writer: string, places: Map<string, number>) {
    this.#db = db;
    this.#writer = writer;
    this.#book = new TagBook(db);
    this.#places = places;
  }

  /** @param others Formats that share it; what is hidden is hidden in the named one alone. */
  say(said: SaidPlugin, at: string, named: string, others: readonly string[]): void {
    if (said.isHidden !== undefined) this.#add("plugin", named, "hidden", said.isHidden || undefined, at);
    const tags = (said.tags ?? []).map((tag) => this.tagKey(tag, at));
    const collections = (said.collections ?? []).map((name) => this.#collectionKey(name, at));
    for (const id of [named, ...others]) {
      if (said.isFavorite !== undefined) {
        this.#add("plugin", id, "favorite", said.isFavorite || undefined, at);
      }
      if (said.rating !== undefined) this.#add("plugin", id, "rating", said.rating, at);
      if (said.note !== undefined) this.#add("plugin", id, "note", said.note, at);
      for (const key of tags) this.#add("plugin", id, tagField(key), true, at);
      for (const key of collections) this.#addItem(key, id, at);
    }
  }

  /** The key of the tag that a file means, by any of its names; one that has no name yet gets this one. */
  tagKey(text: string, at: string): string {
    const { key, name } = this.#book.resolve(text);
    this.#name("tag", key, name, at);
    return key;
  }

  #collectionKey(text: string, at: string): string {
    const name = parseName(text, "collection");
    this.#name("collection", nameKey(name), name, at);
    return nameKey(name);
  }

  #name(kind: CurationKind, key: string, name: string, at: string): void {
    if (this.#said(kind, key, "name") === undefined) this.#add(kind, key, "name", name, at);
  }

  /** At the end of the collection, unless the plugin is in it. */
  #addItem(key: string, id: string, at: string): void {
    const item = JSON.stringify([key, id]);
    if (this.#items.has(item) || this.#said("collection", key, itemField(id)) !== undefined) return;
    this.#items.add(item);
    const place = this.#places.get(key) ?? this.#lastPlace(key);
    this.#places.set(key, place + 1);
    this.#add("collection", key, itemField(id), place + 1, at);
  }

  #lastPlace(key: string): number {
    const { last } = statement(
      this.#db,
      `select max(cast(value as real)) as last from curation
        where owner = ? and kind = 'collection' and target = ? and field like 'item:%' and value is not null`,
    ).get(localKey("collection", key, "").owner, key)!;
    return Number(last ?? 0);
  }

  #said(kind: CurationKind, target: string, field: string): unknown {
    const json = findRegister(this.#db, localKey(kind, target, field));
    return json === undefined ? undefined : JSON.parse(json);
  }

  #add(kind: CurationKind, target: string, field: string, value: unknown, updatedAt: string): void {
    const json = value === undefined ? null : JSON.stringify(value);
    this.registers.push({ ...localKey(kind, target, field), value: json, updatedAt, writer: this.#writer });
  }
}
