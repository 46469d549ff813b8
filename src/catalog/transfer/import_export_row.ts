import type { DatabaseSync } from "node:sqlite";
import type { ExportRow } from "../../model/documents/export/export_document.ts";
import {
  type ExportColumn,
  exportName,
  type ExportSection,
  exportSection,
  type ExportSectionName,
} from "../../model/documents/export/export_sections.ts";
import type { SkipCode } from "../../model/imported_record.ts";
import { currentId } from "./current_id.ts";
import type { ImportResult } from "./import_records.ts";
import type { SqlValue } from "../sqlite/json_column.ts";
import { compareBytes } from "../../platform/paths.ts";
import { statement } from "../sqlite/statement.ts";

/** A row's values by the names of its columns. */
type Values = Record<string, SqlValue>;

/** The result of importing a row, and its place. */
export interface ImportedRow extends ImportResult {
  readonly rowId: number;
  /** Whether the row now matches the export. */
  readonly isTaken: boolean;
}

/** Columns that hold a plugin's public id. */
const PLUGIN_COLUMNS = ["plugin_id", "other_id", "target"];

/**
 * Stores a row of an export, as a new row or in place of an older version of
 * it.
 *
 * @param changes Values that are stored in place of the export's.
 */
export function importRow(
  db: DatabaseSync,
  name: ExportSectionName,
  row: ExportRow,
  changes: Values = {},
): ImportedRow | { readonly skip: SkipCode } {
  const section = exportSection(name);
  const values = valuesOf(db, section, row);
  if (values === undefined) return { skip: "unknown-reference" };
  const id = keyColumns(section).map((column) => values[column]).filter((value) => value !== null).join(" ");
  const existing = findByKey(db, section, values) ?? findByUuid(db, section, values);
  if (existing === undefined) {
    if (isOlder(db, section, values)) return { skip: "older-history" };
    return {
      result: "imported",
      id,
      rowId: insertRow(db, section, { ...values, ...changes }),
      isTaken: true,
    };
  }
  const { newest } = section;
  const isTaken = newest !== undefined && String(values[newest]) > String(existing[newest]);
  if (isTaken) updateRow(db, section, existing, { ...merged(existing, values), ...changes });
  return { result: "merged", id, rowId: Number(existing["id"]), isTaken };
}

/** The number of a row is its place in a history. */
function isOlder(db: DatabaseSync, { table, history }: ExportSection, values: Values): boolean {
  if (history === undefined) return false;
  const { at, of } = history;
  const where = ["1", ...of.map((column) => `${column} = ?`)].join(" and ");
  const { last } = statement(db, `select max(${at}) as last from ${table} where ${where}`)
    .get(...of.map((column) => values[column]!))!;
  return last !== null && String(last) > String(values[at]);
}

/** `undefined` if the row refers to a row that does not exist, or to one plugin as two. */
function valuesOf(
  db: DatabaseSync,
  { columns, references }: ExportSection,
  row: ExportRow,
): Values | undefined {
  const values: Values = {};
  for (const column of columns) {
    const value = sqlValue(column, row[exportName(column.column)]);
    const isPlugin = PLUGIN_COLUMNS.includes(column.column) && value !== null;
    values[column.column] = isPlugin ? currentId(db, String(value)) : value;
  }
  if (!isOrdered(values)) return undefined;
  for (const { column, name, section, isOptional } of references) {
    const target = row[name] as ExportRow | undefined;
    const id = target === undefined
      ? undefined
      : findReferred(db, exportSection(section as ExportSectionName), target);
    if (id === undefined && !isOptional) return undefined;
    values[column] = id ?? null;
  }
  return values;
}

/**
 * Puts a pair of plugins in the order in which pairs are stored.
 *
 * @returns Whether they are two.
 */
function isOrdered(values: Values): boolean {
  const { plugin_id: id, other_id: other } = values;
  if (typeof id !== "string" || typeof other !== "string") return true;
  const [first, second] = [id, other].sort(compareBytes);
  Object.assign(values, { plugin_id: first, other_id: second });
  return first !== second;
}

function sqlValue({ kind }: ExportColumn, value: unknown): SqlValue {
  if (value === undefined) return null;
  if (kind === "flag") return value === true ? 1 : 0;
  if (kind === "json" || kind === "value") return JSON.stringify(value);
  return value as string | number;
}

function findReferred(db: DatabaseSync, section: ExportSection, target: ExportRow): number | undefined {
  const values = Object.fromEntries(
    section.key.map((column) => [column, (target[exportName(column)] ?? null) as SqlValue]),
  );
  const row = findByKey(db, section, values);
  return row === undefined ? undefined : Number(row["id"]);
}

/** The key with references as their columns. */
function keyColumns({ key, references }: ExportSection): string[] {
  return key.map((name) => references.find((reference) => reference.name === name)?.column ?? name);
}

function findByKey(db: DatabaseSync, section: ExportSection, values: Values): Values | undefined {
  const columns = keyColumns(section);
  const where = columns.map((column) => `${column} is ?`).join(" and ");
  return statement(db, `select * from ${section.table} where ${where}`).get(
    ...columns.map((column) => values[column]!),
  ) as Values | undefined;
}

/** A row renamed on one of two computers is still the same row. */
function findByUuid(db: DatabaseSync, section: ExportSection, values: Values): Values | undefined {
  if (values["uuid"] === undefined) return undefined;
  return statement(db, `select * from ${section.table} where uuid = ?`).get(values["uuid"]) as
    | Values
    | undefined;
}

function insertRow(db: DatabaseSync, { table }: ExportSection, values: Values): number {
  const names = Object.keys(values);
  const { lastInsertRowid } = statement(
    db,
    `insert into ${table} (${names.join(", ")}) values (${names.map((name) => `:${name}`).join(", ")})`,
  ).run(values);
  return Number(lastInsertRowid);
}

function updateRow(db: DatabaseSync, { table }: ExportSection, existing: Values, values: Values): void {
  const names = Object.keys(values);
  statement(db, `update ${table} set ${names.map((name) => `${name} = :${name}`).join(", ")} where id = :id`)
    .run({ ...values, id: existing["id"]! });
}

/** The newer row, with the identity of the existing one. */
function merged(existing: Values, values: Values): Values {
  const { uuid, added_at: addedAt, ...rest } = values;
  return {
    ...rest,
    ...(uuid === undefined ? {} : { uuid: existing["uuid"]! }),
    ...(addedAt === undefined ? {} : { added_at: earlier(addedAt, existing["added_at"]!) }),
  };
}

function earlier(a: SqlValue, b: SqlValue): SqlValue {
  return String(a) < String(b) ? a : b;
}
