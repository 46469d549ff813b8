import type { DatabaseSync } from "node:sqlite";
import { nameKey, TAG_SEPARATOR } from "../../model/curation/names.ts";
import { tagField } from "../../model/curation/plugin_field.ts";
import { statement } from "../sqlite/statement.ts";
import { LOCAL_OWNER } from "./registers.ts";

/** From one tag to the next, since each of them can be on very many plugins. */
const TAG_FIELDS = `with recursive found (field) as (
   select min(field) from curation
    where owner = '${LOCAL_OWNER}' and kind = 'plugin' and value is not null
      and field >= 'tag:' and field < 'tag;'
   union all
   select (select min(c.field) from curation c
            where c.owner = '${LOCAL_OWNER}' and c.kind = 'plugin' and c.value is not null
              and c.field > found.field and c.field < 'tag;')
     from found where found.field is not null)
 select field from found where field is not null`;

/** The registers of the tags that plugins have. */
export function usedTagFields(db: DatabaseSync): string[] {
  return statement(db, TAG_FIELDS).all().map(({ field }) => String(field));
}

/** Those of the registers whose tags a word names; see {@linkcode placeInTag}. */
export function fieldsNamedBy(fields: readonly string[], word: string): string[] {
  return fields.filter((field) => placeInTag(field.slice(tagField("").length), word) !== undefined);
}

/** Where a word that names a tag stands in it: it is the whole name, or one of its levels. */
export function placeInTag(tag: string, word: string): [from: number, to: number] | undefined {
  const key = nameKey(word);
  if (nameKey(tag) === key) return [0, tag.length];
  let at = 0;
  for (const level of tag.split(TAG_SEPARATOR)) {
    if (nameKey(level) === key) return [at, at + level.length];
    at += level.length + TAG_SEPARATOR.length;
  }
  return undefined;
}
