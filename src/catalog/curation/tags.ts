import type { DatabaseSync } from "node:sqlite";
import { MAXIMUM_TAG_DEPTH, nameKey, parseTag, TAG_SEPARATOR } from "../../model/curation/names.ts";
import { tagField } from "../../model/curation/plugin_field.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { closestWord } from "../../model/search/closest_word.ts";
import { usageError } from "../../model/usage_error.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { curatePlugins, type PluginChange } from "./curate_plugins.ts";
import { type CurationWriter, LOCAL_OWNER, localKey, type Saying } from "./registers.ts";

/** The most tags that a plugin can have. */
export const MAXIMUM_PLUGIN_TAGS = 1000;

/** A tag by the name that is shown and the key by which it is known. */
export interface NamedTag {
  readonly key: string;
  readonly name: string;
}

/** All tags and their other names, without their plugins. */
export class TagBook {
  readonly #names = new Map<string, string>();
  readonly #colors = new Map<string, string>();
  readonly #aliases = new Map<string, string>();
  readonly #keys = new Set<string>();

  constructor(db: DatabaseSync) {
    const { said } = statement(
      db,
      `select json_group_array(json_array(target, field, value ->> '$')) as said from curation
        where owner = ? and kind = 'tag' and value is not null and field in ('name', 'color', 'alias')`,
    ).get(LOCAL_OWNER)!;
    const maps = { name: this.#names, color: this.#colors, alias: this.#aliases };
    for (const [key, field, value] of fromJson<[string, keyof typeof maps, string][]>(said)!) {
      maps[field].set(key, value);
    }
    for (const key of this.#names.keys()) this.#keys.add(key);
    for (const { key } of statement(db, USED_TAGS).all({ owner: LOCAL_OWNER })) this.#keys.add(String(key));
  }

  /** The tags that exist, in the order of their keys; levels above them are not among them. */
  get keys(): string[] {
    return [...this.#keys].sort();
  }

  nameOf(key: string): string {
    return this.#names.get(key) ?? key;
  }

  colorOf(key: string): string | undefined {
    return this.#colors.get(key);
  }

  /** The tag of which a key is another name. */
  aliasedBy(key: string): string | undefined {
    return this.#aliases.get(key);
  }

  /** Other names of a tag. */
  aliasesOf(key: string): string[] {
    return [...this.#aliases].filter(([, target]) => target === key).map(([alias]) => alias).sort();
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** The tags below a level. */
  below(key: string): string[] {
    return this.keys.filter((one) => isBelow(one, key));
  }

  /** The tag that a person means, by any of its names or those of a level above it. */
  resolve(typed: string): NamedTag {
    let tag = readTag(typed);
    // Each alias leads to a tag; after a merge of catalogs it can lead to another alias, or in a circle.
    for (let step = 0; step < MAXIMUM_TAG_DEPTH && !this.has(tag.key); step++) {
      const levels = tag.name.split(TAG_SEPARATOR);
      const depth = levels.findLastIndex((_, index) => this.#isAlias(keyOf(levels.slice(0, index + 1)))) + 1;
      if (depth === 0) break;
      const target = this.nameOf(this.#aliases.get(keyOf(levels.slice(0, depth)))!);
      tag = readTag([target, ...levels.slice(depth)].join(TAG_SEPARATOR));
    }
    return { key: tag.key, name: this.#names.get(tag.key) ?? tag.name };
  }

  /** The place of a new name: the levels above it by any of their names, its own as typed. */
  place(typed: string): NamedTag {
    const levels = readTag(typed).name.split(TAG_SEPARATOR);
    if (levels.length === 1) return readTag(typed);
    const above = this.resolve(levels.slice(0, -1).join(TAG_SEPARATOR));
    return readTag([above.name, levels.at(-1)!].join(TAG_SEPARATOR));
  }

  #isAlias(key: string): boolean {
    return this.#aliases.has(key) && !this.#keys.has(key);
  }

  /**
   * The tag that a person means, which exists; a level above tags does also.
   *
   * @throws {PluginaryError} `tag-not-found`.
   */
  require(typed: string): NamedTag {
    const tag = this.resolve(typed);
    if (this.has(tag.key) || this.below(tag.key).length > 0) return tag;
    const near = closestWord(tag.key, [...this.#keys, ...this.#aliases.keys()]);
    throw new PluginaryError(
      "tag-not-found",
      `Cannot find a tag "${tag.name}"`,
      near === undefined ? '"pluginary tag list" shows all tags' : `Did you mean "${this.nameOf(near)}"?`,
    );
  }
}

/** From tag to tag, since a list of all of them would read each plugin's. */
const USED_TAGS = `with recursive used (field) as (
   select min(field) from curation
    where owner = :owner and kind = 'plugin' and value is not null and field >= 'tag:' and field < 'tag;'
   union all
   select (select min(c.field) from curation c
            where c.owner = :owner and c.kind = 'plugin' and c.value is not null
              and c.field > used.field and c.field < 'tag;')
     from used where used.field is not null)
 select substr(field, length('tag:') + 1) as key from used where field is not null`;

/**
 * Reads a tag as typed, whatever tags there are.
 *
 * @throws {PluginaryError} `usage`, as `parseTag()`.
 */
export function readTag(typed: string): NamedTag {
  const name = parseTag(typed);
  return { key: keyOf(name.split(TAG_SEPARATOR)), name };
}

function keyOf(levels: readonly string[]): string {
  const key = nameKey(levels.join(TAG_SEPARATOR));
  // Signs that look like the separator become it in a key.
  if (key.split(TAG_SEPARATOR).some((level) => level.trim() === "")) {
    throw usageError(`A level of the tag "${levels.join(TAG_SEPARATOR)}" is empty`);
  }
  return key;
}

/** Whether a tag is below a level, by their keys. */
export function isBelow(key: string, above: string): boolean {
  return key.startsWith(above + TAG_SEPARATOR);
}

/**
 * Tags plugins, and makes the tag if it is new.
 *
 * @param typed The tag, by any of its names.
 * @param writer Unset to learn only of the changes.
 * @throws {PluginaryError} `usage` for a plugin that has too many tags.
 */
export function addTag(
  db: DatabaseSync,
  typed: string,
  rows: readonly number[],
  writer?: CurationWriter,
): { readonly tag: string; readonly changes: PluginChange[] } {
  const book = new TagBook(db);
  const known = book.resolve(typed);
  // A new tag takes the names of the levels above it as they are written already.
  const { key, name } = book.has(known.key) ? known : book.place(known.name);
  const field = tagField(key);
  const changes = curatePlugins(db, rows, field, true);
  const news = changes.filter(({ before }) => before === null);
  if (book.keys.length >= MAXIMUM_PLUGIN_TAGS) checkRoom(db, news, name);
  writer?.setAll([
    [localKey("tag", key, "name"), name],
    ...news.map(({ id }): Saying => [localKey("plugin", id, field), true]),
  ]);
  return { tag: name, changes };
}

/**
 * Takes a tag from plugins; those below it stay.
 *
 * @throws {PluginaryError} `tag-not-found`.
 */
export function removeTag(
  db: DatabaseSync,
  typed: string,
  rows: readonly number[],
  writer?: CurationWriter,
): { readonly tag: string; readonly changes: PluginChange[] } {
  const { key, name } = new TagBook(db).require(typed);
  return { tag: name, changes: curatePlugins(db, rows, tagField(key), undefined, writer) };
}

function checkRoom(db: DatabaseSync, plugins: readonly PluginChange[], tag: string): void {
  const full = statement(
    db,
    `select c.target as id from json_each(:ids) as wanted
       cross join curation c on c.owner = :owner and c.kind = 'plugin' and c.target = wanted.value
         and c.field >= 'tag:' and c.field < 'tag;' and c.value is not null
      group by c.target having count(*) >= ${MAXIMUM_PLUGIN_TAGS} limit 1`,
  ).get({ ids: JSON.stringify(plugins.map(({ id }) => id)), owner: LOCAL_OWNER });
  if (full === undefined) return;
  const { name } = plugins.find(({ id }) => id === full["id"])!;
  throw usageError(
    `Cannot tag "${name}" with "${tag}": it has ${MAXIMUM_PLUGIN_TAGS} tags, and more are not accepted`,
    "Take a tag from it first, or merge tags",
  );
}
