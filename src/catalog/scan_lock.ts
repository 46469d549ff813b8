import { DatabaseSync } from "node:sqlite";
import { PluginaryError } from "../model/pluginary_error.ts";
import type { Catalog } from "./sqlite/catalog.ts";
import { isBusy, notWritable } from "./sqlite/catalog_error.ts";

/** The running scan according to the catalog's records. */
export interface RunningScan {
  readonly pid: number;
  readonly host: string;
  readonly startedAt: string;
}

/**
 * The right to scan into a catalog, which one process holds at a time.
 *
 * It is SQLite's lock on an empty database beside the catalog: the system
 * releases it however the process ends, which a file with a process id cannot
 * promise.
 */
export class ScanLock implements Disposable {
  readonly #db: DatabaseSync;

  private constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /**
   * Takes the lock; `undefined` if another process holds it.
   *
   * @throws {PluginaryError} when the file cannot be created.
   */
  static take(catalogPath: string): ScanLock | undefined {
    let db: DatabaseSync | undefined;
    try {
      db = new DatabaseSync(lockPath(catalogPath), { timeout: 0 });
      // Not "exclusive", which reads the file first: of two processes that read
      // at the same moment, neither gets the lock.
      db.exec("begin immediate");
      return new ScanLock(db);
    } catch (error) {
      db?.close();
      if (isBusy(error)) return undefined;
      throw notWritable(error, catalogPath);
    }
  }

  /**
   * Whether a process holds the lock; finding out takes it for a moment. Where
   * that is impossible, as in a read-only folder, the answer is true.
   */
  static isTaken(catalogPath: string): boolean {
    try {
      Deno.statSync(lockPath(catalogPath));
      using lock = ScanLock.take(catalogPath);
      return lock === undefined;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return false;
      if (error instanceof PluginaryError) return true;
      throw error;
    }
  }

  /** Takes the lock as soon as it is free; `undefined` if the signal comes first. */
  static async wait(catalogPath: string, signal: AbortSignal): Promise<ScanLock | undefined> {
    while (!signal.aborted) {
      const lock = ScanLock.take(catalogPath);
      if (lock !== undefined) return lock;
      await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
    }
    return undefined;
  }

  [Symbol.dispose](): void {
    if (this.#db.isOpen) this.#db.close();
  }
}

const POLL_INTERVAL_MS = 50;

function lockPath(catalogPath: string): string {
  return `${catalogPath}-scan-lock`;
}

/** Reads the running scan; `undefined` if it is not on record, as in its first moments. */
export async function readRunningScan(catalog: Catalog): Promise<RunningScan | undefined> {
  return await catalog.read((db) => {
    const row = db.prepare(
      "select pid, host, started_at from scan_runs where ended_at is null order by id desc limit 1",
    ).get();
    if (row === undefined) return undefined;
    return { pid: Number(row["pid"]), host: String(row["host"]), startedAt: String(row["started_at"]) };
  });
}

/** Describes the running scan for a message; `undefined` if it is not on record. */
export function describeRunningScan(running: RunningScan | undefined): string {
  return running === undefined
    ? "another scan is running"
    : `process ${running.pid} on "${running.host}" has been scanning since ${running.startedAt}`;
}

/** The error of a scan that finds another one running. */
export function scanRunning(running: RunningScan | undefined): PluginaryError {
  return new PluginaryError(
    "scan-running",
    `Cannot scan into this catalog: ${describeRunningScan(running)}`,
    "Wait for it with --wait, or scan with --no-catalog",
  );
}

/** The error of another command that changes the catalog, which cannot wait. */
export function catalogInUse(running: RunningScan | undefined): PluginaryError {
  return new PluginaryError(
    "scan-running",
    `Cannot change this catalog: ${describeRunningScan(running)}`,
    "Run the command again when it has ended",
  );
}
