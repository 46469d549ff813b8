import type { DatabaseSync } from "node:sqlite";
import type { Preset } from "../../model/plugin.ts";
import { statement } from "../sqlite/statement.ts";

/** A plugin's presets in modules and in files that are there, by their names; its programs are elsewhere. */
export function listPresets(db: DatabaseSync, pluginId: string): Preset[] {
  const rows = statement(
    db,
    `select name, location, load_key from presets where plugin_id = ? and container <> 'program'
       and (missing_at is null or file_id is null)
      order by name collate nocase, name, location, load_key`,
  ).all(pluginId);
  return rows.map((row) => ({
    name: String(row["name"]),
    location: String(row["location"]),
    loadKey: String(row["load_key"]),
  }));
}
