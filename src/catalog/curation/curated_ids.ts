import type { DatabaseSync } from "node:sqlite";
import { itemField } from "../../model/curation/plugin_field.ts";
import { statement } from "../sqlite/statement.ts";
import { LOCAL_OWNER } from "./registers.ts";

/** The public ids of all plugins about which anything is said, the latest first; they need not be in the catalog. */
export function curatedIds(db: DatabaseSync): string[] {
  const rows = statement(
    db,
    `select id from (
       select target as id, updated_at from curation
        where owner = :owner and kind = 'plugin' and value is not null
       union all
       select substr(field, length(:item) + 1), updated_at from curation
        where owner = :owner and kind = 'collection' and field >= :item and field < 'item;'
          and value is not null)
      group by id order by max(updated_at) desc, id`,
  ).all({ owner: LOCAL_OWNER, item: itemField("") });
  return rows.map(({ id }) => String(id));
}
