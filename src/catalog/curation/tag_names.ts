import type { DatabaseSync } from "node:sqlite";
import { nameKey } from "../../model/curation/names.ts";
import { statement } from "../sqlite/statement.ts";
import { type CurationWriter, findRegister, LOCAL_OWNER, localKey } from "./registers.ts";

/** The key of the tag that a key stands for, which is another one for an alias. */
export function aliasedTag(db: DatabaseSync, key: string): string {
  const alias = findRegister(db, localKey("tag", key, "alias"));
  return alias === undefined ? key : JSON.parse(alias) as string;
}

/** Stores how a tag is written, unless that is known. */
export function keepTagName(db: DatabaseSync, writer: CurationWriter, tag: string): void {
  const name = localKey("tag", nameKey(tag), "name");
  if (findRegister(db, name) === undefined) writer.set(name, tag);
}

/** The names of all tags that exist, in the order of their keys. */
export function listTagNames(db: DatabaseSync): string[] {
  return statement(
    db,
    `select ifnull(n.value ->> '$', used.key) as name from
       (select substr(field, length('tag:') + 1) as key from curation
         where owner = :owner and kind = 'plugin' and field like 'tag:%' and value is not null
        union
        select target from curation where owner = :owner and kind = 'tag' and field = 'name' and value is not null)
       as used
       left join curation n on n.owner = :owner and n.kind = 'tag' and n.target = used.key and n.field = 'name'
      order by used.key`,
  ).all({ owner: LOCAL_OWNER }).map(({ name }) => String(name));
}
