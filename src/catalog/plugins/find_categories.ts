import type { DatabaseSync } from "node:sqlite";
import { CATEGORY_RULES_VERSION } from "../../model/kinds/category_rules_version.ts";
import { withFoundCategories } from "../../model/kinds/plugin_categories.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { CATEGORY_RULES_SETTING, saveSetting } from "../sqlite/setting_repository.ts";
import { statement } from "../sqlite/statement.ts";
import { unpackDocument } from "./description_document.ts";
import type { DescriptionSummary } from "./read_plugin.ts";
import { indexPlugin, rebuildIndex } from "./search_index.ts";
import { refreshKinds } from "./refresh_plugin.ts";

/**
 * Finds the categories of all descriptions whose categories other rules have
 * found, in the caller's transaction. What is stored of a plugin is enough for
 * that; times of plugins stay, since the plugins have not changed.
 *
 * @returns The number of plugins that are found by other kinds than before.
 */
export function findCategoriesAgain(db: DatabaseSync): number {
  const changed = findStaleCategories(db);
  for (const rowId of changed) indexPlugin(db, rowId);
  return changed.length;
}

/** Finds all categories, and fills the index anew, which an earlier step of a migration may have emptied. */
export function findCategoriesAndIndex(db: DatabaseSync): void {
  findStaleCategories(db);
  rebuildIndex(db);
}

/** @returns Rows of the plugins to index. */
function findStaleCategories(db: DatabaseSync): number[] {
  const stale = statement(db, "select id from descriptions where category_rules <> ?")
    .all(CATEGORY_RULES_VERSION);
  const changed = new Set<number>();
  for (const { id } of stale) {
    const rowId = findAgain(db, Number(id));
    if (rowId !== undefined) changed.add(rowId);
  }
  saveSetting(db, CATEGORY_RULES_SETTING, String(CATEGORY_RULES_VERSION));
  return [...changed].filter((rowId) => refreshKinds(db, rowId));
}

/** @returns The row of the plugin, if its categories are others now. */
function findAgain(db: DatabaseSync, id: number): number | undefined {
  const row = statement(
    db,
    `select d.summary, d.plugin_row_id, p.format from descriptions d join plugins p on p.id = d.plugin_row_id
      where d.id = ?`,
  ).get(id)!;
  const before = fromJson<DescriptionSummary>(row["summary"])!;
  const format = row["format"] as PluginFormat;
  const summary = withFoundCategories(before, { format, parameters: () => parametersOf(db, id) });
  const json = JSON.stringify(summary);
  statement(db, "update descriptions set summary = ?, category_rules = ? where id = ?")
    .run(json, CATEGORY_RULES_VERSION, id);
  return json === JSON.stringify(before) ? undefined : Number(row["plugin_row_id"]);
}

function parametersOf(db: DatabaseSync, id: number) {
  const row = statement(db, "select document from descriptions where id = ?").get(id)!;
  return unpackDocument(row["document"] as Uint8Array).parameters ?? [];
}
