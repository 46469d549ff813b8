import type { DatabaseSync } from "node:sqlite";
import { NO_CURATION } from "../../model/curation/plugin_curation.ts";
import type { Plugin, PluginCuration } from "../../model/plugin.ts";
import { readCuration } from "../curation/read_curation.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";

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
