import type { Catalog } from "../sqlite/catalog.ts";
import { CatalogJournal } from "./catalog_journal.ts";
import { catalogPath } from "../catalog_path.ts";
import { openCatalog, openForReading } from "../open_catalog.ts";
import { makeCatalogFolder } from "../catalog_folder.ts";
import { areSiblingsStale } from "../plugins/other_formats.ts";
import { applySizeLimit } from "../maintenance/size_limit.ts";
import { readRunningScan, type RunningScan, ScanLock, scanRunning } from "../scan_lock.ts";
import type { ScanEvent } from "../../model/documents/scan_document.ts";
import type { ScanJournal } from "../../model/scan_journal.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { homeFolder, type Variables } from "../../platform/folders.ts";

/** Options for a scan's use of the catalog. */
export interface ScanCatalogOptions {
  /** Version of the program, for the records. */
  readonly toolVersion: string;
  readonly variables: Variables;
  readonly paths: readonly string[];
  /**
   * Called before waiting for another scan to end, with that scan if it is known;
   * without this callback, opening fails.
   */
  readonly onWait: ((running: RunningScan | undefined) => Promise<void>) | undefined;
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
  static async open(options: ScanCatalogOptions): Promise<ScanCatalog | undefined> {
    const path = catalogPath(options.variables);
    makeCatalogFolder(path);
    const lock = await lockOrWait(path, options);
    if (lock === undefined) return undefined;
    let catalog: Catalog | undefined;
    try {
      catalog = await openCatalog(path);
      const journal = await CatalogJournal.begin(catalog, {
        toolVersion: options.toolVersion,
        paths: options.paths,
        formats: [],
        pid: Deno.pid,
        host: Deno.hostname(),
        home: homeFolder(options.variables),
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

  /** The catalog itself, for what belongs to the same scan. */
  get catalog(): Catalog {
    return this.#catalog;
  }

  /** The scanner's journal. */
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
      const { pruneMissing } = await import("../maintenance/prune.ts");
      await pruneMissing(this.#catalog);
    }
    if (await this.#catalog.read(areSiblingsStale)) {
      const { updateSiblings } = await import("../alike/sibling_index.ts");
      await updateSiblings(this.#catalog);
      const { takeOverFromSiblings } = await import("../plugins/curation_changes.ts");
      await takeOverFromSiblings(this.#catalog);
    }
    await applySizeLimit(this.#catalog);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      if (!this.#hasEnded) await this.#journal.end({ isComplete: false, interruptedBy: "error" });
    } catch (error) {
      // The cause, such as a full disk, has been reported and can also prevent this write.
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
  { onWait, interrupt }: ScanCatalogOptions,
): Promise<ScanLock | undefined> {
  const lock = ScanLock.take(path);
  if (lock !== undefined) return lock;
  const running = await whoScans(path);
  // Another process may have held the lock only to check it, or have released it since.
  const free = ScanLock.take(path);
  if (free !== undefined) return free;
  if (onWait === undefined) throw scanRunning(running);
  await onWait(running);
  return await ScanLock.wait(path, interrupt);
}

/** The running scan; in its first moments the catalog itself can be locked. */
async function whoScans(path: string): Promise<RunningScan | undefined> {
  try {
    using catalog = await openForReading(path, { busyTimeoutMs: 500 });
    return await readRunningScan(catalog);
  } catch (error) {
    if (error instanceof PluginaryError) return undefined;
    throw error;
  }
}
