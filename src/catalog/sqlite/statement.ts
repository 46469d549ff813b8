import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";

/** Statements by their text, for each open database. */
const STATEMENTS = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/**
 * A statement that is prepared once for each database, for queries that run for
 * each module or plugin. The text must be constant, which bounds the number of
 * statements.
 */
export function statement(db: DatabaseSync, sql: string): StatementSync {
  return cached(STATEMENTS, db, sql);
}

/** A statement whose rows are lists of values, which take less time to make than objects do. */
export interface RowStatement<Row> {
  all(...values: SQLInputValue[]): Row[];
  /** Part of Node's API that Deno's types lack. */
  setReturnArrays(enabled: boolean): void;
}

/** Statements of {@linkcode rowStatement} by their text; other readers of the same text get objects. */
const ROW_STATEMENTS = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/**
 * A statement like {@linkcode statement}, for queries that read a hundred rows
 * at once whose blobs keep them from being one text of JSON.
 */
export function rowStatement<Row extends unknown[]>(db: DatabaseSync, sql: string): RowStatement<Row> {
  const found = cached(ROW_STATEMENTS, db, sql) as unknown as RowStatement<Row>;
  found.setReturnArrays(true);
  return found;
}

function cached(
  statements: WeakMap<DatabaseSync, Map<string, StatementSync>>,
  db: DatabaseSync,
  sql: string,
): StatementSync {
  let prepared = statements.get(db);
  if (prepared === undefined) statements.set(db, prepared = new Map());
  let found = prepared.get(sql);
  if (found === undefined) prepared.set(sql, found = db.prepare(sql));
  return found;
}
