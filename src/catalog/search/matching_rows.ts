import type { DatabaseSync } from "node:sqlite";
import type { SearchNode } from "../../model/search/search_query.ts";
import { allConditions } from "./search_condition.ts";

/** Rows of the plugins that meet all conditions, in no order. */
export function matchingRows(db: DatabaseSync, conditions: readonly SearchNode[]): Set<number> {
  const { sql, values } = allConditions(db, conditions);
  const rows = db.prepare(`select p.id from plugins p where ${sql}`).all(...values);
  return new Set(rows.map(({ id }) => Number(id)));
}
