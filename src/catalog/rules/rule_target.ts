import type { DatabaseSync } from "node:sqlite";
import { fileName, fileStem } from "../../platform/paths.ts";
import { statement } from "../sqlite/statement.ts";

/** The target of a block or override: one module by its path, or one plugin by its public id at any location. */
export interface RuleTarget {
  readonly location?: string | undefined;
  readonly plugin?: string | undefined;
}

/** The SQL condition for a target's rows of the blocklist; those of a module include its plugins. */
export function whereRule({ location, plugin }: RuleTarget): { sql: string; values: string[] } {
  if (plugin !== undefined) return { sql: "plugin_id = ?", values: [plugin] };
  return { sql: "location = ?", values: [location ?? ""] };
}

/** Whether a scan has seen a module at a path. */
export function isKnownLocation(db: DatabaseSync, location: string): boolean {
  return statement(db, "select 1 from modules where location = ?").get(location) !== undefined;
}

/** Whether a module's file has a name, with or without its ending and in any case. */
export function isFileNamed(location: string, name: string): boolean {
  const key = name.toLowerCase();
  return fileName(location).toLowerCase() === key || fileStem(location).toLowerCase() === key;
}

/** Locations of the modules whose file has a name; see {@linkcode isFileNamed}. */
export function locationsNamed(db: DatabaseSync, name: string): string[] {
  const rows = statement(db, "select distinct location from modules order by location").all();
  return rows.map((row) => String(row["location"])).filter((location) => isFileNamed(location, name));
}

/** Ids of the plugins at a location. */
export function pluginsAt(db: DatabaseSync, location: string): string[] {
  const rows = statement(
    db,
    `select distinct p.plugin_id from modules m
       join installations i on i.module_id = m.id join plugins p on p.id = i.plugin_row_id
      where m.location = ?`,
  ).all(location);
  return rows.map((row) => String(row["plugin_id"]));
}

/** Locations of a plugin. */
export function locationsOf(db: DatabaseSync, pluginId: string): string[] {
  const rows = statement(
    db,
    `select m.location from modules m
       join installations i on i.module_id = m.id join plugins p on p.id = i.plugin_row_id
      where p.plugin_id = ?`,
  ).all(pluginId);
  return rows.map((row) => String(row["location"]));
}

/** Names of the plugins of a target, as far as they are known. */
export function namesOfTarget(db: DatabaseSync, { location, plugin }: RuleTarget): string[] {
  const rows = plugin !== undefined
    ? statement(db, "select name from plugins where plugin_id = ?").all(plugin)
    : statement(
      db,
      `select p.name from modules m
         join installations i on i.module_id = m.id join plugins p on p.id = i.plugin_row_id
        where m.location = ? order by i.position`,
    ).all(location ?? "");
  return rows.map((row) => String(row["name"]));
}

/** A target as commands accept it; a single plugin may be stored with its module, and its id says which one it is. */
export function targetText({ location, plugin }: RuleTarget): string {
  return plugin ?? location ?? "";
}
