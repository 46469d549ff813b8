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

/** Options for a scan's use of the catalog. */
export interface ScanCatalogOptions {
  readonly paths: readonly string[];
  /** Waits for another scan to end instead of giving up. */
  readonly waits: boolean;
  readonly interrupt: AbortSignal;
  /** Whether unchanged modules are read with buses, parameters and programs. */
  readonly isFull: boolean;
  /** Deletes missing plugins after a complete scan. */
  readonly prunes: boolean;
}

/** A catalog that is locked for a scan, with the journal of that scan. */
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
   * Opens and locks the catalog before the scan.
   *
   * @returns `undefined` if the wait for another scan was interrupted.
   * @throws {PluginaryError} if it cannot be written, or if another scan is running.
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

  /** The journal that the scanner writes to. */
  get journal(): ScanJournal {
    return this.#journal;
  }

  /** Records the end of the scan, before it is reported. */
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
      // The error that ended the scan, such as a full disk, can also fail this write; it is
      // already reported. The next scan sees that this one has no end.
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
  // The lock may have been held only for a look, or been released meanwhile.
  const free = ScanLock.take(path);
  if (free !== undefined) return free;
  if (!waits) throw running;
  await writeMessage(
    console.stderr,
    `${running.message.replace("Cannot scan into this catalog: ", "Waiting: ")}\n`,
  );
  return await ScanLock.wait(path, interrupt);
}

/** The error that names the running scan; in its first moments the catalog can be locked. */
async function whoScans(path: string): Promise<PluginaryError> {
  try {
    using catalog = await openForReading(path, { busyTimeoutMs: 500 });
    return scanRunning(await readRunningScan(catalog));
  } catch (error) {
    if (error instanceof PluginaryError) return scanRunning(undefined);
    throw error;
  }
}
