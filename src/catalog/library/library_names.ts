import type { DatabaseSync } from "node:sqlite";
import { LOCAL_OWNER } from "../curation/registers.ts";
import { statement } from "../sqlite/statement.ts";

/** The names of presets of the library by their ids, also of deleted ones. */
export function namesOfLibrary(db: DatabaseSync, uuids: readonly string[]): ReadonlyMap<string, string> {
  if (uuids.length === 0) return new Map();
  const rows = statement(
    db,
    `select l.uuid, ifnull(c.value ->> '$', l.name) as name from library_presets l
       left join curation c on c.owner = '${LOCAL_OWNER}' and c.kind = 'preset' and c.target = l.uuid
         and c.field = 'name'
      where l.uuid in (select value from json_each(?))`,
  ).all(JSON.stringify(uuids));
  return new Map(rows.map(({ uuid, name }) => [String(uuid), String(name)]));
}
