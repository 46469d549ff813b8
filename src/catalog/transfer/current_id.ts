import type { DatabaseSync } from "node:sqlite";
import { statement } from "../sqlite/statement.ts";

/** A plugin that an imported record turned out to be has that record's id as an alias. */
export function currentId(db: DatabaseSync, id: string): string {
  if (statement(db, "select 1 from plugins where plugin_id = ?").get(id) !== undefined) return id;
  const found = statement(
    db,
    "select p.plugin_id from plugin_aliases a join plugins p on p.id = a.plugin_row_id where a.alias = ? and a.kind = 'import'",
  ).all(id);
  return found.length === 1 ? String(found[0]!["plugin_id"]) : id;
}
