import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import { pruneMissing } from "../../catalog/maintenance/prune.ts";
import { deleteSetting, saveSetting } from "../../catalog/sqlite/setting_repository.ts";
import { type ShrinkReport, shrinkTo } from "../../catalog/maintenance/shrink.ts";
import { findSizeLimit, SIZE_LIMIT_SETTING } from "../../catalog/maintenance/size_limit.ts";
import { formatSize } from "../output/byte_size.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { PruneFlags } from "./catalog_flags.ts";
import { usageError } from "../../model/usage_error.ts";
import { withScanLock } from "../../catalog/with_scan_lock.ts";
import { withProgress } from "../progress/with_progress.ts";
import { printAnswer } from "../output/print_answer.ts";
import type { WorkListener } from "../../model/work_step.ts";
import type { CacheDocument } from "../../model/documents/cache_documents.ts";
import { countText } from "../output/count_text.ts";

/** Runs `pluginary catalog prune`. */
export async function runCatalogPrune(this: ProgramContext, flags: PruneFlags): Promise<void> {
  const { maxSize, noMaxSize } = flags;
  if (maxSize !== undefined && noMaxSize) {
    throw usageError('Options "--max-size" and "--no-max-size" cannot be combined');
  }
  const path = catalogPath(this.console.environment);
  const pruneNow = async (listener?: WorkListener) => {
    using catalog = await openCatalog(path);
    if (noMaxSize) await catalog.write((db) => deleteSetting(db, SIZE_LIMIT_SETTING));
    const pruned = await prune(catalog, maxSize, listener);
    return { pruned, limit: await findSizeLimit(catalog) };
  };
  const { pruned, limit } = await withProgress(
    flags,
    this.console,
    (listener) => withScanLock(path, () => pruneNow(listener)),
  );
  const sizeLimitBytes = maxSize ?? null;
  const document: CacheDocument = {
    schema: "cache-prune",
    schemaVersion: 1,
    path,
    ...pruned,
    sizeLimitBytes,
  };
  const text = [...removedLines(pruned), ...limitLines(limit, flags, pruned.isBelowLimit)];
  await printAnswer({ document, text }, flags, this.console);
}

async function prune(
  catalog: Catalog,
  maxSize: number | undefined,
  listener: WorkListener | undefined,
): Promise<ShrinkReport> {
  const pruned = await pruneMissing(catalog, listener);
  if (maxSize === undefined) return { ...pruned, scans: 0, isBelowLimit: true };
  await catalog.write((db) => saveSetting(db, SIZE_LIMIT_SETTING, String(maxSize)));
  // Nothing is missing any more, so this removes history alone.
  const { scans, outcomes, isBelowLimit } = await shrinkTo(catalog, maxSize, listener);
  return { ...pruned, scans, outcomes: pruned.outcomes + outcomes, isBelowLimit };
}

function removedLines(
  { modules, plugins, presetFiles, scans, outcomes, blocks }: ShrinkReport,
): string[] {
  const lines = [`Deleted ${countText(plugins, "missing plugin")} in ${countText(modules, "module")}`];
  if (presetFiles > 0) lines.push(`Deleted the presets of ${countText(presetFiles, "missing file")}`);
  if (scans > 0 || outcomes > 0) {
    lines.push(`Deleted ${countText(scans, "scan")} and ${countText(outcomes, "result")} from the history`);
  }
  if (blocks > 0) lines.push(`Deleted ${countText(blocks, "block")} of missing modules`);
  return lines;
}

/** The size limit that lasts, which would otherwise be forgotten until history is missed. */
function limitLines(limit: number | undefined, { maxSize, noMaxSize }: PruneFlags, fits: boolean): string[] {
  if (noMaxSize) return ["The catalog has no size limit"];
  if (limit === undefined) return [];
  const size = formatSize(limit);
  return [
    ...(fits ? [] : [`The installed plugins alone need more than ${size}, so they were kept`]),
    maxSize === undefined
      ? `The size limit of ${size} still applies after each scan`
      : `From now on, each scan deletes history to keep the catalog below ${size}`,
    'Run "pluginary catalog prune --no-max-size" to remove the limit',
  ];
}
