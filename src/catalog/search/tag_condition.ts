import type { DatabaseSync } from "node:sqlite";
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

/** The tag that an alias stands for. */
function withoutAlias(db: DatabaseSync, key: string): string {
  const alias = statement(
    db,
    `select value ->> '$' as tag from curation
      where owner = '${LOCAL_OWNER}' and kind = 'tag' and target = ? and field = 'alias'`,
  ).get(key)?.["tag"];
  return typeof alias === "string" ? alias : key;
}
