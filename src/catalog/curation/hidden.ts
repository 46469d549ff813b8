import type { DatabaseSync } from "node:sqlite";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { LOCAL_OWNER } from "./registers.ts";

/** The public ids of the plugins that the user has hidden. */
export const HIDDEN_IDS = `select target from curation
  where owner = '${LOCAL_OWNER}' and kind = 'plugin' and field = 'hidden' and value is not null`;

const HIDDEN_ROWS = `select h.id from (${HIDDEN_IDS}) as hidden
  cross join plugins h on h.plugin_id = hidden.target`;

/** The condition on a row `p` of plugins that the user has hidden it. */
export const IS_HIDDEN = `p.id in (${HIDDEN_ROWS})`;

/** The condition on a row `p` of plugins that the user has not hidden it. */
export const NOT_HIDDEN = `p.id not in (${HIDDEN_ROWS})`;

/** Whether the user has hidden any plugin. */
export function isAnyHidden(db: DatabaseSync): boolean {
  return statement(db, `${HIDDEN_IDS} limit 1`).get() !== undefined;
}

/** The rows of the plugins that the user has hidden. */
export function hiddenRows(db: DatabaseSync): ReadonlySet<number> {
  const { ids } = statement(
    db,
    `select json_group_array(id) as ids from (${HIDDEN_ROWS})`,
  ).get()!;
  return new Set(fromJson<number[]>(ids)!);
}
