import type { DatabaseSync } from "node:sqlite";
import { statement } from "../../sqlite/statement.ts";
import { savePresetRow } from "./preset_row.ts";

/**
 * Stores the programs inside a plugin as its presets, in the caller's
 * transaction; a program without a name is none. Their location is that of the
 * plugin, which is not repeated.
 *
 * @param programs Their names, in the plugin's order.
 */
export function savePrograms(db: DatabaseSync, pluginId: string, programs: readonly string[]): void {
  const before = statement(
    db,
    "select id, name, load_key from presets where plugin_id = ? and location = '' and container = 'program'",
  ).all(pluginId);
  if (before.length === 0 && programs.length === 0) return;
  const known = new Map(before.map((row) => [String(row["load_key"]), row]));
  const at = updatedAt(db, pluginId);
  for (const [index, name] of programs.entries()) {
    if (name.trim() === "") continue;
    const loadKey = String(index);
    const isKnown = known.get(loadKey)?.["name"] === name;
    known.delete(loadKey);
    if (isKnown) continue;
    savePresetRow(
      db,
      { pluginId, name, container: "program", location: "", loadKey, isFactory: true },
      {},
      at,
    );
  }
  for (const { id } of known.values()) statement(db, "delete from presets where id = ?").run(id!);
}

function updatedAt(db: DatabaseSync, pluginId: string): string {
  return String(
    statement(db, "select updated_at from plugins where plugin_id = ?").get(pluginId)!["updated_at"],
  );
}
