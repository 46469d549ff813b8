import { catalogPath } from "../../catalog/catalog_path.ts";
import { repairCatalog, type RepairReport } from "../../catalog/maintenance/repair.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { WorkFlags } from "./catalog_flags.ts";
import { withScanLock } from "../../catalog/with_scan_lock.ts";
import { withProgress } from "../progress/with_progress.ts";
import { printAnswer } from "../output/print_answer.ts";
import type { CacheDocument } from "../../model/documents/cache_documents.ts";
import { countText } from "../output/count_text.ts";

/** The report of a repair that was not needed. */
const NOTHING_DONE: Omit<RepairReport, "damaged"> = { tables: [], unreadable: 0, toRescan: 0 };

/** Runs `pluginary catalog repair`. */
export async function runCatalogRepair(this: ProgramContext, flags: WorkFlags): Promise<void> {
  const path = catalogPath(this.console.environment);
  await requireFile(path);
  const report = await withProgress(
    flags,
    this.console,
    (listener) => withScanLock(path, () => repairCatalog(path, listener)),
  );
  const lines = report === undefined ? ["The catalog is healthy; nothing was changed"] : linesOf(report);
  const document: CacheDocument = {
    schema: "cache-repair",
    schemaVersion: 1,
    path,
    ...report ?? NOTHING_DONE,
  };
  await printAnswer({ document, text: lines }, flags, this.console);
}

/** Without a file, a repair would create an empty catalog, as if everything had been lost. */
async function requireFile(path: string): Promise<void> {
  for (const file of [path, `${path}-wal`]) {
    try {
      if ((await Deno.stat(file)).isFile) return;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  throw new PluginaryError("catalog-not-found", `Cannot repair "${path}": it does not exist`);
}

/** How many rows were in unreadable places is unknown. */
function lossesOf(lost: readonly string[], unreadable: number): string {
  const places = unreadable === 0 ? [] : [`the contents of ${countText(unreadable, "damaged place")}`];
  const losses = [...lost, ...places];
  return losses.length === 0 ? "nothing that is known" : losses.join(", ");
}

function linesOf({ damaged, tables, unreadable, toRescan }: RepairReport): string[] {
  const kept = tables.filter((table) => table.kept > 0).map((table) => `${table.table} ${table.kept}`);
  const lost = tables.filter((table) => table.lost > 0).map((table) => `${table.table} ${table.lost}`);
  return [
    `Saved: ${kept.length === 0 ? "nothing" : kept.join(", ")}`,
    `Lost: ${lossesOf(lost, unreadable)}`,
    ...(toRescan === 0 ? [] : [`The next scan will rescan ${countText(toRescan, "module")}`]),
    `The damaged catalog was moved to ${damaged}`,
  ];
}
