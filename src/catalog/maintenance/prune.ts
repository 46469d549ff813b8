import type { DatabaseSync } from "node:sqlite";
import type { Catalog } from "../sqlite/catalog.ts";
import { unindexPlugin } from "../plugins/search_index.ts";

/** Counts of the removed rows. */
export interface PruneReport {
  readonly modules: number;
  readonly plugins: number;
}

/** Modules deleted in one transaction, so that other processes get their turn. */
const BATCH = 500;

/**
 * Deletes missing modules and plugins with their descriptions and history. The
 * user's data about them stays: it is stored by plugin id and applies again
 * when they return.
 */
export async function pruneMissing(catalog: Catalog): Promise<PruneReport> {
  let modules = 0;
  let plugins = 0;
  for (;;) {
    const pruned = await catalog.write((db) => ({
      modules: deleteMissingModules(db),
      plugins: deleteMissingPlugins(db),
    }));
    modules += pruned.modules;
    plugins += pruned.plugins;
    if (pruned.modules < BATCH && pruned.plugins < BATCH) break;
  }
  await catalog.write(deleteOldJobs);
  return { modules, plugins };
}

function deleteMissingModules(db: DatabaseSync): number {
  const rows = db.prepare("select id, location, format from modules where missing_at is not null limit ?")
    .all(BATCH);
  const history = db.prepare("delete from outcomes where location = ? and format = ?");
  const blocks = db.prepare(
    "delete from blocklist where location = ? and format = ? and code = 'blocked-after-failures'",
  );
  const remove = db.prepare("delete from modules where id = ?");
  for (const row of rows) {
    blocks.run(row["location"]!, row["format"]!);
    history.run(row["location"]!, row["format"]!);
    remove.run(row["id"]!);
  }
  return rows.length;
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

/** Deletes interrupted jobs of modules that are no longer known. */
function deleteOldJobs(db: DatabaseSync): void {
  db.prepare(
    `delete from journal where interruptions > 0 and not exists
       (select 1 from modules m where m.location = journal.location and m.format = journal.format)`,
  ).run();
}
