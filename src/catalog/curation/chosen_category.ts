import type { DatabaseSync } from "node:sqlite";
import { type CurationWriter, findRegister, LOCAL_OWNER, localKey } from "./registers.ts";

const FIELD = "category";

/** The category that the user has chosen, for queries about rows `p` of plugins. */
export const CHOSEN_CATEGORY =
  `(select value ->> '$' from curation where owner = '${LOCAL_OWNER}' and kind = 'plugin'
     and target = p.plugin_id and field = '${FIELD}')`;

/** The category that the user has chosen for a plugin, by its public id. */
export function findChosenCategory(db: DatabaseSync, pluginId: string): string | undefined {
  const value = findRegister(db, localKey("plugin", pluginId, FIELD));
  return value === undefined ? undefined : JSON.parse(value) as string;
}

/**
 * Stores the user's category for plugins, which need not be in the catalog.
 *
 * @param category Unset to take it back.
 */
export function chooseCategories(
  writer: CurationWriter,
  pluginIds: readonly string[],
  category: string | undefined,
): void {
  writer.setAll(pluginIds.map((id) => [localKey("plugin", id, FIELD), category]));
}
