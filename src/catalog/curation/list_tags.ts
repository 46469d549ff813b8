import type { DatabaseSync } from "node:sqlite";
import type { Tag } from "../../model/documents/curation/tags_documents.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { LOCAL_OWNER } from "./registers.ts";
import type { TagBook } from "./tags.ts";

type Count = [key: string, own: number, withBelow: number];

/**
 * Tags with their plugins in the catalog.
 *
 * @param keys Those that do not exist are left out.
 */
export function readTags(db: DatabaseSync, book: TagBook, keys: readonly string[]): Tag[] {
  const { found } = statement(
    db,
    `select json_group_array(json_array(key, own, with_below)) as found from
       (select wanted.value as key, count(distinct iif(c.field = 'tag:' || wanted.value, p.id, null)) as own,
               count(distinct p.id) as with_below
          from json_each(:keys) as wanted
          cross join curation c indexed by curation_field_idx
            on c.owner = :owner and c.kind = 'plugin' and c.value is not null
              and c.field >= 'tag:' || wanted.value and c.field < 'tag:' || wanted.value || ';'
              and (c.field = 'tag:' || wanted.value or c.field >= 'tag:' || wanted.value || ':')
          cross join plugins p on p.plugin_id = c.target
         group by wanted.key)`,
  ).get({ keys: JSON.stringify(keys), owner: LOCAL_OWNER })!;
  const counts = new Map(
    fromJson<Count[]>(found)!.map(([key, own, withBelow]) => [key, { own, withBelow }]),
  );
  return keys.filter((key) => book.has(key)).map((key) => ({
    tag: book.nameOf(key),
    plugins: counts.get(key)?.own ?? 0,
    pluginsWithBelow: counts.get(key)?.withBelow ?? 0,
    color: book.colorOf(key) ?? null,
    aliases: book.aliasesOf(key),
  }));
}
