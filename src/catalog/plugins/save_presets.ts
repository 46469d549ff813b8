import type { DatabaseSync } from "node:sqlite";
import type { Plugin } from "../../model/plugin.ts";
import { isInFolder } from "../../platform/paths.ts";
import { savePresetRow } from "../presets/rows/preset_row.ts";
import { statement } from "../sqlite/statement.ts";

/**
 * Saves the presets that a module contributes to a plugin and removes its
 * former ones, in the caller's transaction.
 *
 * A preset that two modules contribute belongs to the module scanned last; one
 * that is in a file of its own stays as the file has it.
 *
 * @returns Whether the plugin's presets have changed.
 */
export function savePresets(db: DatabaseSync, moduleId: number, plugin: Plugin, at: string): boolean {
  const { id, location: moduleLocation, presets = [] } = plugin;
  const before = statement(
    db,
    `select id, name, location, load_key, module_id, file_id from presets
      where plugin_id = ? and container = 'lv2' and (module_id = ? or file_id is not null)`,
  ).all(id, moduleId);
  if (before.length === 0 && presets.length === 0) return false;
  const known = new Map(
    before.filter((row) => row["file_id"] === null)
      .map((row) => [keyOf(String(row["location"]), String(row["load_key"])), row]),
  );
  const inFiles = new Map(
    before.filter((row) => row["file_id"] !== null).map((row) => [String(row["load_key"]), row]),
  );
  let hasChanged = false;
  for (const { name, location, loadKey } of presets) {
    const inFile = inFiles.get(loadKey);
    if (inFile !== undefined) {
      inFiles.delete(loadKey);
      if (inFile["module_id"] !== moduleId) linkModule(db, Number(inFile["id"]), moduleId);
      continue;
    }
    const key = keyOf(location, loadKey);
    const isKnown = known.get(key)?.["name"] === name;
    known.delete(key);
    if (isKnown) continue;
    hasChanged = true;
    const isFactory = isInFolder(moduleLocation, location) || undefined;
    savePresetRow(
      db,
      { pluginId: id, name, container: "lv2", location, loadKey, isFactory },
      { moduleId },
      at,
    );
  }
  for (const row of known.values()) statement(db, "delete from presets where id = ?").run(row["id"]!);
  for (const row of inFiles.values()) {
    if (row["module_id"] === moduleId) linkModule(db, Number(row["id"]), null);
  }
  return hasChanged || known.size > 0;
}

function linkModule(db: DatabaseSync, presetRow: number, moduleId: number | null): void {
  statement(db, "update presets set module_id = ? where id = ?").run(moduleId, presetRow);
}

/** Neither a path nor a load key can contain it. */
function keyOf(location: string, loadKey: string): string {
  return `${location}\0${loadKey}`;
}
