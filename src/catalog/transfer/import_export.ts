import type { DatabaseSync } from "node:sqlite";
import type { ExportPlugin, ExportRecord, ExportRow } from "../../model/documents/export/export_document.ts";
import type { SkipCode } from "../../model/imported_record.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { adoptAlias, adoptRow } from "../scans/adopt_imports.ts";
import { dropEmptyPresets } from "../library/merge_library.ts";
import { updateAllListedRows } from "../library/listed_rows.ts";
import { packDocument } from "../plugins/description_document.ts";
import { formerRegisters } from "../../model/documents/export/former_rows.ts";
import type { Register } from "../../model/curation/register.ts";
import { checkRegister } from "../../model/curation/register_check.ts";
import { FORMER_LISTS } from "../../model/documents/export/export_sections.ts";
import { currentId } from "./current_id.ts";
import { importRegister, registerOf } from "./import_register.ts";
import { importBlob, importVersion } from "./import_library.ts";
import { type ImportedRow, importRow } from "./import_export_row.ts";
import type { ChangedRows } from "../plugins/changed_rows.ts";
import type { ImportResult } from "./import_records.ts";
import { present } from "../sqlite/json_column.ts";
import { type DescriptionSummary, summaryOf } from "../plugins/read_plugin.ts";
import { moveCuration } from "../curation/move_curation.ts";
import { fillRow, refreshKinds, refreshPlugin } from "../plugins/refresh_plugin.ts";
import { PRESET_CONTAINERS } from "../../model/presets/preset_container.ts";
import { indexPresetChanges } from "../presets/index_preset_changes.ts";
import { notePresetChanges } from "../presets/rows/preset_changes.ts";
import { freeId } from "../presets/rows/preset_row.ts";
import { refreshAllVendors } from "../vendors/refresh_vendors.ts";
import { CATEGORY_RULES_SETTING, saveSetting } from "../sqlite/setting_repository.ts";
import { statement } from "../sqlite/statement.ts";
import { vendorKeyIn } from "../plugins/vendor_keys.ts";

/** Whether a catalog has nothing that an import could replace. */
export function isEmptyCatalog(db: DatabaseSync): boolean {
  const tables = [
    "modules",
    "plugins",
    "curation",
    "blocklist",
    "overrides",
    "vendor_rules",
    "sibling_decisions",
    "library_presets",
  ];
  return tables.every((table) => db.prepare(`select 1 from ${table} limit 1`).get() === undefined);
}

/**
 * Prepares a catalog for the records of an export.
 *
 * Imported modules count as never described until {@linkcode
 * finishExportImport}: if the import does not get that far, the next scan reads
 * them again.
 */
export function beginExportImport(db: DatabaseSync): void {
  db.exec(
    `create temp table if not exists taken_modules (module_id integer primary key, describer integer not null);
     create temp table if not exists taken_installations (
       module_id integer, plugin_row_id integer, primary key (module_id, plugin_row_id)
     );
     delete from taken_modules;
     delete from taken_installations;`,
  );
}

/**
 * Stores a record of an export if it is new, or newer than the stored one.
 * Curation is merged and never lost.
 *
 * @param changed Collects the rows to index.
 */
export function importExportRecord(
  db: DatabaseSync,
  record: ExportRecord,
  at: string,
  changed: ChangedRows,
): ImportResult | { readonly skip: SkipCode } {
  if ("plugin" in record) return importPlugin(db, record.plugin, at, changed);
  if (record.list === "modules") return importModule(db, record.row);
  // The key by which a search for presets knows a file is that of another computer.
  if (record.list === "presetFiles") return importRow(db, record.list, record.row, { stat_key: "" });
  if (record.list === "presets") return importPreset(db, record.row);
  if (record.list === "registers") return importRegisters(db, [registerOf(record.row)], changed);
  if (record.list === "presetBlobs") return importBlob(db, record.row);
  if (record.list === "libraryVersions") return importVersion(db, record.row);
  const former = FORMER_LISTS.find((list) => list === record.list);
  if (former !== undefined) {
    return importRegisters(db, formerRegisters(former, record.row).map(checkRegister), changed);
  }
  return importRow(db, record.list, record.row);
}

/** @returns The result of the last one, since all of a row are new or known together. */
function importRegisters(
  db: DatabaseSync,
  registers: readonly (Register | string)[],
  changed: ChangedRows,
): ImportResult | { readonly skip: SkipCode } {
  let result: ImportResult | { readonly skip: SkipCode } = { result: "merged", id: "" };
  for (const register of registers) {
    if (typeof register === "string") {
      result = { skip: "invalid" };
      continue;
    }
    result = importRegister(db, register);
    if (register.field === "category") refreshChosen(db, currentId(db, register.target), changed);
  }
  return result;
}

/** The user may have chosen another category for a plugin. */
function refreshChosen(db: DatabaseSync, pluginId: string, changed: ChangedRows): void {
  const row = statement(db, "select id from plugins where plugin_id = ?").get(pluginId);
  if (row !== undefined && refreshKinds(db, Number(row["id"]))) changed.add(Number(row["id"]));
}

/** Finishes the import of an export that has been read completely. */
export async function finishExportImport(catalog: Catalog, at: string): Promise<void> {
  await catalog.write((db) => finishModules(db, at));
  await catalog.write(refreshAllVendors);
  // The next command that writes finds categories by the rules of this version.
  await catalog.write((db) => saveSetting(db, CATEGORY_RULES_SETTING, "0"));
  await catalog.write((db) => {
    dropEmptyPresets(db);
    updateAllListedRows(db);
  });
  await indexPresetChanges(catalog);
}

function finishModules(db: DatabaseSync, at: string): void {
  const stale = db.prepare(
    `select i.id, i.plugin_row_id from installations i join taken_modules using (module_id)
      where not exists (select 1 from taken_installations t
                         where t.module_id = i.module_id and t.plugin_row_id = i.plugin_row_id)`,
  ).all();
  for (const { id, plugin_row_id: rowId } of stale) {
    statement(db, "delete from installations where id = ?").run(id!);
    refreshPlugin(db, Number(rowId), at, { isScanned: false });
    deleteUnused(db, Number(rowId));
  }
  db.exec(
    `update modules set describer = t.describer from taken_modules t where t.module_id = modules.id;
     delete from taken_modules;
     delete from taken_installations;`,
  );
}

/** A preset of an export, which before version 16 of the catalog could only be one of LV2. */
function importPreset(db: DatabaseSync, row: ExportRow): ImportedRow | { readonly skip: SkipCode } {
  const container = PRESET_CONTAINERS.find((known) => known === (row["container"] ?? "lv2"));
  if (container === undefined || container === "program") return { skip: "invalid" };
  const pluginId = currentId(db, String(row["pluginId"]));
  const [location, loadKey] = [String(row["location"]), String(row["loadKey"])];
  const { addedAt } = row;
  const known = statement(db, "select id from presets where plugin_id = ? and location = ? and load_key = ?")
    .get(pluginId, location, loadKey);
  const imported = importRow(db, "presets", { author: "", tags: [], updatedAt: addedAt, ...row, container }, {
    public_id: freeId(db, { pluginId, container, location, loadKey }, known?.["id"] as number | undefined),
    is_indexed: 0,
  });
  if (!("skip" in imported)) notePresetChanges(db, [pluginId]);
  return imported;
}

function importModule(db: DatabaseSync, row: ExportRow): ImportedRow | { readonly skip: SkipCode } {
  const imported = importRow(db, "modules", row, { describer: 0, stat_key: null });
  if ("skip" in imported) return imported;
  const { rowId, isTaken } = imported;
  // Also modules from an import that was interrupted.
  statement(
    db,
    `insert into taken_modules (module_id, describer) select id, ? from modules
      where id = ? and (? or (describer = 0 and scanned_at = ?)) on conflict do nothing`,
  ).run(Number(row["describer"]), rowId, isTaken ? 1 : 0, String(row["scannedAt"]));
  return imported;
}

function importPlugin(
  db: DatabaseSync,
  plugin: ExportPlugin,
  at: string,
  changed: ChangedRows,
): ImportResult {
  const existing = statement(db, "select * from plugins where plugin_id = ?").get(plugin.id);
  if (existing !== undefined) {
    const rowId = Number(existing["id"]);
    mergePlugin(db, rowId, plugin, existing);
    changed.add(rowId);
    return adopted(db, rowId, plugin, "merged");
  }
  const known = plugin.origin === "import" ? findByAlias(db, plugin.id) : undefined;
  if (known !== undefined) {
    saveAliases(db, known.rowId, known.id, plugin);
    return { result: "merged", id: known.id };
  }
  const rowId = insertPlugin(db, plugin, at);
  changed.add(rowId);
  return adopted(db, rowId, plugin, "imported");
}

/** Finds the plugin that has replaced an imported record in this catalog. */
function findByAlias(db: DatabaseSync, alias: string): { rowId: number; id: string } | undefined {
  const rows = statement(
    db,
    "select p.id, p.plugin_id from plugin_aliases a join plugins p on p.id = a.plugin_row_id where a.alias = ?",
  ).all(alias);
  return rows.length === 1 ? { rowId: Number(rows[0]!["id"]), id: String(rows[0]!["plugin_id"]) } : undefined;
}

/** Replaces records whose plugin has been found on the computer of the export. */
function adopted(
  db: DatabaseSync,
  rowId: number,
  plugin: ExportPlugin,
  result: ImportResult["result"],
): ImportResult {
  saveAliases(db, rowId, plugin.id, plugin);
  if (plugin.origin !== "import") {
    for (const { alias } of plugin.aliases) adoptAlias(db, alias, rowId, plugin.id);
  }
  return { result, id: plugin.id };
}

/** Moves the user's data from a record to the plugin that is now known. */
function saveAliases(db: DatabaseSync, rowId: number, id: string, { aliases }: ExportPlugin): void {
  for (const { alias, kind } of aliases) {
    const { changes } = statement(
      db,
      "insert into plugin_aliases (plugin_row_id, alias, kind) values (?, ?, ?) on conflict do nothing",
    ).run(rowId, alias, kind);
    const isFree = kind === "import" && changes > 0 &&
      statement(db, "select 1 from plugins where plugin_id = ?").get(alias) === undefined;
    if (isFree) moveCuration(db, alias, id);
  }
}

/** Stores a plugin with its values in the export; its categories may have been found by other rules. */
function insertPlugin(db: DatabaseSync, plugin: ExportPlugin, at: string): number {
  const { lastInsertRowid } = statement(
    db,
    `insert into plugins (plugin_id, format, native_id, origin, name, vendor, vendor_key, version, category, is_instrument,
                          location, outcome, added_at, updated_at, scanned_at, missing_at, category_rules)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
  ).run(
    plugin.id,
    plugin.format,
    plugin.nativeId,
    plugin.origin ?? "scan",
    plugin.name,
    plugin.vendor ?? null,
    vendorKeyIn(db, plugin.vendor),
    plugin.version ?? null,
    plugin.category,
    plugin.isInstrument ? 1 : 0,
    plugin.location === "" ? null : plugin.location,
    plugin.outcome,
    plugin.addedAt,
    plugin.updatedAt,
    plugin.scannedAt,
    plugin.missingAt ?? null,
  );
  const rowId = Number(lastInsertRowid);
  const descriptions = saveDescriptions(db, rowId, plugin);
  const shownId = descriptions.get(plugin.contentHash ?? "");
  if (plugin.contentHash !== undefined && shownId !== undefined) show(db, rowId, plugin, shownId);
  const attached = saveInstallations(db, rowId, plugin, descriptions);
  // Its modules are newer here and no longer contain it.
  const isGone = attached < plugin.installations.length;
  if (isGone) {
    refreshPlugin(db, rowId, at, { isScanned: false });
    deleteUnused(db, rowId);
  }
  return rowId;
}

function show(db: DatabaseSync, rowId: number, plugin: ExportPlugin, descriptionId: number): void {
  fillRow(db, rowId, { descriptionId, summary: summaryOfExport(plugin) }, plugin.updatedAt);
}

function mergePlugin(
  db: DatabaseSync,
  rowId: number,
  plugin: ExportPlugin,
  existing: Record<string, unknown>,
): void {
  const isImport = plugin.origin === "import";
  // A scan knows more than an earlier program's list.
  if (isImport && existing["origin"] !== "import") return;
  if (!isImport && existing["origin"] === "import") adoptRow(db, rowId, plugin.nativeId);
  const isInstalled = hasInstallations(db, rowId);
  const descriptions = saveDescriptions(db, rowId, plugin);
  const attached = saveInstallations(db, rowId, plugin, descriptions);
  const isNewer = plugin.updatedAt > String(existing["updated_at"]);
  const updatedAt = isNewer ? plugin.updatedAt : String(existing["updated_at"]);
  if (attached > 0) refreshPlugin(db, rowId, updatedAt, { isScanned: false, isNew: true });
  else if (!isInstalled && plugin.installations.length === 0 && isNewer) {
    const shownId = plugin.contentHash === undefined ? undefined : descriptions.get(plugin.contentHash);
    if (shownId !== undefined) show(db, rowId, plugin, shownId);
  }
  deleteUnused(db, rowId);
  statement(
    db,
    "update plugins set added_at = min(added_at, ?), scanned_at = max(scanned_at, ?) where id = ?",
  ).run(plugin.addedAt, plugin.scannedAt, rowId);
}

/** Ignores modules that were taken over from the export. */
function hasInstallations(db: DatabaseSync, rowId: number): boolean {
  return statement(
    db,
    "select 1 from installations where plugin_row_id = ? and module_id not in (select module_id from taken_modules)",
  ).get(rowId) !== undefined;
}

/** Deletes unused descriptions; without installations a plugin keeps only the shown one. */
function deleteUnused(db: DatabaseSync, rowId: number): void {
  statement(
    db,
    `delete from descriptions where plugin_row_id = :row
       and id not in (select description_id from installations where plugin_row_id = :row and description_id is not null)
       and id is not (select shown_description_id from plugins where id = :row)`,
  ).run({ row: rowId });
}

/** @returns The descriptions' rows by their contents. */
function saveDescriptions(db: DatabaseSync, rowId: number, plugin: ExportPlugin): Map<string, number> {
  const { contentHash, describer, otherDescriptions } = plugin;
  const all = contentHash === undefined || describer === undefined
    ? otherDescriptions
    : [{ ...plugin, contentHash, describer }, ...otherDescriptions];
  return new Map(
    all.map((
      description,
    ) => [description.contentHash, saveDescription(db, rowId, description)]),
  );
}

/** Saves a description unless there is one by a newer describer. */
function saveDescription(
  db: DatabaseSync,
  rowId: number,
  description: ExportPlugin["otherDescriptions"][number],
): number {
  const { contentHash, describer, buses, parameters, programs } = description;
  statement(
    db,
    `insert into descriptions (plugin_row_id, content_hash, describer, summary, document)
     values (?, ?, ?, ?, ?)
     on conflict (plugin_row_id, content_hash) do update
       set describer = excluded.describer, summary = excluded.summary, document = excluded.document
       where excluded.describer >= descriptions.describer`,
  ).run(
    rowId,
    contentHash,
    describer,
    JSON.stringify(summaryOfExport(description)),
    packDocument(present({ buses, parameters, programs })),
  );
  const row = statement(db, "select id from descriptions where plugin_row_id = ? and content_hash = ?")
    .get(rowId, contentHash)!;
  return Number(row["id"]);
}

/** The short part of a description, without what an export adds, and with categories by the rules of today. */
function summaryOfExport(
  description: Omit<ExportPlugin["otherDescriptions"][number], "contentHash" | "describer">,
): DescriptionSummary {
  const {
    contentHash: _contentHash,
    describer: _describer,
    otherDescriptions: _otherDescriptions,
    aliases: _aliases,
    missingAt: _missingAt,
    ...plugin
  } = description as ExportPlugin;
  return summaryOf(plugin);
}

/** @returns How many of them are in modules taken over from the export. */
function saveInstallations(
  db: DatabaseSync,
  rowId: number,
  { format, installations }: ExportPlugin,
  descriptions: ReadonlyMap<string, number>,
): number {
  let attached = 0;
  for (const { location, position, outcome, contentHash } of installations) {
    const module = statement(
      db,
      `select m.id from modules m join taken_modules t on t.module_id = m.id where m.location = ? and m.format = ?`,
    ).get(location, format);
    if (module === undefined) continue;
    const moduleId = Number(module["id"]);
    statement(
      db,
      `insert into installations (module_id, plugin_row_id, description_id, position, outcome) values (?, ?, ?, ?, ?)
       on conflict (module_id, plugin_row_id) do update
         set description_id = excluded.description_id, position = excluded.position, outcome = excluded.outcome`,
    ).run(
      moduleId,
      rowId,
      contentHash === undefined ? null : descriptions.get(contentHash) ?? null,
      position,
      outcome,
    );
    statement(db, "insert into taken_installations values (?, ?) on conflict do nothing").run(
      moduleId,
      rowId,
    );
    attached++;
  }
  return attached;
}
