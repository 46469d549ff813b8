import type { ScannedModule } from "./module.ts";
import type { PluginFormat } from "./plugin_format.ts";

/**
 * Where a scan writes down what it is about to do and what came of it.
 *
 * Both are awaited: a job is on record before any code of its plugin runs, and
 * its end is on record before the scan says that it ended. So whatever stops
 * the program, the next scan knows what was under way.
 */
export interface ScanJournal {
  /** Records that a module is about to be scanned. */
  begin(module: { location: string; format: PluginFormat }): Promise<void>;
  /** Records how that ended. */
  commit(module: ScannedModule): Promise<void>;
}
