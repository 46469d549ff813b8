import type { DatabaseSync } from "node:sqlite";
import type { WorkListener } from "../../model/work_step.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { pruneMissing, type PruneReport } from "./prune.ts";
import { contentBytes } from "./content_size.ts";
import { freePages } from "./vacuum.ts";

/** The rows removed, and whether that was enough. */
export interface ShrinkReport extends PruneReport {
  readonly isBelowLimit: boolean;
  /** Scans that the history does not list any more. */
  readonly scans: number;
}

/**
 * Shrinks the catalog to a limit, as far as that is possible while keeping
 * installed plugins: deletes first all outcomes except each module's last, then
 * missing modules and plugins. Curation is never touched, whatever the limit.
 */
export async function shrinkTo(
  catalog: Catalog,
  limitBytes: number,
  listener?: WorkListener,
): Promise<ShrinkReport> {
  let history = { outcomes: 0, scans: 0 };
  let pruned: PruneReport = { modules: 0, plugins: 0, presetFiles: 0, outcomes: 0, blocks: 0 };
  listener?.({ what: "Deleting old results" });
  if (await contentBytes(catalog) > limitBytes) history = await catalog.write(deleteHistory);
  if (await contentBytes(catalog) > limitBytes) pruned = await pruneMissing(catalog, listener);
  await freePages(catalog, listener);
  const isBelowLimit = await contentBytes(catalog) <= limitBytes;
  return { ...pruned, isBelowLimit, scans: history.scans, outcomes: history.outcomes + pruned.outcomes };
}

function deleteHistory(db: DatabaseSync): { outcomes: number; scans: number } {
  const { changes: outcomes } = db.prepare(
    "delete from outcomes where id not in (select max(id) from outcomes group by location, format)",
  ).run();
  const { changes: scans } = db.prepare(
    `delete from scan_runs where ended_at is not null and id < (select max(id) from scan_runs)
       and id not in (select scan_run_id from outcomes where scan_run_id is not null)
       and id not in (select scan_run_id from journal)`,
  ).run();
  return { outcomes: Number(outcomes), scans: Number(scans) };
}
