import { catalogPath } from "../../../catalog/catalog_path.ts";
import { listBackups } from "../../../catalog/backup.ts";
import {
  type CatalogHealth,
  type InstalledModule,
  readHealth,
  readInstalledModules,
  readRoots,
} from "../../../catalog/maintenance/catalog_health.ts";
import { inspectFile, openForReading } from "../../../catalog/open_catalog.ts";
import { ScanLock } from "../../../catalog/scan_lock.ts";
import { catalogError } from "../../../catalog/sqlite/catalog_error.ts";
import { LATEST_VERSION } from "../../../catalog/sqlite/schema_version.ts";
import { finding, type HealthCheck, type Remedy } from "../../../model/health/health_check.ts";
import type { HealthCode } from "../../../model/health/health_codes.ts";
import { type ErrorCode, PluginaryError } from "../../../model/pluginary_error.ts";
import { isFileError } from "../../../platform/file_error.ts";
import { reasonOf } from "../../../platform/reason_of.ts";
import { statIfThere } from "../../../platform/stat_if_there.ts";
import type { Environment } from "../../../scan/files/search_system.ts";
import { formatSize } from "../../output/byte_size.ts";
import { shellWord } from "../../terminal/shell_word.ts";
import { accessCure, isOwnFile, writeRemedy } from "./folders.ts";

/** How long a program that has locked the catalog may keep a report waiting. */
const BUSY_MS = 300;

/** Unused pages are worth a command from this size and share on. */
const WASTE = { bytes: 16_000_000, share: 0.3 } as const;

/** A write-ahead log of this size has not been merged for long. */
const LARGE_LOG_BYTES = 64_000_000;

/** The catalog's file, and its contents if it can be read. */
export interface CatalogFacts {
  readonly path: string;
  /** Whether `PLUGINARY_CATALOG` names it. */
  readonly isNamed: boolean;
  readonly exists: boolean;
  /** Why it cannot be used. */
  readonly error?: PluginaryError;
  /** The version of its tables if an older program wrote it. */
  readonly olderVersion?: number;
  readonly whyNotWritable?: string;
  readonly isOwn: boolean;
  readonly isFolder: boolean;
  readonly logBytes: number;
  readonly hasBackup: boolean;
  readonly health?: CatalogHealth;
  readonly installed: readonly InstalledModule[];
  /** The folders in which modules were found. */
  readonly roots: readonly string[];
  readonly isScanRunning: boolean;
}

/** Looks at the catalog without changing it; `undefined` if there is no place for one. */
export async function examineCatalog(environment: Environment): Promise<CatalogFacts | undefined> {
  let path: string;
  try {
    path = catalogPath(environment);
  } catch (error) {
    if (error instanceof PluginaryError) return undefined;
    throw error;
  }
  const info = statIfThere(path);
  const facts = {
    path,
    isNamed: (environment("PLUGINARY_CATALOG") ?? "") !== "",
    exists: info !== undefined,
    isOwn: info === undefined || isOwnFile(info),
    isFolder: info?.isDirectory === true,
    logBytes: statIfThere(`${path}-wal`)?.size ?? 0,
    hasBackup: await hasBackup(path),
    installed: [],
    roots: [],
    isScanRunning: false,
  };
  try {
    return { ...facts, ...await examineContents(path, info) };
  } catch (error) {
    const reason = catalogError(error, path);
    if (reason instanceof PluginaryError) return { ...facts, error: reason };
    if (!(error instanceof Error)) throw error;
    const damaged = new PluginaryError("catalog-damaged", `Cannot read "${path}": ${error.message}`);
    return { ...facts, error: damaged };
  }
}

/** The findings about the catalog's file. */
export function judgeCatalog(facts: CatalogFacts): HealthCheck[] {
  const { path, error, exists, health, olderVersion, whyNotWritable, isOwn, logBytes } = facts;
  if (error !== undefined) return [judgeError(facts, error)];
  if (olderVersion !== undefined) {
    const message = `"${path}" has version ${olderVersion}; this program writes version ${LATEST_VERSION}`;
    return [
      finding("catalog-older", message, {
        advice: "The next command upgrades it, after a backup",
        cure: "pluginary catalog stats",
      }),
    ];
  }
  if (!exists || health === undefined) {
    return [finding("catalog-missing", `There is no catalog yet: "${path}"`, { cure: "pluginary scan" })];
  }
  const checks: HealthCheck[] = [];
  if (health.damage.length > 0) {
    const message = `"${path}" is damaged: ${health.damage.join("; ")}`;
    checks.push(finding("catalog-damaged", message, { cure: "pluginary catalog repair" }));
  }
  if (whyNotWritable !== undefined) {
    const message = `Scans cannot write to "${path}": ${whyNotWritable}`;
    checks.push(finding("catalog-not-writable", message, writeRemedy(path, whyNotWritable, "u+rw", isOwn)));
  }
  const { freeBytes, sizeBytes } = health;
  if (logBytes > LARGE_LOG_BYTES || (freeBytes > WASTE.bytes && freeBytes > sizeBytes * WASTE.share)) {
    const message = `"${path}" wastes ${formatSize(freeBytes + logBytes)} of its ` +
      formatSize(sizeBytes + logBytes);
    checks.push(finding("catalog-wasteful", message, { cure: "pluginary catalog vacuum" }));
  }
  if (checks.length > 0) return checks;
  const text = `"${path}", ${formatSize(sizeBytes)}, shows no damage`;
  return [
    finding("catalog-healthy", text, { advice: '"pluginary catalog check" reads all of it' }),
  ];
}

/** The finding for each error of opening a catalog. */
const ERRORS: Partial<Record<ErrorCode, HealthCode>> = {
  "catalog-damaged": "catalog-damaged",
  "catalog-not-a-database": "catalog-not-a-database",
  "catalog-of-other-program": "catalog-of-other-program",
  "catalog-newer": "catalog-newer",
  "catalog-not-readable": "catalog-not-readable",
  "catalog-not-writable": "catalog-not-readable",
  "catalog-busy": "catalog-busy",
};

function judgeError(facts: CatalogFacts, { code, message, hint }: PluginaryError): HealthCheck {
  const found = ERRORS[code] ?? "catalog-damaged";
  return finding(found, message, remedyFor(found, facts, hint));
}

function remedyFor(code: HealthCode, facts: CatalogFacts, hint: string | undefined): Remedy {
  const { path, isNamed, isOwn, isFolder, hasBackup } = facts;
  const elsewhere = { cure: isNamed ? "unset PLUGINARY_CATALOG" : moveAway(facts) };
  switch (code) {
    case "catalog-newer":
      return {
        advice: "Use the newer pluginary that wrote it, or go back to a backup",
        // A restore needs a catalog that it can back up, or none.
        ...(hasBackup ? { cure: `${moveAway(facts)} && pluginary catalog restore` } : elsewhere),
      };
    case "catalog-of-other-program":
      return elsewhere;
    case "catalog-not-a-database":
      return isFolder ? elsewhere : { cure: "pluginary catalog repair" };
    case "catalog-not-readable":
      return isFolder ? elsewhere : accessCure(path, "u+rw", isOwn);
    case "catalog-busy":
      return hint === undefined ? {} : { advice: hint };
    default:
      return { cure: "pluginary catalog repair" };
  }
}

/** The command that moves the file away with its log, which would be taken for a lost catalog's. */
function moveAway({ path, logBytes }: CatalogFacts): string {
  const ends = logBytes > 0 ? ["", "-wal"] : [""];
  return ends.map((end) => `mv ${shellWord(`${path}${end}`)} ${shellWord(`${path}.old${end}`)}`).join(" && ");
}

async function examineContents(
  path: string,
  info: Deno.FileInfo | undefined,
): Promise<Partial<CatalogFacts>> {
  const header = await inspectFile(path);
  if (header === undefined || header.sizeBytes === 0) return { exists: false };
  // Opening it would upgrade it, and a report changes nothing.
  if (header.version > 0 && header.version < LATEST_VERSION) return { olderVersion: header.version };
  const shortBy = header.pageSize * header.pageCount - header.sizeBytes;
  if (shortBy > 0 && statIfThere(`${path}-wal`) === undefined) {
    throw new PluginaryError(
      "catalog-damaged",
      `"${path}" is damaged: its last ${shortBy} bytes are missing`,
    );
  }
  using catalog = await openForReading(path, { busyTimeoutMs: BUSY_MS });
  const health = await readHealth(catalog);
  const { installed, roots } = await catalog.read((db) => ({
    installed: readInstalledModules(db),
    roots: readRoots(db),
  }));
  const isOpenScan = health.lastScan !== undefined && health.lastScan.endedAt === undefined;
  const whyNotWritable = info === undefined ? undefined : whyNotWritten(path);
  return {
    health,
    installed,
    roots,
    isScanRunning: isOpenScan && ScanLock.isTaken(path),
    ...(whyNotWritable === undefined ? {} : { whyNotWritable }),
  };
}

/** Opening a file to write changes nothing. */
function whyNotWritten(path: string): string | undefined {
  try {
    Deno.openSync(path, { write: true }).close();
    return undefined;
  } catch (error) {
    if (isFileError(error)) return reasonOf(error);
    throw error;
  }
}

async function hasBackup(path: string): Promise<boolean> {
  try {
    return (await listBackups(path)).length > 0;
  } catch (error) {
    if (isFileError(error)) return false;
    throw error;
  }
}
