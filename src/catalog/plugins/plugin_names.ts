import type { DatabaseSync } from "node:sqlite";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";

/** The names of plugins by their public ids; those outside the catalog have no entry. */
export function namesOfPlugins(db: DatabaseSync, pluginIds: readonly string[]): Map<string, string> {
  const { found } = statement(
    db,
    `select json_group_array(json_array(p.plugin_id, p.name)) as found
       from json_each(?) as wanted cross join plugins p on p.plugin_id = wanted.value`,
  ).get(JSON.stringify(pluginIds))!;
  return new Map(fromJson<[string, string][]>(found)!);
}
