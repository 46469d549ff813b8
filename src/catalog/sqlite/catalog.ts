import type { DatabaseSync } from "node:sqlite";
import { BUSY_TIMEOUT_MS, retryWhileBusy } from "./busy.ts";
import { catalogError } from "./catalog_error.ts";
import type { FilePlace } from "./file_place.ts";
import { readConsistently, rehearse, transact } from "./transaction.ts";

/**
 * An open catalog.
 *
 * Reads and writes are synchronous pieces of work, each in one transaction;
 * only waiting for another program's lock is asynchronous. SQLite's errors
 * become a {@linkcode PluginaryError} with the file's name.
 */
export class Catalog implements Disposable {
  /** The database itself, for the repositories of this folder. */
  readonly db: DatabaseSync;
  /** The catalog's own file, even if a copy of it had to be opened. */
  readonly path: string;
  readonly #dispose: () => void;
  readonly #busyTimeoutMs: number;
  readonly #place: FilePlace | undefined;

  /**
   * @param dispose Removes the copy that was made to open it, if any.
   * @param place The file's identity when it was opened, for long writes.
   */
  constructor(
    db: DatabaseSync,
    path: string,
    { dispose = () => {}, busyTimeoutMs = BUSY_TIMEOUT_MS, place }: {
      dispose?: (() => void) | undefined;
      busyTimeoutMs?: number | undefined;
      place?: FilePlace | undefined;
    } = {},
  ) {
    this.#place = place;
    this.db = db;
    this.path = path;
    this.#dispose = dispose;
    this.#busyTimeoutMs = busyTimeoutMs;
  }

  /** Reads from one state of the catalog; scans and other writers go on meanwhile. */
  async read<T>(work: (db: DatabaseSync) => T): Promise<T> {
    return await this.#run(() => readConsistently(this.db, () => work(this.db)));
  }

  /**
   * Writes all or nothing.
   *
   * @param work May run more than once, each time on the current state of the
   * catalog.
   */
  async write<T>(work: (db: DatabaseSync) => T): Promise<T> {
    return await this.#run(() => transact(this.db, () => work(this.db)));
  }

  /** Learns what a write would do, and changes nothing. */
  async rehearse<T>(work: (db: DatabaseSync) => T): Promise<T> {
    return await this.#run(() => rehearse(this.db, () => work(this.db)));
  }

  /**
   * SQLite keeps writing to a deleted or replaced file without an error, and
   * all of that is lost when it is closed.
   *
   * @throws {PluginaryError} `catalog-replaced`.
   */
  requireInPlace(): void {
    this.#place?.require();
  }

  /** Closes the file; a second call does nothing. */
  [Symbol.dispose](): void {
    if (!this.db.isOpen) return;
    this.db.close();
    this.#dispose();
  }

  async #run<T>(attempt: () => T): Promise<T> {
    try {
      return await retryWhileBusy(attempt, this.#busyTimeoutMs) as T;
    } catch (error) {
      throw catalogError(error, this.path);
    }
  }
}
