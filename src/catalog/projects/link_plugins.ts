import type { DatabaseSync } from "node:sqlite";
import type { ProjectFormat } from "../../model/projects/project_plugin.ts";
import { text } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { meantPlugin } from "./known_plugins.ts";

/**
 * Finds out which plugins of the catalog the stored projects mean, in the
 * caller's transaction. Whole ids stay what they are; names and parts of ids
 * are looked up again, since scans bring plugins.
 */
export function linkProjectPlugins(db: DatabaseSync): void {
  statement(
    db,
    `update project_plugins set meant_id = plugin_id
      where meant_id is null and plugin_id is not null
        and (format <> 'ladspa' or plugin_id like 'ladspa:%:%')`,
  ).run();
  const rows = statement(
    db,
    `select distinct format, plugin_id, name, vendor, file, label from project_plugins
      where format <> 'internal' and (plugin_id is null or format = 'ladspa' and plugin_id not like 'ladspa:%:%')`,
  ).all();
  const update = statement(
    db,
    `update project_plugins set meant_id = :meant
      where format = :format and plugin_id is :plugin_id and name = :name and vendor = :vendor
        and file is :file and label is :label and meant_id is not :meant`,
  );
  for (const row of rows) {
    const optional = (name: string, column: string) => {
      const value = text(row[column]);
      return value === undefined ? {} : { [name]: value };
    };
    const meant = meantPlugin(db, {
      format: String(row["format"]) as ProjectFormat,
      ...optional("id", "plugin_id"),
      name: String(row["name"]),
      vendor: String(row["vendor"]),
      ...optional("file", "file"),
      ...optional("label", "label"),
      ...{ uses: 0, bypassed: 0, offline: 0, frozen: 0, tracks: [], presets: [] },
    });
    update.run({
      meant: meant?.id ?? null,
      format: row["format"]!,
      plugin_id: row["plugin_id"]!,
      name: row["name"]!,
      vendor: row["vendor"]!,
      file: row["file"]!,
      label: row["label"]!,
    });
  }
}
