import { catalogPath } from "../../catalog/catalog_path.ts";
import { repairCatalog, type RepairReport } from "../../catalog/maintenance/repair.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { CacheFlags } from "./catalog_flags.ts";
import { withScanLock } from "../../catalog/with_scan_lock.ts";
import { printResult } from "./print_result.ts";

/** What a repair that was not needed did. */
const NOTHING_DONE: Omit<RepairReport, "damaged"> = { tables: [], unreadable: 0, toRescan: 0 };

/** Runs `pluginary cache repair`. */
export async function runCacheRepair(this: ProgramContext, flags: CacheFlags): Promise<void> {
  const path = catalogPath(this.console.environment);
  await requireFile(path);
  const report = await withScanLock(path, () => repairCatalog(path));
  const lines = report === undefined ? ["The catalog is healthy; nothing has been changed"] : linesOf(report);
  await printResult({ schema: "cache-repair", path, ...report ?? NOTHING_DONE }, lines, flags, this.console);
}

/** Repairing nothing would leave an empty catalog, as if all had been lost. */
async function requireFile(path: string): Promise<void> {
  for (const file of [path, `${path}-wal`]) {
    try {
      if ((await Deno.stat(file)).isFile) return;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  throw new PluginaryError("catalog-not-found", `Cannot repair "${path}": there is no such file`);
}

function linesOf({ damaged, tables, unreadable, toRescan }: RepairReport): string[] {
  const kept = tables.filter((table) => table.kept > 0).map((table) => `${table.table} ${table.kept}`);
  const lost = tables.filter((table) => table.lost > 0).map((table) => `${table.table} ${table.lost}`);
  return [
    `Saved: ${kept.length === 0 ? "nothing" : kept.join(", ")}`,
    `Lost: ${lost.length === 0 ? "no row that was found" : lost.join(", ")}`,
    ...(unreadable === 0 ? [] : [`${unreadable} rows could not be read at all`]),
    ...(toRescan === 0 ? [] : [`The next scan looks at ${toRescan} modules again`]),
    `The damaged catalog is in ${damaged}`,
  ];
}
