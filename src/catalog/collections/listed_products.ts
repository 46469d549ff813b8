import type { DatabaseSync } from "node:sqlite";
import { answerSiblings, siblingGroups } from "../search/answer_siblings.ts";
import type { Sibling } from "../search/search_twins.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";

/**
 * Each plugin with those of its other formats that are among the rows, as a
 * search for them shows it once.
 */
export function listedProducts(db: DatabaseSync, rows: readonly number[]): number[][] {
  const { found } = statement(
    db,
    `select json_group_array(json_object('id', e.id, 'format', e.format, 'nameKey', e.name_key)
         order by wanted.key) as found
       from json_each(?) as wanted cross join search_entries e on e.id = wanted.value`,
  ).get(JSON.stringify(rows))!;
  const entries = fromJson<Sibling[]>(found)!;
  return siblingGroups(entries, answerSiblings(db, entries)).map((group) => group.map(({ id }) => id));
}
