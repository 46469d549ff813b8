import type { DatabaseSync } from "node:sqlite";
import { text } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";

/** The owner of what is chosen here. */
const OWNER = "local";

/** The category that the user has chosen, for queries about rows `p` of plugins. */
export const CHOSEN_CATEGORY =
  `(select category from curations where owner = '${OWNER}' and plugin_id = p.plugin_id and deleted_at is null)`;

/** The category that the user has chosen for a plugin, by its public id. */
export function findChosenCategory(db: DatabaseSync, pluginId: string): string | undefined {
  const row = statement(
    db,
    "select category from curations where owner = ? and plugin_id = ? and deleted_at is null",
  ).get(OWNER, pluginId);
  return text(row?.["category"]);
}

/** Stores the user's category for a plugin, which need not be in the catalog. */
export function chooseCategory(db: DatabaseSync, pluginId: string, category: string, at: string): void {
  statement(
    db,
    `insert into curations (uuid, owner, plugin_id, category, updated_at) values (?, ?, ?, ?, ?)
     on conflict (owner, plugin_id) do update
       set category = excluded.category, updated_at = excluded.updated_at, deleted_at = null`,
  ).run(crypto.randomUUID(), OWNER, pluginId, category, at);
}

/** Takes the user's category back; the rest of what they have noted stays. */
export function forgetChosenCategory(db: DatabaseSync, pluginId: string, at: string): void {
  statement(
    db,
    `update curations set category = null, updated_at = :at,
       deleted_at = iif(is_favorite or is_hidden or note <> '', deleted_at, :at)
      where owner = :owner and plugin_id = :pluginId and category is not null`,
  ).run({ at, owner: OWNER, pluginId });
}
