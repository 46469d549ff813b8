import type { DatabaseSync } from "node:sqlite";
import type { CategoryChange } from "../../model/documents/alike/category_documents.ts";
import { chooseCategories, findChosenCategory } from "../curation/chosen_category.ts";
import type { CurationWriter } from "../curation/registers.ts";
import { requireRow } from "../sqlite/catalog_error.ts";
import { text } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { refreshKinds, UNKNOWN_CATEGORY } from "./refresh_plugin.ts";
import { indexPlugins } from "./search_index.ts";

/**
 * The change that a choice makes to a plugin, by its row.
 *
 * @param category The chosen category; unset to take a choice back.
 */
export function previewCategory(db: DatabaseSync, rowId: number, category?: string): CategoryChange {
  const row = requireRow(
    statement(
      db,
      `select p.plugin_id, p.name, p.category, d.summary ->> 'category' as found
         from plugins p left join descriptions d on d.id = p.shown_description_id where p.id = ?`,
    ).get(rowId),
  );
  return {
    id: String(row["plugin_id"]),
    name: String(row["name"]),
    before: String(row["category"]),
    after: category ?? text(row["found"]) ?? UNKNOWN_CATEGORY,
  };
}

/**
 * Stores the user's category for plugins, or takes it back, and lets lists and
 * search follow, in the caller's transaction.
 *
 * @param rowIds Rows of plugins.
 */
export function categorizePlugins(
  db: DatabaseSync,
  rowIds: readonly number[],
  category: string | undefined,
  writer: CurationWriter,
): CategoryChange[] {
  const changes = rowIds.map((rowId) => previewCategory(db, rowId, category));
  const rechosen = rowIds.filter((_, index) => findChosenCategory(db, changes[index]!.id) !== category);
  chooseCategories(writer, changes.map(({ id }) => id), category);
  for (const rowId of rechosen) refreshKinds(db, rowId);
  indexPlugins(db, rechosen);
  return changes;
}
