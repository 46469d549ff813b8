import type { DatabaseSync } from "node:sqlite";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { LOCAL_OWNER } from "./registers.ts";

const HIDDEN = `select target from curation
  where owner = '${LOCAL_OWNER}' and kind = 'plugin' and field = 'hidden' and value is not null`;

/** The condition on a row `p` of plugins that the user has not hidden it. */
export const NOT_HIDDEN = `p.plugin_id not in (${HIDDEN})`;

/** Whether the user has hidden any plugin. */
export function isAnyHidden(db: DatabaseSync): boolean {
  return statement(db, `${HIDDEN} limit 1`).get() !== undefined;
}

/** The rows of the plugins that the user has hidden. */
export function hiddenRows(db: DatabaseSync): ReadonlySet<number> {
  const { ids } = statement(
    db,
    `select json_group_array(p.id) as ids from (${HIDDEN}) as hidden
       cross join plugins p on p.plugin_id = hidden.target`,
  ).get()!;
  return new Set(fromJson<number[]>(ids)!);
}
