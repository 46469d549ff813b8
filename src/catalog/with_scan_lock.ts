import { makeCatalogFolder } from "./catalog_folder.ts";
import { emptyCatalog, openForReading } from "./open_catalog.ts";
import { catalogInUse, readRunningScan, ScanLock } from "./scan_lock.ts";
import { PluginaryError } from "../model/pluginary_error.ts";

/**
 * Changes the catalog while no scan runs.
 *
 * @throws {PluginaryError} `scan-running`.
 */
export async function withScanLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  makeCatalogFolder(path);
  using lock = ScanLock.take(path);
  if (lock !== undefined) return await work();
  // For a damaged catalog, only the lock shows that a scan is running.
  using catalog = await openForReading(path).catch((error) => {
    if (error instanceof PluginaryError) return emptyCatalog(path);
    throw error;
  });
  const running = catalogInUse(await readRunningScan(catalog));
  // Another process may have held the lock only to check it, or have released it since.
  using free = ScanLock.take(path);
  if (free === undefined) throw running;
  catalog[Symbol.dispose]();
  return await work();
}
