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
 * Brings a database to the latest version: an existing one step by step, each
 * in a transaction of its own, a new one in a single transaction, so that a
 * full disk leaves no half of a catalog behind.
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
  const steps = version > 0 ? pending.map((migration) => [migration]) : [pending];
  for (const step of steps) await applyTogether(db, path, step, version > 0);
}

/** @param hasContent Whether there is something to fill new tables from. */
async function applyTogether(
  db: DatabaseSync,
  path: string,
  step: readonly Migration[],
  hasContent: boolean,
): Promise<void> {
  const fills = await Promise.all(step.map(({ load }) => hasContent ? load?.() : undefined));
  let current: Migration | undefined;
  try {
    await retryWhileBusy(() =>
      transact(db, () => {
        for (const [index, migration] of step.entries()) {
          current = migration;
          apply(db, migration, fills[index]);
        }
      })
    );
  } catch (error) {
    throw current === undefined ? catalogError(error, path) : migrationError(error, path, current);
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
