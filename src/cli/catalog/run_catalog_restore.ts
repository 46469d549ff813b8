import { catalogPath } from "../../catalog/catalog_path.ts";
import { type BackupSummary, restoreCatalog, summarizeBackup } from "../../catalog/maintenance/restore.ts";
import { absolutePath } from "../../platform/paths.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { ConfirmedFlags } from "./catalog_flags.ts";
import { confirm } from "../terminal/confirm.ts";
import { withScanLock } from "../../catalog/with_scan_lock.ts";
import { countText } from "../output/count_text.ts";
import { withProgress } from "../progress/with_progress.ts";
import { printAnswer } from "../output/print_answer.ts";
import { timeText } from "../output/time_text.ts";
import type { CacheDocument } from "../../model/documents/cache_documents.ts";

/** Runs `pluginary catalog restore`. */
export async function runCatalogRestore(
  this: ProgramContext,
  flags: ConfirmedFlags,
  file?: string,
): Promise<void> {
  const path = catalogPath(this.console.environment);
  const from = file === undefined ? undefined : absolutePath(file);
  let source = from;
  const question = async () => {
    const backup = await summarizeBackup(path, from);
    // The confirmed backup is restored, even if there is a newer one by then.
    source = backup.path;
    return `Replace the catalog with ${backupText(backup)}?`;
  };
  await confirm(question, flags.yes === true, this.console);
  const report = await withProgress(
    flags,
    this.console,
    (listener) => withScanLock(path, () => restoreCatalog(path, source, listener)),
  );
  const lines = [
    `Restored ${backupText({ ...report, path: report.from })}`,
    ...(report.previous === undefined ? [] : [`The previous catalog was saved as ${report.previous}`]),
  ];
  const document: CacheDocument = {
    schema: "cache-restore",
    schemaVersion: 1,
    path,
    ...report,
    madeAt: report.madeAt.toISOString(),
  };
  await printAnswer({ document, text: lines }, flags, this.console);
}

function backupText({ path, madeAt, plugins }: BackupSummary): string {
  return `${path} from ${timeText(madeAt)} (${countText(plugins, "plugin")})`;
}
