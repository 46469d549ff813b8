import type { DatabaseSync } from "node:sqlite";
import { PluginaryError } from "../model/pluginary_error.ts";
import { retryWhileBusy } from "./sqlite/busy.ts";
import { catalogError } from "./sqlite/catalog_error.ts";
import { APPLICATION_ID } from "./sqlite/database_header.ts";
import type { Migration } from "./migrations.ts";
import { checkVersion, schemaVersion } from "./sqlite/schema_version.ts";
import { transact } from "./sqlite/transaction.ts";

/** The version that these migrations lead to. */
function latestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

/**
 * Brings a database to the latest version, each step in a transaction of its own.
 *
 * @param backup Called once before the first step, unless the database is
 * empty; if it fails, the migration stops.
 * @throws {PluginaryError} `catalog-newer`, before anything is changed.
 */
export async function migrate(
  db: DatabaseSync,
  path: string,
  migrations: readonly Migration[],
  backup: (version: number) => Promise<void>,
): Promise<void> {
  const version = await retryWhileBusy(() => schemaVersion(db));
  checkVersion(version, path, latestVersion(migrations));
  const pending = migrations.filter((migration) => migration.version > version);
  if (pending.length > 0 && version > 0) await backup(version);
  for (const migration of pending) {
    try {
      const fill = await migration.load?.();
      await retryWhileBusy(() => transact(db, () => apply(db, migration, fill)));
    } catch (error) {
      throw migrationError(error, path, migration);
    }
  }
}

/** A failing step means that the file is damaged, whatever SQLite's message. */
function migrationError(error: unknown, path: string, { version }: Migration): unknown {
  const reason = catalogError(error, path);
  if (reason instanceof PluginaryError && reason.code !== "catalog-damaged") return reason;
  const why = error instanceof Error ? error.message : String(error);
  return new PluginaryError(
    "catalog-damaged",
    `Cannot upgrade the catalog "${path}" to version ${version}: ${why}`,
    'It is unchanged; "pluginary catalog repair" saves readable data',
    { cause: error },
  );
}

/** Another process may have applied the step while this one waited for the lock. */
function apply(db: DatabaseSync, { version, sql }: Migration, fill?: (db: DatabaseSync) => void): void {
  if (schemaVersion(db) >= version) return;
  db.exec(sql);
  fill?.(db);
  const [violation] = db.prepare("pragma foreign_key_check").all();
  if (violation !== undefined) {
    throw new Error(`Migration ${version} breaks references of "${violation["table"]}"`);
  }
  db.exec(`pragma application_id = ${APPLICATION_ID}`);
  db.exec(`pragma user_version = ${version}`);
}
