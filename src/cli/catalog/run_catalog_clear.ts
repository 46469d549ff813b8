import { catalogPath } from "../../catalog/catalog_path.ts";
import { clearCatalog } from "../../catalog/maintenance/clear.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { ClearFlags } from "./catalog_flags.ts";
import { confirm } from "../terminal/confirm.ts";
import { withScanLock } from "../../catalog/with_scan_lock.ts";
import { printResult } from "./print_result.ts";

/** Runs `pluginary cache clear`. */
export async function runCacheClear(this: ProgramContext, flags: ClearFlags): Promise<void> {
  const path = catalogPath(this.console.environment);
  const what = flags.all ? "everything, tags and notes too" : "what scans have learnt";
  await confirm(`Forget ${what}?`, flags.yes === true, this.console);
  const backup = await withScanLock(path, async () => {
    using catalog = await openCatalog(path);
    return await clearCatalog(catalog, { withCuration: flags.all === true });
  });
  const lines = ["The catalog is empty", `What was in it is in ${backup}`];
  await printResult({ schema: "cache-clear", path, backup }, lines, flags, this.console);
}
