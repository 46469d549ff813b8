import type { DatabaseSync } from "node:sqlite";
import { tagOfField } from "../../model/curation/plugin_field.ts";
import { NO_CURATION } from "../../model/curation/plugin_curation.ts";
import type { Plugin, PluginCuration } from "../../model/plugin.ts";
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
    const key = tagOfField(field);
    if (key !== undefined) {
      const tag = row["name"] === null ? key : String(row["name"]);
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

/** The plugins, each with what people say about it; all are looked up at once. */
export function withCuration<P extends Pick<Plugin, "id">>(
  db: DatabaseSync,
  plugins: readonly P[],
): (P & Pick<Plugin, "curation">)[] {
  const curationOf = curationAmong(db, () => plugins.map(({ id }) => id));
  return plugins.map((plugin) => ({ ...plugin, curation: curationOf(plugin.id) }));
}

/** Looks up what people say about the plugins of some rows, to be asked for by their public ids. */
export function curationOfRows(db: DatabaseSync, rowIds: readonly number[]): (id: string) => PluginCuration {
  return curationAmong(db, () => {
    const { ids } = statement(
      db,
      "select json_group_array(plugin_id) as ids from plugins where id in (select value from json_each(?))",
    ).get(JSON.stringify(rowIds))!;
    return fromJson<string[]>(ids)!;
  });
}

/** Looks up what people say about some plugins; where nothing at all is said, that is not even tried. */
export function curationAmong(db: DatabaseSync, ids: () => string[]): (id: string) => PluginCuration {
  const isAnythingSaid = statement(db, "select 1 from curation limit 1").get() !== undefined;
  if (!isAnythingSaid) return () => NO_CURATION;
  const said = readCuration(db, ids());
  return (id) => said.get(id) ?? NO_CURATION;
}
