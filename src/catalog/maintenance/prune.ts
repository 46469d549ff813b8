import type { DatabaseSync } from "node:sqlite";
import type { WorkListener } from "../../model/work_step.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { unindexPlugin } from "../plugins/search_index.ts";

/** Counts of the removed rows. */
export interface PruneReport {
  readonly modules: number;
  readonly plugins: number;
  /** Files of presets. */
  readonly presetFiles: number;
  /** Results of past scans. */
  readonly outcomes: number;
  /** Blocks that scans have set after failures. */
  readonly blocks: number;
}

/** Modules and files deleted in one transaction, so that other processes get their turn. */
const BATCH = 500;

/**
 * Deletes missing modules, plugins, files of presets and projects with their
 * descriptions, presets and history. The user's data about them stays: it is stored by plugin id and applies again
 * when they return.
 */
export async function pruneMissing(
  catalog: Catalog,
  listener?: WorkListener,
): Promise<PruneReport> {
  const missing = await catalog.read(countMissing);
  const total = { modules: 0, plugins: 0, presetFiles: 0, outcomes: 0, blocks: 0 };
  for (;;) {
    const done = total.modules + total.plugins + total.presetFiles;
    listener?.({ what: "Deleting missing plugins", done, total: missing });
    const pruned = await catalog.write((db) => ({
      ...deleteMissingModules(db),
      plugins: deleteMissingPlugins(db),
      presetFiles: deleteMissingFiles(db),
    }));
    total.modules += pruned.modules;
    total.plugins += pruned.plugins;
    total.presetFiles += pruned.presetFiles;
    total.outcomes += pruned.outcomes;
    total.blocks += pruned.blocks;
    if (Math.max(pruned.modules, pruned.plugins, pruned.presetFiles) < BATCH) break;
  }
  await catalog.write(deleteOldJobs);
  await catalog.write((db) => db.exec("delete from projects where missing_at is not null"));
  return total;
}

/** Modules, plugins and files that are missing, of which some plugins may stay. */
function countMissing(db: DatabaseSync): number {
  const sql = `select (select count(*) from modules where missing_at is not null)
    + (select count(*) from plugins where missing_at is not null and origin = 'scan')
    + (select count(*) from preset_files where missing_at is not null) as n`;
  return Number(db.prepare(sql).get()!["n"]);
}

function deleteMissingModules(db: DatabaseSync): Omit<PruneReport, "plugins" | "presetFiles"> {
  const rows = db.prepare("select id, location, format from modules where missing_at is not null limit ?")
    .all(BATCH);
  const history = db.prepare("delete from outcomes where location = ? and format = ?");
  const blocks = db.prepare(
    "delete from blocklist where location = ? and format = ? and code = 'blocked-after-failures'",
  );
  const remove = db.prepare("delete from modules where id = ?");
  const removed = { modules: rows.length, outcomes: 0, blocks: 0 };
  for (const row of rows) {
    removed.blocks += Number(blocks.run(row["location"]!, row["format"]!).changes);
    removed.outcomes += Number(history.run(row["location"]!, row["format"]!).changes);
    remove.run(row["id"]!);
  }
  return removed;
}

function deleteMissingPlugins(db: DatabaseSync): number {
  const rows = db.prepare(
    `select id from plugins p where missing_at is not null and origin = 'scan'
       and not exists (select 1 from installations where plugin_row_id = p.id) limit ?`,
  ).all(BATCH);
  const remove = db.prepare("delete from plugins where id = ?");
  for (const row of rows) {
    unindexPlugin(db, Number(row["id"]));
    remove.run(row["id"]!);
  }
  return rows.length;
}

/** With their presets. */
function deleteMissingFiles(db: DatabaseSync): number {
  const { changes } = db.prepare(
    "delete from preset_files where id in (select id from preset_files where missing_at is not null limit ?)",
  ).run(BATCH);
  return Number(changes);
}

/** Deletes interrupted jobs of modules that are no longer known. */
function deleteOldJobs(db: DatabaseSync): void {
  db.prepare(
    `delete from journal where interruptions > 0 and not exists
       (select 1 from modules m where m.location = journal.location and m.format = journal.format)`,
  ).run();
}
