import { DatabaseSync } from "node:sqlite";

/** The version of SQLite, which needs no catalog. */
export function sqliteVersion(): string {
  const db = new DatabaseSync(":memory:");
  try {
    return String(db.prepare("select sqlite_version() as version").get()!["version"]);
  } finally {
    db.close();
  }
}
