import type { DatabaseSync } from "node:sqlite";
import type { PresetContainer } from "../../../model/presets/preset_container.ts";
import { freeId } from "./preset_row.ts";

/** Gives the presets of earlier versions, which lack some, an id and a time. */
export function completePresets(db: DatabaseSync): void {
  const update = db.prepare("update presets set public_id = ? where id = ?");
  const rows = db.prepare(
    "select id, plugin_id, container, location, load_key from presets where public_id = ''",
  ).all();
  for (const row of rows) {
    const id = freeId(db, {
      pluginId: String(row["plugin_id"]),
      container: row["container"] as PresetContainer,
      location: String(row["location"]),
      loadKey: String(row["load_key"]),
    }, Number(row["id"]));
    update.run(id, row["id"]!);
  }
  db.exec("update presets set updated_at = added_at where updated_at = ''");
}
