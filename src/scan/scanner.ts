import type { ScanEvent } from "../model/scan_document.ts";
import type { ScanJournal } from "../model/scan_journal.ts";

/** What a scan is asked to do. */
export interface ScanOptions {
  /** Absolute paths of modules or folders to search; empty for the default locations of this system. */
  readonly paths: readonly string[];
  /** Most workers at once; unset for a number that suits this machine. */
  readonly jobs?: number;
  /** Where the scan records what it does. */
  readonly journal: ScanJournal;
  /** Ends the scan in order; its reason is the name of what interrupted it, like `SIGINT`. */
  readonly interrupt?: AbortSignal;
}

/**
 * Scans modules in worker processes and yields what it learns as it learns it.
 *
 * @throws {PluginaryError} when a path does not exist, before anything is
 *     scanned, or when no worker can be started.
 */
export async function* scan(_options: ScanOptions): AsyncGenerator<ScanEvent> {
  await Promise.resolve();
  throw new Error("to be written");
}
