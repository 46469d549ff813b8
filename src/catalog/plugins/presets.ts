import type { DatabaseSync } from "node:sqlite";
import type { Plugin, Preset } from "../../model/plugin.ts";
import { statement } from "../sqlite/statement.ts";

/**
 * Saves the presets that a module contributes to a plugin and removes its
 * former ones, in the caller's transaction.
 *
 * A preset that two modules contribute belongs to the module scanned last.
 *
 * @returns Whether the plugin's presets have changed.
 */
export function savePresets(db: DatabaseSync, moduleId: number, plugin: Plugin, at: string): boolean {
  const { id, presets = [] } = plugin;
  const before = statement(
    db,
    "select id, name, location, load_key from presets where plugin_id = ? and module_id = ?",
  ).all(id, moduleId);
  const known = new Map(before.map((row) => [keyOf(String(row["location"]), String(row["load_key"])), row]));
  const insert = statement(
    db,
    `insert into presets (plugin_id, module_id, name, location, load_key, added_at) values (?, ?, ?, ?, ?, ?)
     on conflict (plugin_id, location, load_key) do update set module_id = excluded.module_id, name = excluded.name`,
  );
  let hasChanged = false;
  for (const { name, location, loadKey } of presets) {
    const key = keyOf(location, loadKey);
    const isKnown = known.get(key)?.["name"] === name;
    known.delete(key);
    if (isKnown) continue;
    hasChanged = true;
    insert.run(id, moduleId, name, location, loadKey, at);
  }
  for (const row of known.values()) statement(db, "delete from presets where id = ?").run(row["id"]!);
  return hasChanged || known.size > 0;
}

/** A plugin's presets, by their names. */
export function listPresets(db: DatabaseSync, pluginId: string): Preset[] {
  const rows = statement(
    db,
    `select name, location, load_key from presets where plugin_id = ?
      order by name collate nocase, name, location, load_key`,
  ).all(pluginId);
  return rows.map((row) => ({
    name: String(row["name"]),
    location: String(row["location"]),
    loadKey: String(row["load_key"]),
  }));
}

/** Neither a path nor a load key can contain it. */
function keyOf(location: string, loadKey: string): string {
  return `${location}\0${loadKey}`;
}
