import type { DatabaseSync } from "node:sqlite";
import type { ScannedModule } from "../../model/module.ts";
import type { Plugin } from "../../model/plugin.ts";
import { fileName } from "../../platform/paths.ts";
import { text } from "../sqlite/json_column.ts";
import { moveCuration } from "../curation/move_curation.ts";
import { unindexPlugin } from "../plugins/search_index.ts";
import { statement } from "../sqlite/statement.ts";

/** A plugin known only from an earlier program's list. */
interface ImportedRow {
  readonly rowId: number;
  readonly id: string;
  readonly name: string;
  readonly vendor: string | undefined;
  readonly location: string | undefined;
}

/**
 * Replaces imported records with the plugins that a scan has found: the records'
 * ids become aliases, and the user's notes and tags move to the plugins.
 *
 * They are found by location, or by name and vendor. A record of a module that
 * has several plugins, all with other names, belongs to a removed plugin.
 *
 * @param rowIds Rows of the module's plugins, in their order.
 * @returns Whether there were imported records, so that plugins may have changed.
 */
export function adoptImports(
  db: DatabaseSync,
  module: ScannedModule,
  rowIds: readonly number[],
  at: string,
): boolean {
  if (module.plugins.length === 0 || !hasImports(db)) return false;
  const here = importsAt(db, module);
  const merged = new Set<number>();
  const isOnly = module.plugins.length === 1 && module.failures.length === 0;
  for (const [index, plugin] of module.plugins.entries()) {
    const named = here.filter(({ name }) => isOnly || sameText(name, plugin.name));
    const elsewhere = importsNamed(db, plugin).filter((row) => isSamePlugin(row, plugin, module.location));
    for (const row of [...named, ...elsewhere]) {
      // Two plugins of a module can have one name; the first of them takes the record.
      if (merged.has(row.rowId)) continue;
      merged.add(row.rowId);
      mergeImport(db, row, rowIds[index]!, plugin.id);
    }
  }
  if (module.failures.length > 0) return true;
  for (const { rowId } of importsAt(db, module)) {
    statement(db, "update plugins set missing_at = ifnull(missing_at, ?) where id = ?").run(at, rowId);
  }
  return true;
}

/** Replaces the imported record of this id, if there is one, with a plugin. */
export function adoptAlias(db: DatabaseSync, alias: string, intoRowId: number, intoId: string): void {
  const row = statement(
    db,
    "select id, plugin_id, name, vendor, location from plugins where plugin_id = ? and origin = 'import'",
  ).get(alias);
  if (row !== undefined) mergeImport(db, importedRow(row), intoRowId, intoId);
}

/** Turns the row of an imported record that already had the plugin's own id into that of a scanned plugin. */
export function adoptRow(db: DatabaseSync, rowId: number, nativeId: string): void {
  statement(db, "update plugins set origin = 'scan', native_id = ? where id = ?").run(nativeId, rowId);
}

/** The index of imported records is empty in most catalogs. */
function hasImports(db: DatabaseSync): boolean {
  return statement(
    db,
    "select 1 from plugins indexed by plugins_imported_idx where origin = 'import' limit 1",
  )
    .get() !== undefined;
}

function importsAt(db: DatabaseSync, { location, format }: ScannedModule): ImportedRow[] {
  return statement(
    db,
    `select id, plugin_id, name, vendor, location from plugins
      where origin = 'import' and location = ? and format = ? order by id`,
  ).all(location, format).map(importedRow);
}

function importsNamed(db: DatabaseSync, { name, format }: Plugin): ImportedRow[] {
  return statement(
    db,
    `select id, plugin_id, name, vendor, location from plugins
      where name = ? collate nocase and origin = 'import' and format = ? order by id`,
  ).all(name, format).map(importedRow);
}

/** Compares the vendors, or the names of the module's file if the record has no vendor. */
function isSamePlugin({ vendor, location }: ImportedRow, plugin: Plugin, moduleLocation: string): boolean {
  if (vendor !== undefined) return plugin.vendor !== undefined && sameText(vendor, plugin.vendor);
  return location !== undefined && sameText(lastName(location), fileName(moduleLocation));
}

/** The last name of a path, which may come from another system. */
function lastName(location: string): string {
  return location.split(/[\\/]/).at(-1)!;
}

function mergeImport(db: DatabaseSync, row: ImportedRow, intoRowId: number, intoId: string): void {
  statement(
    db,
    `insert into plugin_aliases (plugin_row_id, alias, kind)
     select :into, :id, 'import' union select :into, alias, kind from plugin_aliases where plugin_row_id = :from
     on conflict do nothing`,
  ).run({ into: intoRowId, id: row.id, from: row.rowId });
  statement(
    db,
    "update plugins set added_at = min(added_at, (select added_at from plugins where id = ?)) where id = ?",
  ).run(row.rowId, intoRowId);
  moveCuration(db, row.id, intoId);
  unindexPlugin(db, row.rowId);
  statement(db, "delete from plugins where id = ?").run(row.rowId);
}

function importedRow(row: Record<string, unknown>): ImportedRow {
  return {
    rowId: Number(row["id"]),
    id: String(row["plugin_id"]),
    name: String(row["name"]),
    vendor: text(row["vendor"]),
    location: text(row["location"]),
  };
}

/** Ignores case in all letters; SQLite's `nocase` does so for ASCII only. */
function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
