import type { DatabaseSync } from "node:sqlite";
import { CATEGORY_RULES_VERSION } from "../../model/kinds/category_rules_version.ts";
import { withFoundCategories } from "../../model/kinds/plugin_categories.ts";
import type { Parameter } from "../../model/plugin.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { CATEGORY_RULES_SETTING, saveSetting } from "../sqlite/setting_repository.ts";
import { statement } from "../sqlite/statement.ts";
import { unpackDocument } from "./description_document.ts";
import type { DescriptionSummary } from "./read_plugin.ts";
import { indexPlugins, rebuildIndex } from "./search_index.ts";
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
  indexPlugins(db, changed);
  return changed.length;
}

/** Finds all categories, and fills the index anew, which an earlier step of a migration may have emptied. */
export function findCategoriesAndIndex(db: DatabaseSync): void {
  findStaleCategories(db);
  rebuildIndex(db);
}

/** @returns Rows of the plugins to index. */
function findStaleCategories(db: DatabaseSync): number[] {
  const changed = new Set<number>();
  const select = db.prepare(
    `select d.id, d.plugin_row_id, d.summary, p.format from descriptions d join plugins p on p.id = d.plugin_row_id
      where d.id > ? and p.category_rules <> ${CATEGORY_RULES_VERSION} order by d.id limit ${BATCH}`,
  );
  for (let last = 0;;) {
    const rows = select.all(last);
    for (const row of rows) if (findAgain(db, row)) changed.add(Number(row["plugin_row_id"]));
    if (rows.length < BATCH) break;
    last = Number(rows.at(-1)!["id"]);
  }
  db.exec(`update plugins set category_rules = ${CATEGORY_RULES_VERSION}`);
  saveSetting(db, CATEGORY_RULES_SETTING, String(CATEGORY_RULES_VERSION));
  return [...changed].filter((rowId) => refreshKinds(db, rowId));
}

/** Descriptions that are read at once. */
const BATCH = 1000;

/** @returns Whether the categories of the description are others now. */
function findAgain(db: DatabaseSync, { id, summary: stored, format }: Record<string, unknown>): boolean {
  const before = fromJson<DescriptionSummary>(stored)!;
  const summary = withFoundCategories(before, {
    format: format as PluginFormat,
    parameters: () => parametersOf(db, Number(id)),
  });
  if (JSON.stringify(summary.categories) === JSON.stringify(before.categories)) return false;
  statement(db, "update descriptions set summary = ? where id = ?").run(JSON.stringify(summary), Number(id));
  return true;
}

function parametersOf(db: DatabaseSync, id: number): Parameter[] {
  const row = statement(db, "select document from descriptions where id = ?").get(id)!;
  return unpackDocument(row["document"] as Uint8Array).parameters ?? [];
}
