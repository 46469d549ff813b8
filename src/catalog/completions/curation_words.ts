import { TAG_SEPARATOR } from "../../model/curation/names.ts";
import { LOCAL_OWNER } from "../curation/registers.ts";
import { usedTagFields } from "../curation/tag_words.ts";
import type { KnownWord, WordSource } from "./known_words.ts";

/** All tags as typed, and the levels above them, in order. */
export function tagNames(db: WordSource): KnownWord[] {
  const names = namesOf(db, "tag");
  const keys = [...names.keys(), ...usedTagFields(db).map((field) => field.slice("tag:".length))];
  const tags = keys.flatMap((key) => levelsUpTo(names.get(key) ?? key));
  return [...new Set(tags)].sort().map((word) => ({ word, about: "" }));
}

/** All collections as typed, in order. */
export function collectionNames(db: WordSource): KnownWord[] {
  return [...namesOf(db, "collection").values()].sort().map((word) => ({ word, about: "" }));
}

/** `drums` and `drums:kick` of `drums:kick`. */
function levelsUpTo(tag: string): string[] {
  const levels = tag.split(TAG_SEPARATOR);
  return levels.map((_, depth) => levels.slice(0, depth + 1).join(TAG_SEPARATOR));
}

/** The names of things as typed, by their keys. */
function namesOf(db: WordSource, kind: "tag" | "collection"): Map<string, string> {
  const rows = db.prepare(
    `select target, value ->> '$' as name from curation
      where owner = ? and kind = ? and field = 'name' and value is not null`,
  ).all(LOCAL_OWNER, kind);
  return new Map(rows.map(({ target, name }) => [String(target), String(name)]));
}
