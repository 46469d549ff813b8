import type { DatabaseSync } from "node:sqlite";
import { MAXIMUM_TAG_DEPTH, TAG_SEPARATOR } from "../../model/curation/names.ts";
import { LOCAL_OWNER } from "../curation/registers.ts";
import { statement } from "../sqlite/statement.ts";

/** Registers of a tag and of those below it. The bounds use the index; a tag like "drum-kit" also lies in them. */
const HAVING = `from curation where owner = '${LOCAL_OWNER}' and kind = 'plugin' and value is not null
  and field >= 'tag:' || ?1 and field < 'tag:' || ?1 || ';'
  and (field = 'tag:' || ?1 or field >= 'tag:' || ?1 || ':')`;

/** A tag that more plugins have is looked up for each plugin, rather than its plugins for each search. */
const MOST_LISTED = 1000;

/** The condition on a row `p` that it has a tag, or one below it. */
export function tagCondition(db: DatabaseSync, key: string): { sql: string; values: string[] } {
  const tag = withoutAlias(db, key);
  const counted = statement(db, `select count(*) as n from (select 1 ${HAVING} limit ${MOST_LISTED + 1})`);
  const isFrequent = Number(counted.get(tag)!["n"]) > MOST_LISTED;
  const having = HAVING.replaceAll("?1", "?");
  return {
    sql: isFrequent
      ? `exists (select 1 ${having} and target = p.plugin_id)`
      : `p.plugin_id in (select target ${having})`,
    values: Array<string>(4).fill(tag),
  };
}

/** The tag that a person means, where it or a level above it is an alias, as `TagBook.resolve()` finds it. */
function withoutAlias(db: DatabaseSync, key: string): string {
  let tag = key;
  // After a merge of catalogs an alias can lead to another one, or in a circle.
  for (let step = 0; step < MAXIMUM_TAG_DEPTH; step++) {
    const levels = tag.split(TAG_SEPARATOR);
    const start = (depth: number) => levels.slice(0, depth).join(TAG_SEPARATOR);
    const depths = levels.map((_, index) => levels.length - index);
    const aliased = depths.find((depth) => saidOfTag(db, start(depth), "alias") !== undefined);
    if (aliased === undefined || saidOfTag(db, tag, "name") !== undefined) return tag;
    tag = [saidOfTag(db, start(aliased), "alias"), ...levels.slice(aliased)].join(TAG_SEPARATOR);
  }
  return tag;
}

function saidOfTag(db: DatabaseSync, key: string, field: "alias" | "name"): string | undefined {
  const value = statement(
    db,
    `select value ->> '$' as value from curation
      where owner = '${LOCAL_OWNER}' and kind = 'tag' and target = ? and field = ?`,
  ).get(key, field)?.["value"];
  return typeof value === "string" ? value : undefined;
}
