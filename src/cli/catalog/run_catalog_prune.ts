import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import { pruneMissing } from "../../catalog/maintenance/prune.ts";
import { deleteSetting, saveSetting } from "../../catalog/sqlite/setting_repository.ts";
import { shrinkTo } from "../../catalog/maintenance/shrink.ts";
import { SIZE_LIMIT_SETTING } from "../../catalog/maintenance/size_limit.ts";
import { formatSize } from "../command_line/byte_size.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { PruneFlags } from "./catalog_flags.ts";
import { usageError } from "../../model/usage_error.ts";
import { withScanLock } from "../../catalog/with_scan_lock.ts";
import { printResult } from "./print_result.ts";

/** What was forgotten, and whether the limit is kept. */
interface PruneResult {
  readonly modules: number;
  readonly plugins: number;
  readonly outcomes: number;
  readonly isBelowLimit: boolean;
}

/** Runs `pluginary cache prune`. */
export async function runCachePrune(this: ProgramContext, flags: PruneFlags): Promise<void> {
  const { maxSize, noMaxSize } = flags;
  if (maxSize !== undefined && noMaxSize) {
    throw usageError('Options "--max-size" and "--no-max-size" exclude each other');
  }
  const path = catalogPath(this.console.environment);
  const result = await withScanLock(path, async () => {
    using catalog = await openCatalog(path);
    if (noMaxSize) await catalog.write((db) => deleteSetting(db, SIZE_LIMIT_SETTING));
    return await prune(catalog, maxSize);
  });
  const sizeLimitBytes = maxSize ?? null;
  await printResult(
    { schema: "cache-prune", path, ...result, sizeLimitBytes },
    linesOf(result, maxSize),
    flags,
    this.console,
  );
}

async function prune(catalog: Catalog, maxSize: number | undefined): Promise<PruneResult> {
  const pruned = await pruneMissing(catalog);
  if (maxSize === undefined) return { ...pruned, outcomes: 0, isBelowLimit: true };
  await catalog.write((db) => saveSetting(db, SIZE_LIMIT_SETTING, String(maxSize)));
  const shrunk = await shrinkTo(catalog, maxSize);
  return { ...pruned, outcomes: shrunk.outcomes, isBelowLimit: shrunk.isBelowLimit };
}

function linesOf({ modules, plugins, isBelowLimit }: PruneResult, maxSize: number | undefined): string[] {
  const lines = [`Forgot ${plugins} plugins of ${modules} modules that are gone`];
  if (maxSize === undefined) return lines;
  if (isBelowLimit) return [...lines, `From now on the catalog stays below ${formatSize(maxSize)}`];
  return [...lines, `What is installed alone takes more than ${formatSize(maxSize)}, and is kept`];
}
