import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import { pruneMissing } from "../../catalog/maintenance/prune.ts";
import { deleteSetting, saveSetting } from "../../catalog/sqlite/setting_repository.ts";
import { shrinkTo } from "../../catalog/maintenance/shrink.ts";
import { SIZE_LIMIT_SETTING } from "../../catalog/maintenance/size_limit.ts";
import { formatSize } from "./byte_size.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { PruneFlags } from "./catalog_flags.ts";
import { usageError } from "../../model/usage_error.ts";
import { withScanLock } from "../../catalog/with_scan_lock.ts";
import { printAnswer } from "../output/print_answer.ts";
import type { CacheDocument } from "../../model/documents/cache_documents.ts";

/** Counts of deleted records, and whether the size limit is met. */
interface PruneResult {
  readonly modules: number;
  readonly plugins: number;
  readonly outcomes: number;
  readonly isBelowLimit: boolean;
}

/** Runs `pluginary catalog prune`. */
export async function runCatalogPrune(this: ProgramContext, flags: PruneFlags): Promise<void> {
  const { maxSize, noMaxSize } = flags;
  if (maxSize !== undefined && noMaxSize) {
    throw usageError('Options "--max-size" and "--no-max-size" cannot be combined');
  }
  const path = catalogPath(this.console.environment);
  const result = await withScanLock(path, async () => {
    using catalog = await openCatalog(path);
    if (noMaxSize) await catalog.write((db) => deleteSetting(db, SIZE_LIMIT_SETTING));
    return await prune(catalog, maxSize);
  });
  const sizeLimitBytes = maxSize ?? null;
  const document: CacheDocument = {
    schema: "cache-prune",
    schemaVersion: 1,
    path,
    ...result,
    sizeLimitBytes,
  };
  await printAnswer({ document, text: linesOf(result, maxSize) }, flags, this.console);
}

async function prune(catalog: Catalog, maxSize: number | undefined): Promise<PruneResult> {
  const pruned = await pruneMissing(catalog);
  if (maxSize === undefined) return { ...pruned, outcomes: 0, isBelowLimit: true };
  await catalog.write((db) => saveSetting(db, SIZE_LIMIT_SETTING, String(maxSize)));
  const shrunk = await shrinkTo(catalog, maxSize);
  return { ...pruned, outcomes: shrunk.outcomes, isBelowLimit: shrunk.isBelowLimit };
}

function linesOf({ modules, plugins, isBelowLimit }: PruneResult, maxSize: number | undefined): string[] {
  const lines = [`Deleted ${plugins} missing plugins in ${modules} modules`];
  if (maxSize === undefined) return lines;
  if (isBelowLimit) return [...lines, `The catalog will stay below ${formatSize(maxSize)}`];
  return [...lines, `The installed plugins alone need more than ${formatSize(maxSize)}, so they were kept`];
}
