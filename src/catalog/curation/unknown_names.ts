import type { DatabaseSync } from "node:sqlite";
import { TAG_SEPARATOR } from "../../model/curation/names.ts";
import { tagField } from "../../model/curation/plugin_field.ts";
import { closestWord } from "../../model/search/closest_word.ts";
import type { SearchNode } from "../../model/search/search_query.ts";
import { type Collections, readCollections } from "./collections.ts";
import { LOCAL_OWNER } from "./registers.ts";
import { usedTagFields } from "./tag_words.ts";
import { statement } from "../sqlite/statement.ts";

/** A tag or collection that a search names, and that does not exist. */
export interface UnknownName {
  readonly kind: "tag" | "collection";
  readonly name: string;
  /** A likely spelling. */
  readonly closest: string | undefined;
}

/** The tags and collections that a search names by mistake; those of stored queries in it are errors there. */
export function unknownNames(db: DatabaseSync, query: SearchNode): UnknownName[] {
  const collections = new Set(keysOf(query, "collection"));
  const tags = new Set(keysOf(query, "tag"));
  return [
    ...collections.size === 0 ? [] : unknownCollections(readCollections(db), collections),
    ...tags.size === 0 ? [] : unknownTags(db, tags),
  ];
}

/** The sentence about a name, for the person who typed it. */
export function unknownNote({ kind, name, closest }: UnknownName): string {
  return `There is no ${kind} "${name}"${closest === undefined ? "" : `; did you mean "${closest}"?`}`;
}

function keysOf(node: SearchNode, kind: UnknownName["kind"]): string[] {
  switch (node.kind) {
    case "and":
    case "or":
      return node.nodes.flatMap((child) => keysOf(child, kind));
    case "not":
      return keysOf(node.node, kind);
    case "tag":
    case "collection":
      return node.kind === kind ? [node.key] : [];
    default:
      return [];
  }
}

function unknownCollections(collections: Collections, keys: ReadonlySet<string>): UnknownName[] {
  const names = [...collections.values()].map(({ name }) => name);
  return [...keys].filter((key) => !collections.has(key))
    .map((name) => ({ kind: "collection", name, closest: closestWord(name, names) }));
}

/** A tag exists with those below it, the levels above it, and by its other names. */
function unknownTags(db: DatabaseSync, keys: ReadonlySet<string>): UnknownName[] {
  const said = statement(
    db,
    `select target, field from curation
      where owner = ? and kind = 'tag' and field in ('name', 'alias') and value is not null`,
  ).all(LOCAL_OWNER);
  const named = said.map(({ target }) => String(target));
  const aliases = said.filter(({ field }) => field === "alias").map(({ target }) => String(target));
  const known = [...named, ...usedTagFields(db).map((field) => field.slice(tagField("").length))];
  const levels = [...new Set(known.flatMap(withLevelsAbove))];
  const isKnown = (key: string) =>
    levels.includes(key) || aliases.some((alias) => key.startsWith(alias + TAG_SEPARATOR));
  return [...keys].filter((key) => !isKnown(key))
    .map((name) => ({ kind: "tag", name, closest: closestWord(name, levels) }));
}

/** `drums:kick` and `drums` of `drums:kick`. */
function withLevelsAbove(tag: string): string[] {
  const levels = tag.split(TAG_SEPARATOR);
  return levels.map((_, depth) => levels.slice(0, depth + 1).join(TAG_SEPARATOR));
}
