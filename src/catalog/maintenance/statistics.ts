import type { DatabaseSync } from "node:sqlite";
import { compareBytes } from "../../platform/paths.ts";
import type { Backup } from "../backup.ts";
import { listBackups } from "../backup.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { COUNT_FAILURES } from "../plugins/count_failures.ts";
import { readVendors } from "../plugins/vendor_keys.ts";
import { present, text } from "../sqlite/json_column.ts";
import { schemaVersion } from "../sqlite/schema_version.ts";
import { findSizeLimit } from "./size_limit.ts";

/** Most vendors to list. */
const NAMED_VENDORS = 10;

/** Counts of a catalog's contents. */
export interface Statistics {
  readonly version: number;
  readonly plugins: number;
  readonly missing: number;
  readonly modules: number;
  readonly missingModules: number;
  readonly presets: number;
  readonly missingPresets: number;
  /** Failed modules, and single plugins that failed. */
  readonly failures: number;
  readonly byFormat: Record<string, number>;
  /** Modules, by how their last scan ended. */
  readonly byOutcome: Record<string, number>;
  /** Those with the most plugins. */
  readonly vendors: { vendor: string; plugins: number }[];
  readonly otherVendors: number;
  readonly blocked: number;
  /** Plugins with notes, tags or other data from the user. */
  readonly curated: number;
  readonly scans: number;
  readonly firstScanAt?: string;
  readonly lastScanAt?: string;
  readonly oldestDescriptionAt?: string;
  readonly sizeBytes: number;
  /** The write-ahead log, which has not been merged into the file. */
  readonly logBytes: number;
  readonly freePages: number;
  readonly freeBytes: number;
  readonly sizeLimitBytes?: number;
  readonly backups: Backup[];
}

/** Counts the contents of a catalog. */
export async function readStatistics(catalog: Catalog): Promise<Statistics> {
  const counts = await catalog.read(readCounts);
  const limit = await findSizeLimit(catalog);
  return {
    ...counts,
    sizeBytes: await sizeOf(catalog.path),
    logBytes: await sizeOf(`${catalog.path}-wal`),
    ...present({ sizeLimitBytes: limit }),
    backups: await listBackups(catalog.path),
  };
}

function readCounts(
  db: DatabaseSync,
): Omit<Statistics, "sizeBytes" | "logBytes" | "sizeLimitBytes" | "backups"> {
  const number = (sql: string) => Number(Object.values(db.prepare(sql).get()!)[0]);
  const groups = (sql: string) =>
    Object.fromEntries(db.prepare(sql).all().map((row) => [String(row["name"]), Number(row["n"])]));
  const times = db.prepare(
    `select min(started_at) as first, max(started_at) as last,
            (select min(scanned_at) from modules where missing_at is null) as oldest
       from scan_runs`,
  ).get()!;
  const freePages = number("pragma freelist_count");
  const vendors = readVendors(db).map(({ vendor, plugins }) => ({ vendor, plugins }))
    .sort((a, b) => b.plugins - a.plugins || compareBytes(a.vendor, b.vendor));
  return {
    version: schemaVersion(db),
    plugins: number("select count(*) from plugins"),
    missing: number("select count(*) from plugins where missing_at is not null"),
    modules: number("select count(*) from modules"),
    missingModules: number("select count(*) from modules where missing_at is not null"),
    presets: number("select count(*) from presets"),
    missingPresets: number("select count(*) from presets where missing_at is not null"),
    failures: number(`select ${COUNT_FAILURES} from modules m`),
    byFormat: groups("select format as name, count(*) as n from plugins group by format order by format"),
    byOutcome: groups("select outcome as name, count(*) as n from modules group by outcome order by outcome"),
    vendors: vendors.slice(0, NAMED_VENDORS),
    otherVendors: Math.max(0, vendors.length - NAMED_VENDORS),
    blocked: number("select count(*) from blocklist"),
    curated: number(
      `select count(*) from (
         select target from curation where kind = 'plugin' and value is not null
         union select substr(field, length('item:') + 1) from curation
           where kind = 'collection' and field glob 'item:*' and value is not null)`,
    ),
    scans: number("select count(*) from scan_runs"),
    ...present({
      firstScanAt: text(times["first"]),
      lastScanAt: text(times["last"]),
      oldestDescriptionAt: text(times["oldest"]),
    }),
    freePages,
    freeBytes: freePages * number("pragma page_size"),
  };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}
