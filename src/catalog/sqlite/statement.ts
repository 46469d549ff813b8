import type { DatabaseSync, StatementSync } from "node:sqlite";

/** Statements by their text, for each open database. */
const STATEMENTS = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/**
 * A prepared statement, prepared once for each database: for those that run
 * for each module or plugin. Its text is constant, so there are only so many.
 */
export function statement(db: DatabaseSync, sql: string): StatementSync {
  let prepared = STATEMENTS.get(db);
  if (prepared === undefined) STATEMENTS.set(db, prepared = new Map());
  let found = prepared.get(sql);
  if (found === undefined) prepared.set(sql, found = db.prepare(sql));
  return found;
}
