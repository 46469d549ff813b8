import { DatabaseSync } from "node:sqlite";
import { APPLICATION_ID } from "../sqlite/database_header.ts";
import { LATEST_VERSION, schemaVersion } from "../sqlite/schema_version.ts";

/**
 * Opens the catalog for a look between two keys: it is never created, migrated,
 * copied or waited for.
 *
 * @returns `undefined` if there is no catalog of this version.
 * @throws {Error} of SQLite, for a damaged file and one that is in use.
 */
export function openForCompletions(path: string): DatabaseSync | undefined {
  // Opening a pipe would wait for its writer.
  if (!isFile(path)) return undefined;
  const db = new DatabaseSync(path, { readOnly: true, timeout: 0 });
  if (isCatalog(db)) return db;
  db.close();
  return undefined;
}

function isCatalog(db: DatabaseSync): boolean {
  const id = Number(db.prepare("pragma application_id").get()!["application_id"]);
  return id === APPLICATION_ID && schemaVersion(db) === LATEST_VERSION;
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
