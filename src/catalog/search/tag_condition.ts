import type { DatabaseSync } from "node:sqlite";
import { MAXIMUM_TAG_DEPTH, TAG_SEPARATOR } from "../../model/curation/names.ts";
import { LOCAL_OWNER } from "../curation/registers.ts";
import { statement } from "../sqlite/statement.ts";

/** Registers of all tags. */
const ANY_TAG = `from curation where owner = '${LOCAL_OWNER}' and kind = 'plugin' and value is not null
  and field >= 'tag:' and field < 'tag;'`;

/** Registers of a tag and of those below it. The bounds use the index; a tag like "drum-kit" also lies in them. */
const ONE_TAG = `from curation where owner = '${LOCAL_OWNER}' and kind = 'plugin' and value is not null
  and field >= 'tag:' || ?1 and field < 'tag:' || ?1 || ';'
  and (field = 'tag:' || ?1 or field >= 'tag:' || ?1 || ':')`;

/** Plugins that are listed once for each search; of more, each plugin that the search meets is looked up. */
const MOST_LISTED = 1000;

/** Registers of tags, as a part of a statement with its values by number. */
interface TagRegisters {
  readonly sql: string;
  readonly values: readonly string[];
}

/** The condition on a row `p` that it has a tag, or one below it. */
export function tagCondition(db: DatabaseSync, key: string): TagCondition {
  return havingCondition(db, registersOf(db, key));
}

/** The condition on a row `p` that it has neither a tag nor one below it. */
export function withoutTagCondition(db: DatabaseSync, key: string): TagCondition {
  return lackingCondition(db, registersOf(db, key));
}

/** The condition on a row `p` that it has any tag. */
export function taggedCondition(db: DatabaseSync): TagCondition {
  return havingCondition(db, { sql: ANY_TAG, values: [] });
}

/** The condition on a row `p` that it has no tag. */
export function untaggedCondition(db: DatabaseSync): TagCondition {
  return lackingCondition(db, { sql: ANY_TAG, values: [] });
}

interface TagCondition {
  readonly sql: string;
  readonly values: string[];
}

function registersOf(db: DatabaseSync, key: string): TagRegisters {
  return { sql: ONE_TAG, values: [withoutAlias(db, key)] };
}

function havingCondition(db: DatabaseSync, registers: TagRegisters): TagCondition {
  const { sql, values } = registers;
  const counted = statement(db, `select count(*) as n from (select 1 ${sql} limit ${MOST_LISTED + 1})`);
  if (Number(counted.get(...values)!["n"]) > MOST_LISTED) return eachLookedUp("exists", registers);
  return inWhere("p.plugin_id in (select target", registers, ")");
}

function lackingCondition(db: DatabaseSync, registers: TagRegisters): TagCondition {
  const rows = mayFewLack(db) ? fewLacking(db, registers) : undefined;
  if (rows === undefined) return eachLookedUp("not exists", registers);
  return { sql: "p.id in (select value from json_each(?))", values: [rows] };
}

/** A quick answer, which is no only if most plugins cannot have a tag: there are not that many registers. */
function mayFewLack(db: DatabaseSync): boolean {
  const { few } = statement(
    db,
    `select (select ifnull(max(id), 0) from curation) >= (select count(*) from plugins) - ${MOST_LISTED} as few`,
  ).get()!;
  return few === 1;
}

/** The rows of the plugins without these registers as JSON, unless there are many of them. */
function fewLacking(db: DatabaseSync, { sql, values }: TagRegisters): string | undefined {
  const { rows, n } = statement(
    db,
    `select json_group_array(id) as rows, count(*) as n from (
       select p.id from (select plugin_id from plugins except select target ${sql} limit ${
      MOST_LISTED + 1
    }) lacking
         cross join plugins p on p.plugin_id = lacking.plugin_id)`,
  ).get(...values)!;
  return Number(n) > MOST_LISTED ? undefined : String(rows);
}

function eachLookedUp(quantifier: "exists" | "not exists", registers: TagRegisters): TagCondition {
  return inWhere(`${quantifier} (select 1`, registers, " and target = p.plugin_id)");
}

/** The registers in a longer condition, which has values without numbers. */
function inWhere(before: string, { sql, values }: TagRegisters, after: string): TagCondition {
  const [tag] = values;
  const places = sql.split("?1").length - 1;
  return {
    sql: `${before} ${sql.replaceAll("?1", "?")}${after}`,
    values: tag === undefined ? [] : Array<string>(places).fill(tag),
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
