import type { DatabaseSync } from "node:sqlite";
import { NO_CURATION } from "../../model/curation/plugin_curation.ts";
import type { PluginCuration } from "../../model/plugin.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { LOCAL_OWNER } from "./registers.ts";

/**
 * All that is said about these plugins, by their public ids. Those about which
 * nothing is said have no entry.
 */
export function readCuration(
  db: DatabaseSync,
  pluginIds: readonly string[],
): Map<string, PluginCuration> {
  const found = new Map<string, PluginCuration>();
  const change = (id: string, said: Partial<PluginCuration>) =>
    found.set(id, { ...(found.get(id) ?? NO_CURATION), ...said });
  const rows = statement(
    db,
    `select c.target as id, c.field, c.value, t.value ->> '$' as name
       from json_each(:ids) as wanted
       cross join curation c on c.owner = :owner and c.kind = 'plugin' and c.target = wanted.value
       left join curation t on c.field like 'tag:%' and t.owner = :owner and t.kind = 'tag'
         and t.target = substr(c.field, length('tag:') + 1) and t.field = 'name'
      where c.value is not null order by c.target, c.field`,
  ).all({ ids: JSON.stringify(pluginIds), owner: LOCAL_OWNER });
  for (const row of rows) {
    const id = String(row["id"]);
    const field = String(row["field"]);
    const value = fromJson<unknown>(row["value"]);
    if (field === "favorite") change(id, { isFavorite: true });
    else if (field === "hidden") change(id, { isHidden: true });
    else if (field === "rating") change(id, { rating: Number(value) });
    else if (field === "note") change(id, { note: String(value) });
    else if (field.startsWith("tag:")) {
      const tag = row["name"] === null ? field.slice("tag:".length) : String(row["name"]);
      change(id, { tags: [...found.get(id)?.tags ?? [], tag] });
    }
  }
  for (const { id, name } of collectionsOf(db, pluginIds)) {
    change(id, { collections: [...found.get(id)?.collections ?? [], name] });
  }
  return found;
}

function collectionsOf(db: DatabaseSync, pluginIds: readonly string[]): { id: string; name: string }[] {
  return statement(
    db,
    `select wanted.value as id, ifnull(n.value ->> '$', c.target) as name
       from json_each(:ids) as wanted
       cross join curation c indexed by curation_field_idx on c.owner = :owner and c.kind = 'collection'
         and c.field = 'item:' || wanted.value and c.value is not null
       left join curation n on n.owner = :owner and n.kind = 'collection' and n.target = c.target
         and n.field = 'name'
      order by wanted.value, c.target`,
  ).all({ ids: JSON.stringify(pluginIds), owner: LOCAL_OWNER })
    .map(({ id, name }) => ({ id: String(id), name: String(name) }));
}
