import type { DatabaseSync } from "node:sqlite";
import { undoLastOperation, type UndoneOperation } from "../curation/operations.ts";
import { takeOverCuration } from "../curation/take_over.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { refreshKinds } from "./refresh_plugin.ts";
import { rowsOfIds } from "./rows_of_ids.ts";
import { indexPlugins } from "./search_index.ts";

/** Takes the last operation back, and lets lists and search follow; `undefined` without any. */
export function undoCuration(db: DatabaseSync, now: Date): UndoneOperation | undefined {
  const undone = undoLastOperation(db, now);
  if (undone !== undefined) {
    refreshChosenCategories(
      db,
      undone.restored.filter(({ kind, field }) => kind === "plugin" && field === "category")
        .map(({ target }) => target),
    );
  }
  return undone;
}

/** Lets new formats of plugins take over what is said of the others, once their groups are up to date. */
export async function takeOverFromSiblings(catalog: Catalog): Promise<void> {
  await catalog.write((db) => refreshChosenCategories(db, takeOverCuration(db)));
}

/** Brings what lists and search know up to date with the categories that were chosen, by public ids. */
export function refreshChosenCategories(db: DatabaseSync, pluginIds: readonly string[]): void {
  if (pluginIds.length === 0) return;
  const rows = [...rowsOfIds(db, pluginIds).values()];
  for (const row of rows) refreshKinds(db, row);
  // Also where the category stays: without a choice, search finds a plugin by its declared categories.
  indexPlugins(db, rows);
}
