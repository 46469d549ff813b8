import type { DatabaseSync } from "node:sqlite";
import type { WorkListener } from "../../model/work_step.ts";
import { rotateBackup } from "../backup.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { emptyLikeness } from "../alike/empty_likeness.ts";
import { updateAllListedRows } from "../library/listed_rows.ts";
import { forgetSiblings } from "../plugins/other_formats.ts";
import { emptyIndex } from "../plugins/search_index.ts";
import { emptyPresetIndex } from "../presets/rows/preset_index.ts";

/** Tables with the results of scans. */
const SCANNED_TABLES = [
  "presets",
  "preset_files",
  "preset_changes",
  "project_plugins",
  "projects",
  "installations",
  "descriptions",
  "plugin_features",
  "plugin_aliases",
  "plugins",
  "modules",
  "outcomes",
  "journal",
  "changes",
  "scan_runs",
] as const;

/** Tables with the user's own data. */
const USER_TABLES = [
  "curation_undo",
  "curation_operations",
  "blocklist",
  "overrides",
  "vendor_rules",
  "sibling_decisions",
] as const;

/**
 * Empties a catalog after a backup: deletes scan results, and the user's own
 * data only on request. Settings and the library of presets stay: no scan brings
 * a preset back.
 *
 * @returns Path of the backup.
 */
export async function clearCatalog(
  catalog: Catalog,
  options: { withCuration: boolean },
  listener?: WorkListener,
): Promise<string> {
  const backup = await rotateBackup(catalog.db, catalog.path, "before-clear", { listener });
  listener?.({ what: "Deleting the results of scans" });
  await catalog.write((db) => {
    // First, so that nothing is left to be removed from it row by row.
    emptyPresetIndex(db);
    emptyTables(db, SCANNED_TABLES);
    // Blocks after failures are results of scans; the user's blocks stay.
    db.exec("delete from blocklist where code = 'blocked-after-failures'");
    if (options.withCuration) {
      emptyTables(db, USER_TABLES);
      db.exec("delete from curation where kind <> 'preset'");
    }
    updateAllListedRows(db);
    emptyIndex(db);
    emptyLikeness(db);
    forgetSiblings(db);
  });
  return backup;
}

function emptyTables(db: DatabaseSync, tables: readonly string[]): void {
  for (const table of tables) db.exec(`delete from ${table}`);
}
