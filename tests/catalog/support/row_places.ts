import type { DatabaseSync } from "node:sqlite";

/** One row of a table, and all that it takes to read it. */
export interface PlacedRow {
  readonly table: string;
  readonly id: number;
  readonly values: Readonly<Record<string, unknown>>;
  /** Numbers of the pages on which it lies, from 1. */
  readonly pages: readonly number[];
  /** Rows that it refers to, by the column that does. */
  readonly references: ReadonlyMap<string, PlacedRow>;
}

/** Names of a row for maps. */
export function rowKey(table: string, id: unknown): string {
  return `${table} ${id}`;
}

/** Every row of ours with the pages that hold it, as SQLite's own statistics of pages say. */
export function readPlacedRows(db: DatabaseSync): Map<string, PlacedRow> {
  const rows = new Map<string, PlacedRow & { references: Map<string, PlacedRow> }>();
  for (const table of ourTables(db)) {
    const places = pagesByRow(db, table);
    for (const [index, values] of db.prepare(`select * from ${table} order by id`).all().entries()) {
      const id = Number(values["id"]);
      rows.set(rowKey(table, id), { table, id, values, pages: places[index]!, references: new Map() });
    }
  }
  for (const row of rows.values()) {
    for (const { from, table } of foreignKeys(db, row.table)) {
      const target = rows.get(rowKey(table, row.values[from]));
      if (target !== undefined) row.references.set(from, target);
    }
  }
  return rows;
}

/**
 * What a repair writes anew from the rest: the index of search, which checkCatalog() compares with it, and the
 * groups of siblings, which the next look at them brings up to date.
 */
const DERIVED_TABLES = ["search_entries", "search_terms", "sibling_groups"];

/** The tables of the catalog, without those that are made from others. */
export function ourTables(db: DatabaseSync): string[] {
  return db.prepare(
    "select name from pragma_table_list where schema = 'main' and type = 'table' and strict = 1 order by name",
  ).all().map(({ name }) => String(name)).filter((name) => !DERIVED_TABLES.includes(name));
}

function foreignKeys(db: DatabaseSync, table: string): { from: string; table: string }[] {
  return db.prepare('select "from", "table" from pragma_foreign_key_list(?)').all(table)
    .map((key) => ({ from: String(key["from"]), table: String(key["table"]) }));
}

/**
 * The pages of each row, in the order of the ids: a leaf tells how many rows it
 * has, and the path of an overflow page ends in the cell that it belongs to.
 */
function pagesByRow(db: DatabaseSync, table: string): number[][] {
  const stat = (type: string) =>
    db.prepare("select path, pageno, ncell from dbstat where name = ? and pagetype = ? order by path")
      .all(table, type).map((row) => ({
        path: String(row["path"]),
        page: Number(row["pageno"]),
        cells: Number(row["ncell"]),
      }));
  const overflows = new Map<string, number[]>();
  for (const { path, page } of stat("overflow")) {
    const cell = path.slice(0, path.indexOf("+"));
    overflows.set(cell, [...overflows.get(cell) ?? [], page]);
  }
  return stat("leaf").flatMap(({ path, page, cells }) =>
    Array.from({ length: cells }, (_, cell) => {
      const name = `${path}${cell.toString(16).padStart(3, "0")}`;
      return [page, ...overflows.get(name) ?? []];
    })
  );
}
