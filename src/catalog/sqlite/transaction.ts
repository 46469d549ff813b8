import type { DatabaseSync } from "node:sqlite";

/**
 * Runs work that writes in one transaction: all of it is stored, or nothing.
 *
 * The lock is taken at the start, so the work cannot fail halfway because of
 * another writer. It is synchronous, so nothing else in this process comes in
 * between.
 */
export function transact<T>(db: DatabaseSync, work: () => T): T {
  return bracket(db, "begin immediate", work);
}

/** Runs work that writes, and rolls all of it back. */
export function rehearse<T>(db: DatabaseSync, work: () => T): T {
  db.exec("begin immediate");
  try {
    return work();
  } finally {
    rollback(db);
  }
}

/** Runs work that reads, all of it from one state of the database. */
export function readConsistently<T>(db: DatabaseSync, work: () => T): T {
  return db.isTransaction ? work() : bracket(db, "begin", work);
}

function bracket<T>(db: DatabaseSync, begin: string, work: () => T): T {
  db.exec(begin);
  try {
    const result = work();
    db.exec("commit");
    return result;
  } catch (error) {
    rollback(db);
    throw error;
  }
}

/** After a full disk or a failed read SQLite has rolled back already. */
function rollback(db: DatabaseSync): void {
  if (db.isTransaction) db.exec("rollback");
}
