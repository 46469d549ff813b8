import { catalogPath } from "../../catalog/catalog_path.ts";
import { restoreCatalog } from "../../catalog/maintenance/restore.ts";
import { absolutePath } from "../../platform/paths.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { ConfirmedFlags } from "./catalog_flags.ts";
import { confirm } from "../terminal/confirm.ts";
import { withScanLock } from "../../catalog/with_scan_lock.ts";
import { printResult } from "./print_result.ts";

/** Runs `pluginary cache restore`. */
export async function runCacheRestore(
  this: ProgramContext,
  flags: ConfirmedFlags,
  file?: string,
): Promise<void> {
  const path = catalogPath(this.console.environment);
  const from = file === undefined ? undefined : absolutePath(file);
  await confirm(`Replace the catalog by ${from ?? "its newest backup"}?`, flags.yes === true, this.console);
  const report = await withScanLock(path, () => restoreCatalog(path, from));
  const lines = [
    `Restored ${report.from}`,
    ...(report.previous === undefined ? [] : [`What was there before is in ${report.previous}`]),
  ];
  await printResult({ schema: "cache-restore", path, ...report }, lines, flags, this.console);
}
