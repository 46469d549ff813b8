import type { DatabaseSync } from "node:sqlite";
import { TAG_SEPARATOR } from "../../model/curation/names.ts";
import { tagField } from "../../model/curation/plugin_field.ts";
import type { Tag } from "../../model/documents/curation/tags_documents.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { usageError } from "../../model/usage_error.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { readTags } from "./list_tags.ts";
import { type CurationWriter, LOCAL_OWNER, localKey, type Saying } from "./registers.ts";
import { isBelow, type NamedTag, readTag, TagBook } from "./tags.ts";

/** The tags that a change concerns, before and after. */
export interface TagsChange {
  readonly before: Tag[];
  readonly after: Tag[];
}

/**
 * Gives a tag, and those below it, another name; the old names stay as aliases.
 *
 * @throws {PluginaryError} `tag-not-found`, `usage` for a name that is taken.
 */
export function renameTag(db: DatabaseSync, writer: CurationWriter, old: string, name: string): TagsChange {
  const book = new TagBook(db);
  const tag = book.require(old);
  const target = book.place(name);
  refuseForeignAlias(book, target, tag);
  if (target.name === tag.name) {
    throw usageError(`The tag "${tag.name}" has this name already`, "Give it another name");
  }
  if (target.key !== tag.key) {
    // A tag that moves up leaves its place below the new name.
    const taken = [...(book.has(target.key) ? [target.key] : []), ...book.below(target.key)]
      .filter((key) => !isBelow(tag.key, target.key) || (key !== tag.key && !isBelow(key, tag.key)));
    if (taken.length > 0) {
      throw usageError(
        `Cannot rename "${tag.name}" to "${target.name}": there is such a tag`,
        `Make one tag of both with: tag merge '${tag.name}' '${target.name}'`,
      );
    }
  }
  return moveTags(db, writer, book, movesOf(book, tag, target));
}

/**
 * Makes one tag of several; their names become aliases, and tags below them move with them.
 *
 * @throws {PluginaryError} `tag-not-found`, `usage` for a tag that would be merged with itself, or below itself.
 */
export function mergeTags(
  db: DatabaseSync,
  writer: CurationWriter,
  names: readonly string[],
  into: string,
): TagsChange {
  const book = new TagBook(db);
  const target = book.resolve(into);
  // Those below others first: a tag that is named goes where it is told to, not with the one above it.
  const tags = names.map((name) => book.require(name)).sort((a, b) => b.key.length - a.key.length);
  for (const { key, name } of tags) {
    if (key === target.key) throw usageError(`Cannot merge "${name}" into itself`, "Name different tags");
    if (isBelow(target.key, key)) {
      throw usageError(
        `Cannot merge "${name}" into "${target.name}", which is below it`,
        "Name a tag that is not below the others",
      );
    }
  }
  const moves = new Map<string, NamedTag>();
  for (const tag of tags) {
    for (const [key, to] of movesOf(book, tag, target)) if (!moves.has(key)) moves.set(key, to);
  }
  return moveTags(db, writer, book, moves);
}

/**
 * Deletes a tag, its aliases and its color, and takes it from all plugins.
 *
 * @param withBelow Whether tags below it go with it.
 * @throws {PluginaryError} `tag-not-found`, `usage` for one with tags below it.
 */
export function deleteTag(
  db: DatabaseSync,
  writer: CurationWriter,
  typed: string,
  withBelow: boolean,
): TagsChange {
  const book = new TagBook(db);
  const { key, name } = book.require(typed);
  const below = book.below(key);
  if (below.length > 0 && !withBelow) {
    const [first] = below;
    throw usageError(
      below.length === 1
        ? `Cannot delete "${name}" alone: the tag "${book.nameOf(first!)}" is below it`
        : `Cannot delete "${name}" alone: ${below.length} tags are below it`,
      "Add --all to delete them also",
    );
  }
  const keys = [key, ...below];
  return changed(db, book, keys, () =>
    writer.setAll([
      ...pluginsWith(db, keys).map(({ id, key }): Saying => [
        localKey("plugin", id, tagField(key)),
        undefined,
      ]),
      ...keys.flatMap((key) => [
        ...["name", "color"].map((field): Saying => [localKey("tag", key, field), undefined]),
        ...book.aliasesOf(key).map((alias): Saying => [localKey("tag", alias, "alias"), undefined]),
      ]),
    ]));
}

/**
 * Gives a tag a color.
 *
 * @param color `#rrggbb`; unset to take it back.
 * @throws {PluginaryError} `tag-not-found`.
 */
export function colorTag(
  db: DatabaseSync,
  writer: CurationWriter,
  typed: string,
  color: string | undefined,
): TagsChange {
  const book = new TagBook(db);
  const { key, name } = book.require(typed);
  return changed(db, book, [key], () =>
    writer.setAll([
      [localKey("tag", key, "name"), name],
      [localKey("tag", key, "color"), color],
    ]));
}

/**
 * Gives a tag another name beside its own.
 *
 * @throws {PluginaryError} `tag-not-found`, `usage` for a name that is taken.
 */
export function aliasTag(
  db: DatabaseSync,
  writer: CurationWriter,
  alias: string,
  typed: string,
): TagsChange {
  const book = new TagBook(db);
  const tag = book.require(typed);
  const other = book.place(alias);
  if (other.key === tag.key) throw usageError(`Cannot make "${other.name}" an alias of itself`);
  if (book.has(other.key) || book.below(other.key).length > 0) {
    throw usageError(
      `Cannot make "${other.name}" an alias: there is such a tag`,
      `Make one tag of both with: tag merge '${other.name}' '${tag.name}'`,
    );
  }
  if (isBelow(tag.key, other.key)) {
    throw usageError(`Cannot make "${other.name}" an alias of "${tag.name}", which is below it`);
  }
  refuseForeignAlias(book, other, tag);
  return changed(db, book, [tag.key], () =>
    writer.setAll([
      [localKey("tag", tag.key, "name"), tag.name],
      [localKey("tag", other.key, "alias"), tag.key],
      ...book.aliasesOf(other.key).filter((one) => one !== tag.key)
        .map((one): Saying => [localKey("tag", one, "alias"), tag.key]),
    ]));
}

/**
 * Takes back another name of a tag.
 *
 * @throws {PluginaryError} `tag-not-found` for a name that is not an alias.
 */
export function unaliasTag(db: DatabaseSync, writer: CurationWriter, alias: string): TagsChange {
  const book = new TagBook(db);
  const { key, name } = readTag(alias);
  const target = book.aliasedBy(key);
  if (target === undefined) {
    throw new PluginaryError(
      "tag-not-found",
      `Cannot find an alias "${name}"`,
      '"pluginary tag list" shows the aliases of each tag',
    );
  }
  return changed(db, book, [target], () => writer.set(localKey("tag", key, "alias"), undefined));
}

function refuseForeignAlias(book: TagBook, { key, name }: NamedTag, tag: NamedTag): void {
  const owner = book.aliasedBy(key);
  if (owner === undefined || owner === tag.key || isBelow(owner, tag.key) || book.has(key)) return;
  throw usageError(
    `Cannot use "${name}": it is an alias of the tag "${book.nameOf(owner)}"`,
    `Take it back first with: tag unalias '${name}'`,
  );
}

/** New names of a tag and of those below it, by their keys. */
function movesOf(book: TagBook, tag: NamedTag, target: NamedTag): Map<string, NamedTag> {
  const moves = new Map<string, NamedTag>();
  if (book.has(tag.key)) moves.set(tag.key, target);
  const depth = tag.key.split(TAG_SEPARATOR).length;
  for (const key of book.below(tag.key)) {
    const rest = book.nameOf(key).split(TAG_SEPARATOR).slice(depth);
    const to = readTag([target.name, ...rest].join(TAG_SEPARATOR));
    moves.set(key, book.has(to.key) && to.key !== key ? { key: to.key, name: book.nameOf(to.key) } : to);
  }
  // A level without plugins of its own leaves its name as an alias also.
  if (!moves.has(tag.key)) moves.set(tag.key, target);
  return moves;
}

/** Moves tags with their plugins, colors and aliases. */
function moveTags(
  db: DatabaseSync,
  writer: CurationWriter,
  book: TagBook,
  moves: ReadonlyMap<string, NamedTag>,
): TagsChange {
  const sayings = new Map<string, Saying>();
  const say = (...[key, value]: Saying) => sayings.set(JSON.stringify(key), [key, value]);
  const left = [...moves].filter(([key, to]) => key !== to.key);
  const plugins = pluginsWith(db, left.map(([key]) => key));
  // All old ones go first, since a new one can be at the place of an old one.
  for (const { id, key } of plugins) say(localKey("plugin", id, tagField(key)), undefined);
  for (const [key] of left) {
    for (const field of ["name", "color"]) say(localKey("tag", key, field), undefined);
  }
  for (const { id, key } of plugins) say(localKey("plugin", id, tagField(moves.get(key)!.key)), true);
  const colors = new Map<string, string>();
  for (const [key, to] of moves) {
    if (book.has(key)) say(localKey("tag", to.key, "name"), to.name);
    const own = moves.has(to.key) ? undefined : book.colorOf(to.key);
    const color = colors.get(to.key) ?? own ?? book.colorOf(key);
    if (color !== undefined) colors.set(to.key, color);
  }
  for (const [key, color] of colors) say(localKey("tag", key, "color"), color);
  const goals = new Set([...moves.values()].map(({ key }) => key));
  for (const goal of goals) say(localKey("tag", goal, "alias"), undefined);
  for (const [key, to] of left) {
    for (const alias of [key, ...book.aliasesOf(key)]) {
      // A name that is in use again, or above the tag, leads nowhere else.
      if (goals.has(alias) || isBelow(to.key, alias)) continue;
      say(localKey("tag", alias, "alias"), to.key);
    }
  }
  return changed(db, book, [...moves.keys(), ...goals], () => writer.setAll([...sayings.values()]));
}

/** The plugins that have one of these tags, those outside the catalog included. */
function pluginsWith(db: DatabaseSync, keys: readonly string[]): { id: string; key: string }[] {
  const { found } = statement(
    db,
    `select json_group_array(json_object('id', c.target, 'key', wanted.value)) as found
       from json_each(:keys) as wanted
       cross join curation c indexed by curation_field_idx on c.owner = :owner and c.kind = 'plugin'
         and c.field = 'tag:' || wanted.value and c.value is not null`,
  ).get({ keys: JSON.stringify(keys), owner: LOCAL_OWNER })!;
  return fromJson<{ id: string; key: string }[]>(found)!;
}

function changed(
  db: DatabaseSync,
  book: TagBook,
  keys: readonly string[],
  write: () => unknown,
): TagsChange {
  const concerned = [...new Set(keys)].sort();
  const before = readTags(db, book, concerned);
  write();
  return { before, after: readTags(db, new TagBook(db), concerned) };
}
