import { catalogPath } from "../../catalog/catalog_path.ts";
import { clearCatalog } from "../../catalog/maintenance/clear.ts";
import { countPlugins, lastScanAt } from "../../catalog/backup.ts";
import { openCatalog, openForReading } from "../../catalog/open_catalog.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { ClearFlags } from "./catalog_flags.ts";
import { confirm } from "../terminal/confirm.ts";
import { withScanLock } from "../../catalog/with_scan_lock.ts";
import { withProgress } from "../progress/with_progress.ts";
import { printAnswer } from "../output/print_answer.ts";
import type { WorkListener } from "../../model/work_step.ts";
import type { CacheDocument } from "../../model/documents/cache_documents.ts";
import { countText } from "../output/count_text.ts";
import { timeText } from "../output/time_text.ts";

/** Runs `pluginary catalog clear`. */
export async function runCatalogClear(this: ProgramContext, flags: ClearFlags): Promise<void> {
  const path = catalogPath(this.console.environment);
  await confirm(() => questionFor(path, flags), flags.yes === true, this.console);
  const clear = async (listener?: WorkListener) => {
    using catalog = await openCatalog(path);
    const plugins = await countPlugins(catalog);
    return { plugins, backup: await clearCatalog(catalog, { withCuration: flags.all === true }, listener) };
  };
  const { plugins, backup } = await withProgress(
    flags,
    this.console,
    (listener) => withScanLock(path, () => clear(listener)),
  );
  const lines = [
    `Cleared ${path}: deleted ${countText(plugins, "plugin")}`,
    `The previous catalog was saved as ${backup}`,
  ];
  const document: CacheDocument = { schema: "cache-clear", schemaVersion: 1, path, backup, plugins };
  await printAnswer({ document, text: lines }, flags, this.console);
}

async function questionFor(path: string, { all }: ClearFlags): Promise<string> {
  using catalog = await openForReading(path);
  const plugins = countText(await countPlugins(catalog), "plugin");
  const scannedAt = await lastScanAt(catalog);
  const state = scannedAt === undefined ? plugins : `${plugins}, last scanned ${timeText(scannedAt)}`;
  return all
    ? `Delete everything in ${path} (${state}), including tags and notes?`
    : `Delete all scan results in ${path} (${state})?`;
}
