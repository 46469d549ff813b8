import { backupByHand, backupTo, countPlugins } from "../../catalog/backup.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { absolutePath } from "../../platform/paths.ts";
import { formatSize } from "../output/byte_size.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { BackupFlags } from "./catalog_flags.ts";
import { countText } from "../output/count_text.ts";
import { dayAndClock } from "../output/time_text.ts";
import { withProgress } from "../progress/with_progress.ts";
import { printAnswer } from "../output/print_answer.ts";
import type { CacheDocument } from "../../model/documents/cache_documents.ts";

/** Runs `pluginary catalog backup`. */
export async function runCatalogBackup(
  this: ProgramContext,
  flags: BackupFlags,
  file?: string,
): Promise<void> {
  const path = catalogPath(this.console.environment);
  using catalog = await openForReading(path);
  const backup = await withProgress(flags, this.console, async (listener) => {
    if (file === undefined) return await backupByHand(catalog.db, path, listener);
    const target = absolutePath(file);
    await backupTo(catalog.db, target, path, { isForced: flags.force === true, listener });
    return target;
  });
  const { size: sizeBytes } = await Deno.stat(backup);
  const plugins = await countPlugins(catalog);
  const madeAt = new Date();
  const count = countText(plugins, "plugin");
  const lines = [`Saved ${backup}: ${count}, ${formatSize(sizeBytes)}, ${dayAndClock(madeAt)}`];
  const document: CacheDocument = {
    schema: "cache-backup",
    schemaVersion: 1,
    path,
    backup,
    sizeBytes,
    plugins,
    madeAt: madeAt.toISOString(),
  };
  await printAnswer({ document, text: lines }, flags, this.console);
}
