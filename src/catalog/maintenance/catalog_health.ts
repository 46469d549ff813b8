import type { DatabaseSync } from "node:sqlite";
import { DESCRIBER_VERSION } from "../../model/describer.ts";
import { COUNT_FAILURES } from "../plugins/count_failures.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { present, text } from "../sqlite/json_column.ts";
import { findVisibleDamage } from "./visible_damage.ts";

/** The numbers of a catalog that a report about its health needs. */
export interface CatalogHealth {
  /** Signs of damage that can be seen without reading every description; empty if there are none. */
  readonly damage: readonly string[];
  /** Plugins and modules that were there at the last scan. */
  readonly plugins: number;
  readonly modules: number;
  /** Failed modules, and single plugins that failed. */
  readonly failures: number;
  /** Blocks by scans, after failures, and by the user. */
  readonly blockedAfterFailures: number;
  readonly blockedByUser: number;
  /** Missing modules and plugins that a prune would delete. */
  readonly prunable: number;
  /** Modules that an older program described. */
  readonly outdated: number;
  /** Scanned modules that took longest, slowest first. */
  readonly slow: readonly { readonly location: string; readonly durationMs: number }[];
  readonly lastScan?: LastScan;
  readonly freeBytes: number;
  readonly sizeBytes: number;
}

/** The last scan into a catalog. */
export interface LastScan {
  readonly id: number;
  readonly startedAt: string;
  readonly isComplete: boolean;
  /** Absent while it runs, and after the death of its process. */
  readonly endedAt?: string;
  readonly interruptedBy?: string;
}

/** A module that the catalog takes to be installed. */
export interface InstalledModule {
  readonly location: string;
  /** The searched folder in which it was found. */
  readonly root: string;
}

/** Modules that take this long are slow: a scan of hundreds of others takes less. */
const SLOW_MS = 10_000;

/** Most slow modules to name. */
const MOST_SLOW = 5;

/**
 * Reads the health of a catalog: counts, and those signs of damage that show
 * quickly. `catalog check` reads everything.
 */
export async function readHealth(catalog: Catalog): Promise<CatalogHealth> {
  return await catalog.read((db) => {
    const number = (sql: string) => Number(Object.values(db.prepare(sql).get()!)[0]);
    const pageSize = number("pragma page_size");
    const sizeBytes = number("pragma page_count") * pageSize;
    return {
      damage: findVisibleDamage(db, sizeBytes),
      plugins: number("select count(*) from plugins where missing_at is null"),
      modules: number("select count(*) from modules where missing_at is null"),
      failures: number(`select ${COUNT_FAILURES} from modules m where missing_at is null`),
      blockedAfterFailures: number("select count(*) from blocklist where code = 'blocked-after-failures'"),
      blockedByUser: number("select count(*) from blocklist where code = 'blocked-by-user'"),
      prunable: number(
        `select (select count(*) from modules where missing_at is not null) +
           (select count(*) from plugins p where missing_at is not null and origin = 'scan'
             and not exists (select 1 from installations where plugin_row_id = p.id))`,
      ),
      outdated: number(
        `select count(*) from modules where missing_at is null and outcome = 'scanned'
           and describer < ${DESCRIBER_VERSION}`,
      ),
      slow: readSlow(db),
      ...present({ lastScan: readLastScan(db) }),
      freeBytes: number("pragma freelist_count") * pageSize,
      sizeBytes,
    };
  });
}

/** The modules that the catalog takes to be installed, apart from those that have no file. */
export function readInstalledModules(db: DatabaseSync): InstalledModule[] {
  return db.prepare("select location, root from modules where missing_at is null and format <> 'au'").all()
    .map(({ location, root }) => ({ location: String(location), root: String(root) }));
}

/** The folders in which modules were found. */
export function readRoots(db: DatabaseSync): string[] {
  return db.prepare("select distinct root from modules order by root").all().map(({ root }) => String(root));
}

function readSlow(db: DatabaseSync): CatalogHealth["slow"] {
  const rows = db.prepare(
    `select location, duration_ms from modules
      where missing_at is null and outcome = 'scanned' and duration_ms > ${SLOW_MS}
      order by duration_ms desc, location limit ${MOST_SLOW}`,
  ).all();
  return rows.map((row) => ({ location: String(row["location"]), durationMs: Number(row["duration_ms"]) }));
}

function readLastScan(db: DatabaseSync): LastScan | undefined {
  const row = db.prepare("select * from scan_runs order by id desc limit 1").get();
  if (row === undefined) return undefined;
  return {
    id: Number(row["id"]),
    startedAt: String(row["started_at"]),
    isComplete: row["is_complete"] === 1,
    ...present({ endedAt: text(row["ended_at"]), interruptedBy: text(row["interrupted_by"]) }),
  };
}
