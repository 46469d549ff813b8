import type { DatabaseSync } from "node:sqlite";
import type { PluginFormat } from "../../model/plugin_format.ts";
import type { RemovedModule } from "../../model/module.ts";
import type { ModuleKey, ModuleState } from "../../model/scan_journal.ts";
import { refreshPlugin } from "../plugins/refresh_plugin.ts";
import { saveChange } from "./scan_history.ts";
import { statement } from "../sqlite/statement.ts";

/** Records a module's new location and files; its content is unchanged. */
export function updateModule(
  db: DatabaseSync,
  moduleId: number,
  { location, format }: ModuleKey,
  { root, files, binary, statKey }: ModuleState,
  { at, isInUserFolder, scanRunId, formerLocation }: {
    at: string;
    isInUserFolder: boolean;
    scanRunId: number;
    formerLocation: string;
  },
): void {
  const stray = statement(
    db,
    "select id from modules where location = ? and format = (select format from modules where id = ?) and id <> ?",
  ).get(location, moduleId, moduleId);
  // The module recorded there is gone: this one has moved to its place.
  const strayPlugins = stray === undefined ? [] : pluginRows(db, Number(stray["id"]));
  if (stray !== undefined) statement(db, "delete from modules where id = ?").run(stray["id"]!);
  statement(
    db,
    `update modules set location = ?, root = ?, files = ?, binary = ?, stat_key = ?, is_in_user_folder = ?,
       missing_at = null
      where id = ?`,
  ).run(
    location,
    root,
    JSON.stringify(files),
    binary ?? null,
    statKey ?? null,
    isInUserFolder ? 1 : 0,
    moduleId,
  );
  for (const rowId of new Set([...strayPlugins, ...pluginRows(db, moduleId)])) {
    refreshPlugin(db, rowId, at, { isScanned: false });
  }
  if (location === formerLocation) return;
  moveRules(db, formerLocation, location);
  saveChange(db, scanRunId, {
    location,
    format,
    change: "moved",
    formerLocation,
    plugins: pluginIds(db, moduleId),
  });
}

/** Moves rules from the module's old path to its new one. */
function moveRules(db: DatabaseSync, from: string, to: string): void {
  statement(db, "update or replace blocklist set location = ? where location = ?").run(to, from);
  statement(db, "update or replace overrides set target = ? where target = ?").run(to, from);
}

/** Records that a module is gone; plugins without another installation become missing. */
export function markMissing(
  db: DatabaseSync,
  moduleId: number,
  at: string,
  scanRunId: number,
): RemovedModule {
  const module = statement(
    db,
    "update modules set missing_at = ifnull(missing_at, ?) where id = ? returning location, format",
  ).get(at, moduleId)!;
  const plugins = statement(
    db,
    `select p.id, p.plugin_id from installations i join plugins p on p.id = i.plugin_row_id
      where i.module_id = ? order by p.plugin_id`,
  ).all(moduleId);
  for (const { id } of plugins) refreshPlugin(db, Number(id), at, { isScanned: false });
  const removed = {
    location: String(module["location"]),
    format: module["format"] as PluginFormat,
    plugins: plugins.map((row) => String(row["plugin_id"])),
  };
  saveChange(db, scanRunId, { ...removed, change: "removed" });
  return removed;
}

function pluginRows(db: DatabaseSync, moduleId: number): number[] {
  return statement(db, "select plugin_row_id from installations where module_id = ?").all(moduleId)
    .map((row) => Number(row["plugin_row_id"]));
}

function pluginIds(db: DatabaseSync, moduleId: number): string[] {
  const rows = statement(
    db,
    `select p.plugin_id from installations i join plugins p on p.id = i.plugin_row_id
      where i.module_id = ? order by p.plugin_id`,
  ).all(moduleId);
  return rows.map((row) => String(row["plugin_id"]));
}
