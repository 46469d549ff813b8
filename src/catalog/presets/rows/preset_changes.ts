import type { DatabaseSync } from "node:sqlite";
import { statement } from "../../sqlite/statement.ts";

/** Notes that the presets of plugins have changed, so that `indexPresetChanges()` writes the plugins' own words anew. */
export function notePresetChanges(db: DatabaseSync, pluginIds: Iterable<string>): void {
  const note = statement(
    db,
    `insert into preset_changes (plugin_id, changes) values (?, 1)
     on conflict (plugin_id) do update set changes = changes + 1`,
  );
  for (const pluginId of pluginIds) if (pluginId !== "") note.run(pluginId);
}
