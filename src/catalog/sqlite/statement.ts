import type { DatabaseSync, StatementSync } from "node:sqlite";

/** Statements by their text, for each open database. */
const STATEMENTS = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/**
 * A statement that is prepared once for each database, for queries that run for
 * each module or plugin. The text must be constant, which bounds the number of
 * statements.
 */
export function statement(db: DatabaseSync, sql: string): StatementSync {
  let prepared = STATEMENTS.get(db);
  if (prepared === undefined) STATEMENTS.set(db, prepared = new Map());
  let found = prepared.get(sql);
  if (found === undefined) prepared.set(sql, found = db.prepare(sql));
  return found;
}
