import type { DatabaseSync } from "node:sqlite";
import type { SqlValue } from "../sqlite/json_column.ts";

/** A column by its possible values. */
export interface ColumnShape {
  readonly name: string;
  readonly type: "integer" | "real" | "text" | "blob";
  readonly isNullable: boolean;
}

/** A table by the shape of its rows, which tells where a row belongs. */
export interface TableShape {
  readonly name: string;
  /** In order; the first is the id, which SQLite stores apart from a row's values. */
  readonly columns: readonly ColumnShape[];
}

/** Reads the shapes of all our tables; tables that others refer to come first. */
export function readTableShapes(db: DatabaseSync): TableShape[] {
  const names = db.prepare(
    `select name from pragma_table_list
      where schema = 'main' and type = 'table' and strict = 1 order by name`,
  ).all().map((row) => String(row["name"]));
  return names.map((name) => ({
    name,
    columns: db.prepare('select name, type, "notnull", pk from pragma_table_info(?)').all(name).map((
      row,
    ) => ({
      name: String(row["name"]),
      type: String(row["type"]).toLowerCase() as ColumnShape["type"],
      isNullable: row["notnull"] === 0 && row["pk"] === 0,
    })),
  }));
}

/** Values of the last columns that rows of earlier versions lack, by table. */
const LATER_COLUMNS: Readonly<Record<string, readonly SqlValue[]>> = {
  curations: [null],
  plugins: [0, null],
  presets: ["", "lv2", null, "", "[]", null, null, "", null, 0],
  search_entries: ["", "", null, "", null],
};

/** How many of a table's last columns earlier versions can lack. */
export function countLaterColumns({ name }: Pick<TableShape, "name">): number {
  return LATER_COLUMNS[name]?.length ?? 0;
}

/** A row with all columns of its table, also if an earlier version has written it. */
export function withLaterColumns({ name, columns }: TableShape, values: SqlValue[]): SqlValue[] {
  const missing = columns.length - values.length;
  if (missing <= 0 || missing > countLaterColumns({ name })) return values;
  return [...values, ...LATER_COLUMNS[name]!.slice(-missing)];
}

/** Whether a row, with `null` in place of its id, can belong to a table. */
export function fits(shape: TableShape, values: readonly SqlValue[]): boolean {
  if (values.length !== shape.columns.length || values[0] !== null) return false;
  return shape.columns.every((column, index) => index === 0 || canHold(column, values[index]!));
}

/** Whether a row could belong to either table, so that nothing tells them apart. */
export function areAlike(a: TableShape, b: TableShape): boolean {
  return a.columns.length === b.columns.length && a.columns.every((column, index) => {
    const other = b.columns[index]!;
    return index === 0 || column.type === other.type || (column.isNullable && other.isNullable) ||
      (isNumber(column) && isNumber(other));
  });
}

function isNumber({ type }: ColumnShape): boolean {
  return type === "integer" || type === "real";
}

function canHold({ type, isNullable }: ColumnShape, value: SqlValue): boolean {
  if (value === null) return isNullable;
  if (value instanceof Uint8Array) return type === "blob";
  if (typeof value === "string") return type === "text";
  // SQLite stores a real number without fraction as an integer.
  return type === "real" || (type === "integer" && Number.isInteger(value));
}
