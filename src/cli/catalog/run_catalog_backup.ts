import { backupTo, countPlugins, rotateBackup } from "../../catalog/backup.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { absolutePath } from "../../platform/paths.ts";
import { formatSize } from "./byte_size.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { BackupFlags } from "./catalog_flags.ts";
import { countText } from "../output/count_text.ts";
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
  const backup = file === undefined ? await rotateBackup(catalog.db, path, "by-hand") : absolutePath(file);
  if (file !== undefined) await backupTo(catalog.db, backup, path, { isForced: flags.force === true });
  const { size: sizeBytes } = await Deno.stat(backup);
  const plugins = countText(await countPlugins(catalog), "plugin");
  const lines = [`Saved ${backup}: ${plugins}, ${formatSize(sizeBytes)}`];
  const document: CacheDocument = { schema: "cache-backup", schemaVersion: 1, path, backup, sizeBytes };
  await printAnswer({ document, text: lines }, flags, this.console);
}
