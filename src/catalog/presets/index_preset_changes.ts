import type { DatabaseSync } from "node:sqlite";
import { indexPlugins } from "../plugins/search_index.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { statement } from "../sqlite/statement.ts";
import { indexPresets } from "./rows/preset_index.ts";

/** Presets and plugins that are indexed in one transaction, so that other writers get their turn. */
const PRESETS_AT_ONCE = 5000;
const PLUGINS_AT_ONCE = 200;

/**
 * Lets search find presets that were stored or removed, and plugins by them.
 * What a stopped program leaves to be done, the next call does.
 */
export async function indexPresetChanges(catalog: Catalog): Promise<void> {
  if (!await catalog.read(hasChanges)) return;
  while (await catalog.write((db) => indexPresets(db, PRESETS_AT_ONCE)) > 0);
  while (await catalog.write(indexSomePlugins) > 0);
}

function hasChanges(db: DatabaseSync): boolean {
  return statement(
    db,
    `select 1 where exists (select 1 from presets indexed by presets_unindexed_idx where is_indexed = 0)
       or exists (select 1 from preset_changes)`,
  ).get() !== undefined;
}

/** @returns The number of plugins that are done. */
function indexSomePlugins(db: DatabaseSync): number {
  const rows = statement(
    db,
    `select c.id as change, p.id from preset_changes c left join plugins p on p.plugin_id = c.plugin_id
      order by c.id limit ${PLUGINS_AT_ONCE}`,
  ).all();
  indexPlugins(db, rows.flatMap(({ id }) => id === null ? [] : [Number(id)]));
  statement(db, "delete from preset_changes where id in (select value from json_each(?))")
    .run(JSON.stringify(rows.map(({ change }) => change)));
  return rows.length;
}
