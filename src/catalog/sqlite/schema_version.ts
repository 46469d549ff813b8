import type { DatabaseSync } from "node:sqlite";
import { PluginaryError } from "../../model/pluginary_error.ts";

/** The version of the schema that this program writes: the last of the migrations (a test compares). */
export const LATEST_VERSION = 18;

/** The version of a database: its last migration, or 0 if it is empty. */
export function schemaVersion(db: DatabaseSync): number {
  return Number(db.prepare("pragma user_version").get()!["user_version"]);
}

/**
 * Refuses a catalog written by a later version of the program.
 *
 * @throws {PluginaryError} `catalog-newer`.
 */
export function checkVersion(version: number, path: string, latest: number): void {
  if (version <= latest) return;
  throw new PluginaryError(
    "catalog-newer",
    `Cannot open "${path}": it has version ${version}; this program supports up to ${latest}`,
    "Use the newer pluginary that wrote it, or name another file with PLUGINARY_CATALOG",
  );
}
