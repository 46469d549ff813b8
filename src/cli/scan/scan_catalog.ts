import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { CatalogJournal } from "../../catalog/scans/catalog_journal.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog, openForReading } from "../../catalog/open_catalog.ts";
import { makeCatalogFolder } from "../../catalog/catalog_folder.ts";
import { applySizeLimit } from "../../catalog/maintenance/size_limit.ts";
import { readRunningScan, ScanLock, scanRunning } from "../../catalog/scan_lock.ts";
import type { ScanEvent } from "../../model/documents/scan_document.ts";
import type { ScanJournal } from "../../model/scan_journal.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { homeFolder } from "../../platform/folders.ts";
import type { Console } from "../terminal/console.ts";
import { writeMessage } from "../terminal/console.ts";
import { PROGRAM_VERSION } from "../command_line/program_version.ts";

/** How a scan uses the catalog. */
export interface ScanCatalogOptions {
  readonly paths: readonly string[];
  /** Waits for another scan to end instead of giving up. */
  readonly waits: boolean;
  readonly interrupt: AbortSignal;
  /** Whether modules that need not be scanned come with buses, parameters and programs. */
  readonly isFull: boolean;
  /** Forgets what is gone when the scan is complete. */
  readonly prunes: boolean;
}

/** A catalog with the right to scan into it, and the records of this scan. */
export class ScanCatalog implements AsyncDisposable {
  readonly #catalog: Catalog;
  readonly #lock: ScanLock;
  readonly #journal: CatalogJournal;
  readonly #options: ScanCatalogOptions;
  #hasEnded = false;

  private constructor(
    catalog: Catalog,
    lock: ScanLock,
    journal: CatalogJournal,
    options: ScanCatalogOptions,
  ) {
    this.#catalog = catalog;
    this.#lock = lock;
    this.#journal = journal;
    this.#options = options;
  }

  /**
   * Opens the catalog for a scan, before anything is scanned.
   *
   * @returns `undefined` when the wait for another scan was interrupted.
   * @throws {PluginaryError} when it cannot be written, or when another scan runs.
   */
  static async open(console: Console, options: ScanCatalogOptions): Promise<ScanCatalog | undefined> {
    const path = catalogPath(console.environment);
    makeCatalogFolder(path);
    const lock = await lockOrWait(path, console, options);
    if (lock === undefined) return undefined;
    let catalog: Catalog | undefined;
    try {
      catalog = await openCatalog(path);
      const journal = await CatalogJournal.begin(catalog, {
        toolVersion: PROGRAM_VERSION,
        paths: options.paths,
        formats: [],
        pid: Deno.pid,
        host: Deno.hostname(),
        home: homeFolder(console.environment),
        isFull: options.isFull,
        now: () => new Date(),
      });
      return new ScanCatalog(catalog, lock, journal, options);
    } catch (error) {
      catalog?.[Symbol.dispose]();
      lock[Symbol.dispose]();
      throw error;
    }
  }

  /** What the scanner writes to. */
  get journal(): ScanJournal {
    return this.#journal;
  }

  /** Puts a scan's end on record, before anybody is told. */
  async end(finished: Extract<ScanEvent, { event: "finished" }>): Promise<void> {
    const { complete: isComplete, interruptedBy, summary } = finished;
    this.#hasEnded = true;
    await this.#journal.end({ isComplete, interruptedBy, summary });
    if (!isComplete) return;
    if (this.#options.prunes) {
      const { pruneMissing } = await import("../../catalog/maintenance/prune.ts");
      await pruneMissing(this.#catalog);
    }
    await applySizeLimit(this.#catalog);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      if (!this.#hasEnded) await this.#journal.end({ isComplete: false, interruptedBy: "error" });
    } catch (error) {
      // What ended the scan, a full disk say, can be in the way of this too and is told already.
      // The next scan sees that this one has no end.
      if (!(error instanceof PluginaryError)) throw error;
    } finally {
      this.#catalog[Symbol.dispose]();
      this.#lock[Symbol.dispose]();
    }
  }
}

async function lockOrWait(
  path: string,
  console: Console,
  { waits, interrupt }: ScanCatalogOptions,
): Promise<ScanLock | undefined> {
  const lock = ScanLock.take(path);
  if (lock !== undefined) return lock;
  const running = await whoScans(path);
  // It may have been had by one that only looked, or have become free.
  const free = ScanLock.take(path);
  if (free !== undefined) return free;
  if (!waits) throw running;
  await writeMessage(
    console.stderr,
    `${running.message.replace("Cannot scan into this catalog: ", "Waiting: ")}\n`,
  );
  return await ScanLock.wait(path, interrupt);
}

/** In the first moments of a scan the catalog itself can be locked. */
async function whoScans(path: string): Promise<PluginaryError> {
  try {
    using catalog = await openForReading(path, { busyTimeoutMs: 500 });
    return scanRunning(await readRunningScan(catalog));
  } catch (error) {
    if (error instanceof PluginaryError) return scanRunning(undefined);
    throw error;
  }
}
