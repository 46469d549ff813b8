import type { DatabaseSync } from "node:sqlite";
import { groupSiblings, type SiblingGroup } from "../../model/alike/sibling_groups.ts";
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
  for (const { members } of groups) {
    const group = Math.min(...members.map(({ rowId }) => rowId));
    for (const { rowId } of members) insert.run(rowId, group);
  }
}

/** Makes groups that only this connection sees, in place of stored ones that are out of date. */
export function useCurrentSiblings(db: DatabaseSync): void {
  db.exec(
    `create temp table if not exists sibling_groups (
       id integer primary key, group_id integer not null, is_current integer not null) strict;
     create index if not exists temp.sibling_groups_of_now_idx on sibling_groups (group_id);
     delete from sibling_groups;`,
  );
  saveGroups(db, allSiblingGroups(db));
}
