import type { DatabaseSync } from "node:sqlite";
import { groupSiblings, type SiblingGroup, siblingsIn } from "../../model/alike/sibling_groups.ts";
import type { OtherFormat } from "../../model/alike/other_format.ts";
import { compareBytes } from "../../platform/paths.ts";
import { areSiblingsStale } from "../plugins/other_formats.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { statement } from "../sqlite/statement.ts";
import { listDecisions } from "./sibling_decisions.ts";
import { readConnectedFacts } from "./sibling_facts.ts";
import { allSiblingGroups } from "./siblings.ts";

/** Share of changed plugins from which on all groups are made again. */
const MOST_CHANGED = 0.1;

/** Brings the stored groups of siblings up to date, by which lists are grouped. */
export async function updateSiblings(catalog: Catalog): Promise<void> {
  if (await catalog.read(areSiblingsStale)) await catalog.write(update);
}

function update(db: DatabaseSync): void {
  const changed = statement(db, "select id from sibling_groups where is_current = 0").all().map(({ id }) =>
    Number(id)
  );
  const total = Number(statement(db, "select count(*) as n from plugins").get()!["n"]);
  const around = changed.length > total * MOST_CHANGED ? undefined : readAround(db, changed);
  if (around === undefined) {
    db.exec("delete from sibling_groups");
    saveGroups(db, allSiblingGroups(db));
  } else {
    const groups = groupSiblings(around.facts, listDecisions(db));
    statement(db, "delete from sibling_groups where id in (select value from json_each(?))")
      .run(JSON.stringify([...around.affected, ...around.facts.map(({ rowId }) => rowId)]));
    saveGroups(db, groups);
  }
}

/** The plugins whose groups can be others now; `undefined` for too many. */
function readAround(db: DatabaseSync, changed: readonly number[]) {
  const affected = statement(
    db,
    `select value as id from json_each(:changed) union
     select g.id from json_each(:changed) c
       join sibling_groups s on s.id = c.value and s.group_id <> 0
       join sibling_groups g on g.group_id = s.group_id`,
  ).all({ changed: JSON.stringify(changed) }).map(({ id }) => Number(id));
  const facts = readConnectedFacts(db, affected);
  return facts === undefined ? undefined : { affected, facts };
}

function saveGroups(db: DatabaseSync, groups: readonly SiblingGroup[]): void {
  const insert = statement(db, "insert into sibling_groups (id, group_id, is_current) values (?, ?, 1)");
  for (const row of groups.flatMap(rowsOf)) insert.run(...row);
}

/** The group of each plugin that is in one, as rows of `sibling_groups` in JSON, and the plugins' other formats. */
export interface CurrentSiblings {
  readonly groups: string;
  readonly otherFormats: (rowIds: readonly number[]) => Map<number, OtherFormat[]>;
}

/** Makes all groups, for a list while the stored ones are out of date. */
export function currentSiblings(db: DatabaseSync): CurrentSiblings {
  const groups = allSiblingGroups(db);
  const members = new Map(
    groups.flatMap((group) => group.members.map((member) => [member.rowId, { group, member }] as const)),
  );
  return {
    groups: JSON.stringify(groups.flatMap(rowsOf)),
    otherFormats: (rowIds) =>
      new Map(rowIds.flatMap((rowId) => {
        const found = members.get(rowId);
        if (found === undefined) return [];
        const others = [...siblingsIn(found.group, found.member).keys()];
        return [[
          rowId,
          others.sort((a, b) => compareBytes(a.id, b.id)).map(({ format, id }) => ({ format, id })),
        ]];
      })),
  };
}

/** A group is called after its first plugin. */
function rowsOf({ members }: SiblingGroup): [id: number, groupId: number][] {
  const groupId = Math.min(...members.map(({ rowId }) => rowId));
  return members.map(({ rowId }) => [rowId, groupId]);
}
