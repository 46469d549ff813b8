import { makeCatalogFolder } from "./catalog_folder.ts";
import { emptyCatalog, openForReading } from "./open_catalog.ts";
import { readRunningScan, ScanLock, scanRunning } from "./scan_lock.ts";
import { PluginaryError } from "../model/pluginary_error.ts";

/**
 * Does something to the catalog that no scan may run beside.
 *
 * @throws {PluginaryError} `scan-running`.
 */
export async function locked<T>(path: string, work: () => Promise<T>): Promise<T> {
  makeCatalogFolder(path);
  using lock = ScanLock.take(path);
  if (lock !== undefined) return await work();
  // It may be damaged, in which case only the lock tells that a scan runs.
  using catalog = await openForReading(path).catch((error) => {
    if (error instanceof PluginaryError) return emptyCatalog(path);
    throw error;
  });
  const running = scanRunning(await readRunningScan(catalog));
  // It may have been had by one that only looked, or have become free.
  using free = ScanLock.take(path);
  if (free === undefined) throw running;
  catalog[Symbol.dispose]();
  return await work();
}
