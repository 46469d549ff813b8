import type { DatabaseSync } from "node:sqlite";
import { categorize } from "../../model/kinds/category.ts";
import { CATEGORY_RULES_VERSION } from "../../model/kinds/category_rules_version.ts";
import { withFoundCategories } from "../../model/kinds/plugin_categories.ts";
import { soughtKinds } from "../../model/kinds/sought_kinds.ts";
import { DESCRIBER_VERSION } from "../../model/describer.ts";
import { type ImportedFailure, type ImportedRecord, parameterOf } from "../../model/imported_record.ts";
import { pluginId } from "../../model/plugin.ts";
import { packImported, unpackDocument } from "../plugins/description_document.ts";
import { fromJson, present } from "../sqlite/json_column.ts";
import { findChosenCategory } from "../curation/chosen_category.ts";
import { moveCuration } from "../curation/move_curation.ts";
import type { DescriptionSummary } from "../plugins/read_plugin.ts";
import { fillRow, saveFeatures } from "../plugins/refresh_plugin.ts";
import type { ChangedRows } from "../plugins/changed_rows.ts";
import { presetTexts } from "../plugins/searched_contents.ts";
import { statement } from "../sqlite/statement.ts";
import { vendorKeyIn } from "../plugins/vendor_keys.ts";

/** The result of importing a record, and the plugin that it was stored in. */
export interface ImportResult {
  readonly result: "imported" | "merged";
  /** Public id of the plugin; the location for a failure. */
  readonly id: string;
}

/** Size of the page cache during large writes, which touch all parts of the indexes. */
const CACHE_KIBIBYTES = 32 * 1024;

/** Pages of the log to merge into the file at once: nearly all transactions write the same pages. */
const LOG_PAGES = 16 * 1024;

/** Prepares a connection for storing many records. */
export function prepareForMany(db: DatabaseSync): void {
  db.exec(`pragma cache_size = -${CACHE_KIBIBYTES}`);
  db.exec(`pragma wal_autocheckpoint = ${LOG_PAGES}`);
}

/** A plugin that a record may stand for. */
interface Candidate {
  readonly rowId: number;
  readonly id: string;
  readonly name: string;
  readonly isImported: boolean;
}

/** Stored in place of a content's hash: no module was read. */
const IMPORTED_CONTENT = "import";

/**
 * Stores a record of an earlier program, unless the catalog already has its
 * plugin: a scanned plugin then takes the record's id as an alias and stays as
 * it is; an imported plugin gets the record's missing or newer values.
 *
 * Repeating it changes nothing.
 *
 * @param changed Collects the row to index.
 */
export function importRecord(
  db: DatabaseSync,
  record: ImportedRecord,
  at: string,
  changed: ChangedRows,
): ImportResult {
  const isNew = !canHaveMatch(db, record);
  const match = isNew ? undefined : findMatch(db, record);
  if (match === undefined) {
    const id = isNew ? record.legacyId : freeId(db, record);
    return { result: "imported", id: insertRecord(db, record, id, { at, changed }) };
  }
  if (match.isImported && updateRecord(db, match, record)) changed.add(match.rowId);
  addAlias(db, match, record.legacyId);
  return { result: "merged", id: match.id };
}

/** Stores a failure of an earlier program in the history of its module. */
export function importFailure(db: DatabaseSync, failure: ImportedFailure): ImportResult {
  const { location, format, message, at } = failure;
  const reason = JSON.stringify({ code: "load-error", message });
  const known = statement(
    db,
    `select 1 from outcomes where location = ? and format = ? and scan_run_id is null and outcome = 'failed'
       and reason = ?`,
  ).get(location, format, reason);
  if (known !== undefined) return { result: "merged", id: location };
  statement(
    db,
    `insert into outcomes (location, format, outcome, reason, duration_ms, at) values (?, ?, 'failed', ?, 0, ?)`,
  ).run(location, format, reason, at);
  return { result: "imported", id: location };
}

/** Finds the plugin that a record stands for, by the strongest evidence first. */
function findMatch(db: DatabaseSync, record: ImportedRecord): Candidate | undefined {
  const { format, nativeId, legacyId, name, isKeyedById } = record;
  if (nativeId !== undefined) {
    const [own] = candidates(db, "p.plugin_id = ?", pluginId(format, nativeId));
    if (own !== undefined) return own;
  }
  const here = record.location === undefined ? [] : candidatesAt(db, record.location, format);
  const isSameName = (candidate: Candidate) => candidate.name.toLowerCase() === name.toLowerCase();
  const named = here.find(isSameName);
  if (named !== undefined) return named;
  const scannedHere = here.filter(({ isImported }) => !isImported);
  if (scannedHere.length === 1) return scannedHere[0];
  const [called] = candidates(db, "p.plugin_id = ?", legacyId);
  const isRenamed = isKeyedById && here.some(({ rowId }) => rowId === called?.rowId);
  if (called !== undefined && (isSameName(called) || isRenamed)) return called;
  return findByAlias(db, legacyId, isSameName) ?? findByName(db, record);
}

/** Whether anything of a record is known; in a large import hardly anything is, and one query is quicker than six. */
function canHaveMatch(db: DatabaseSync, record: ImportedRecord): boolean {
  const { format, nativeId, legacyId, name, vendor, location } = record;
  return statement(
    db,
    `select 1 where exists (select 1 from plugins where plugin_id = ?)
         or exists (select 1 from plugins where plugin_id = ?)
         or exists (select 1 from plugin_aliases where alias = ?)
         or exists (select 1 from plugins where origin = 'import' and location = ?)
         or exists (select 1 from modules where location = ? and format = ?)
         or exists (select 1 from plugins where vendor_key is null = 0 and vendor_key = ? and name = ? collate nocase)`,
  ).get(
    legacyId,
    nativeId === undefined ? null : pluginId(format, nativeId),
    legacyId,
    location ?? null,
    location ?? null,
    format,
    vendorKeyIn(db, vendor),
    name,
  ) !== undefined;
}

function findByAlias(
  db: DatabaseSync,
  legacyId: string,
  isSameName: (candidate: Candidate) => boolean,
): Candidate | undefined {
  const found = candidates(
    db,
    "p.id in (select plugin_row_id from plugin_aliases where alias = ?)",
    legacyId,
  );
  return found.find(isSameName) ?? (found.length === 1 && !found[0]!.isImported ? found[0] : undefined);
}

function findByName(db: DatabaseSync, { vendor, name, format }: ImportedRecord): Candidate | undefined {
  const key = vendorKeyIn(db, vendor);
  if (key === null) return undefined;
  const where =
    "p.vendor_key is null = 0 and p.vendor_key = ? and p.name = ? collate nocase and p.format = ?";
  const found = candidates(db, where, key, name, format);
  return found.length === 1 ? found[0] : undefined;
}

function candidatesAt(db: DatabaseSync, location: string, format: string): Candidate[] {
  return [
    ...candidates(
      db,
      `p.id in (select i.plugin_row_id from modules m join installations i on i.module_id = m.id
                 where m.location = ? and m.format = ?)`,
      location,
      format,
    ),
    ...candidates(db, "p.origin = 'import' and p.location = ? and p.format = ?", location, format),
  ];
}

function candidates(db: DatabaseSync, where: string, ...values: string[]): Candidate[] {
  return statement(
    db,
    `select p.id, p.plugin_id, p.name, p.origin from plugins p where ${where} order by p.id limit 50`,
  )
    .all(...values).map((row) => ({
      rowId: Number(row["id"]),
      id: String(row["plugin_id"]),
      name: String(row["name"]),
      isImported: row["origin"] === "import",
    }));
}

/**
 * @param freeId Its id unless the format has one for it.
 * @returns The new plugin's id.
 */
function insertRecord(
  db: DatabaseSync,
  record: ImportedRecord,
  freeId: string,
  { at, changed }: { at: string; changed: ChangedRows },
): string {
  const { format, nativeId, legacyId, parameters, updatedAt } = record;
  const id = nativeId === undefined ? freeId : pluginId(format, nativeId);
  const summary = withFoundCategories({ ...EMPTY_SUMMARY, ...knownOf(record) }, {
    format,
    parameters: () => parameters.map(parameterOf),
  });
  const sought = { ...summary, ...soughtKinds(summary, findChosenCategory(db, id)) };
  const { lastInsertRowid } = statement(
    db,
    `insert into plugins (plugin_id, format, native_id, origin, name, vendor, vendor_key, version, category,
       is_instrument, location, parameter_count, outcome, shown_description_id, added_at, updated_at, scanned_at,
       category_rules)
     values (?, ?, ?, 'import', ?, ?, ?, ?, ?, ?, ?, ?, 'scanned',
       (select ifnull(max(id), 0) + 1 from descriptions), ?, ?, ?, ${CATEGORY_RULES_VERSION})`,
  ).run(
    id,
    format,
    nativeId ?? "",
    summary.name,
    summary.vendor ?? null,
    vendorKeyIn(db, summary.vendor),
    summary.version ?? null,
    sought.category,
    summary.isInstrument ? 1 : 0,
    record.location ?? null,
    summary.parameterCount ?? null,
    record.addedAt ?? at,
    updatedAt,
    updatedAt,
  );
  const rowId = Number(lastInsertRowid);
  statement(
    db,
    `insert into descriptions (id, plugin_row_id, content_hash, describer, summary, document)
     values ((select ifnull(max(id), 0) + 1 from descriptions), ?, ?, ?, ?, ?)`,
  ).run(
    rowId,
    IMPORTED_CONTENT,
    DESCRIBER_VERSION,
    JSON.stringify(summary),
    packImported(parameters),
  );
  if (sought.features.length > 0) saveFeatures(db, rowId, sought.features);
  addAlias(db, { rowId, id }, legacyId);
  const parameterNames = parameters.map(([id, _value, name = id]) => name);
  changed.add(rowId, {
    fresh: {
      ...sought,
      vendor: summary.vendor,
      format,
      location: record.location,
      parameterNames,
      ...presetTexts(db, id),
    },
  });
  return id;
}

/** The record's own id, or one made of its name if that id already belongs to another plugin. */
function freeId(db: DatabaseSync, { legacyId, name }: ImportedRecord): string {
  const type = legacyId.slice(0, legacyId.indexOf("/"));
  const isFree = (id: string) =>
    statement(
      db,
      `select 1 where exists (select 1 from plugins where plugin_id = :id)
          or exists (select 1 from plugin_aliases where alias = :id)`,
    ).get({ id }) === undefined;
  const named = `${type}/${name}`;
  for (const id of [legacyId, named, `${legacyId}/${name}`]) if (isFree(id)) return id;
  let count = 2;
  while (!isFree(`${named} (${count})`)) count++;
  return `${named} (${count})`;
}

/**
 * Makes a record's id an alias of a plugin, and moves the user's data stored
 * under that id to the plugin. An id that belongs to another plugin stays with
 * that one.
 */
function addAlias(db: DatabaseSync, { rowId, id }: Pick<Candidate, "rowId" | "id">, alias: string): void {
  if (id === alias) return;
  const { changes } = statement(
    db,
    `insert into plugin_aliases (plugin_row_id, alias, kind) select :rowId, :alias, 'import'
      where not exists (select 1 from plugins where plugin_id = :alias)
        and not exists (select 1 from plugin_aliases where alias = :alias)`,
  ).run({ rowId, alias });
  if (changes > 0) moveCuration(db, alias, id);
}

/** The summary of an unknown plugin. */
const EMPTY_SUMMARY: DescriptionSummary = {
  name: "",
  isInstrument: false,
  category: "other",
  features: [],
  rawCategories: [],
};

/** The known part of a record; it differs between variants. */
function knownOf(record: ImportedRecord): Partial<DescriptionSummary> & { name: string } {
  const { name, vendor, version, rawCategories, parameters } = record;
  const categories = categorize(record.format, rawCategories);
  const isInstrument = record.isInstrument ?? (categories.isInstrument ? true : undefined);
  return {
    name,
    ...present({ vendor, version, isInstrument }),
    ...(rawCategories.length === 0
      ? {}
      : { features: categories.features, rawCategories: [...rawCategories] }),
    ...(parameters.length === 0 ? {} : { parameterCount: parameters.length }),
  };
}

/** @returns Whether the record adds something. */
function updateRecord(db: DatabaseSync, { rowId }: Candidate, record: ImportedRecord): boolean {
  const row = statement(
    db,
    `select p.updated_at, p.location, d.summary, d.document from plugins p
       join descriptions d on d.id = p.shown_description_id where p.id = ?`,
  ).get(rowId);
  const before = fromJson<DescriptionSummary>(row?.["summary"]) ?? EMPTY_SUMMARY;
  const packed = row?.["document"] as Uint8Array | undefined;
  const { parameters = [] } = packed === undefined ? {} : unpackDocument(packed);
  const beforeAt = String(row?.["updated_at"] ?? "");
  const isNewer = record.updatedAt >= beforeAt;
  const known = knownOf(record);
  const merged = isNewer ? { ...before, ...known } : { ...EMPTY_SUMMARY, ...known, ...said(before) };
  const takesParameters = record.parameters.length > 0 && (isNewer || parameters.length === 0);
  const now = takesParameters ? record.parameters.map(parameterOf) : parameters;
  const after = withFoundCategories(merged, { format: record.format, parameters: () => now });
  if (isNewer && record.location !== undefined && record.location !== row?.["location"]) {
    statement(db, "update plugins set location = ? where id = ?").run(record.location, rowId);
  }
  if (row !== undefined && isSame([before, parameters], [after, now])) return false;
  const document = takesParameters ? packImported(record.parameters) : packed ?? packImported([]);
  saveImport(db, rowId, { summary: after, document }, isNewer ? record.updatedAt : beforeAt);
  return true;
}

/** A summary without its default values. */
function said(summary: DescriptionSummary): Partial<DescriptionSummary> {
  const { isInstrument, category: _category, categories: _categories, features, rawCategories, ...rest } =
    summary;
  return {
    ...rest,
    ...(isInstrument ? { isInstrument } : {}),
    ...(rawCategories.length === 0 ? {} : { features, rawCategories }),
  };
}

/** Compares values, whatever the order of their fields. */
function isSame(a: [DescriptionSummary, unknown], b: [DescriptionSummary, unknown]): boolean {
  const text = ([summary, parameters]: [DescriptionSummary, unknown]) =>
    JSON.stringify([Object.entries(summary).sort(([x], [y]) => x < y ? -1 : 1), parameters]);
  return text(a) === text(b);
}

function saveImport(
  db: DatabaseSync,
  rowId: number,
  { summary, document }: { summary: DescriptionSummary; document: Uint8Array },
  at: string,
): void {
  const { id } = statement(
    db,
    `insert into descriptions (plugin_row_id, content_hash, describer, summary, document)
     values (?, ?, ?, ?, ?)
     on conflict (plugin_row_id, content_hash) do update
       set describer = excluded.describer, summary = excluded.summary, document = excluded.document
     returning id`,
  ).get(
    rowId,
    IMPORTED_CONTENT,
    DESCRIBER_VERSION,
    JSON.stringify(summary),
    document,
  )!;
  fillRow(db, rowId, { descriptionId: Number(id), summary }, at);
}
