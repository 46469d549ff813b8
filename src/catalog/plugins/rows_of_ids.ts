import type { DatabaseSync } from "node:sqlite";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";

/** The rows of plugins by their public ids; what is no id has no entry. */
export function rowsOfIds(db: DatabaseSync, pluginIds: readonly string[]): Map<string, number> {
  const { found } = statement(
    db,
    `select json_group_array(json_array(p.plugin_id, p.id)) as found
       from json_each(?) as wanted cross join plugins p on p.plugin_id = wanted.value`,
  ).get(JSON.stringify(pluginIds))!;
  return new Map(fromJson<[string, number][]>(found)!);
}
