import type { DatabaseSync } from "node:sqlite";
import { groupSiblings, type SiblingGroup, siblingsIn } from "../../model/alike/sibling_groups.ts";
import type { SiblingEvidence, SiblingFacts } from "../../model/alike/sibling_rules.ts";
import { compareBytes } from "../../platform/paths.ts";
import { missingAmong } from "../plugins/other_formats.ts";
import { number } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { listDecisions } from "./sibling_decisions.ts";
import { readAllFacts, readFactsAround } from "./sibling_facts.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";

/** The same plugin in another format, or one that a person has merged. */
export interface Sibling extends SiblingEvidence {
  readonly rowId: number;
  readonly id: string;
  readonly format: PluginFormat;
  readonly name: string;
}

/**
 * The siblings of each row that has some, by their public ids. A missing
 * plugin can be asked for, but is no sibling.
 */
export function siblingsOf(db: DatabaseSync, rowIds: readonly number[]): Map<number, Sibling[]> {
  const siblings = new Map<number, Sibling[]>();
  const missing = new Set(missingAmong(db, rowIds));
  for (const [rowId, { group, member }] of siblingGroupsOf(db, rowIds)) {
    const found = [...siblingsIn(group, member)]
      .map(([{ rowId, id, format, title }, evidence]) => ({ rowId, id, format, name: title, ...evidence }))
      .filter(({ rowId }) => !missing.has(rowId))
      .sort((a, b) => compareBytes(a.id, b.id));
    if (found.length > 0) siblings.set(rowId, found);
  }
  return siblings;
}

/** Whether each of these rows is a sibling of all others of them (`isSame`), or of none. */
export function areSiblings(db: DatabaseSync, rowIds: readonly number[], isSame: boolean): boolean {
  const siblings = siblingsOf(db, rowIds);
  return rowIds.every((rowId) => {
    const own = new Set(siblings.get(rowId)?.map((sibling) => sibling.rowId));
    return rowIds.every((other) => other === rowId || own.has(other) === isSame);
  });
}

/** Whether two plugins, by their public ids, are one in two formats. */
export function isSibling(db: DatabaseSync, id: string, other: string): boolean {
  const row = number(statement(db, "select id from plugins where plugin_id = ?").get(id)?.["id"]);
  if (row === undefined) return false;
  return siblingsOf(db, [row]).get(row)?.some((sibling) => sibling.id === other) ?? false;
}

/** A plugin, and the group that it is in. */
export interface GroupMember {
  readonly group: SiblingGroup;
  readonly member: SiblingFacts;
}

/** The groups of these rows, for those that are in one, whether or not they are missing. */
export function siblingGroupsOf(db: DatabaseSync, rowIds: readonly number[]): Map<number, GroupMember> {
  const asked = new Set(rowIds);
  const groups = groupSiblings(readFactsAround(db, rowIds), listDecisions(db));
  return new Map(
    groups.flatMap((group) =>
      group.members.filter(({ rowId }) => asked.has(rowId))
        .map((member) => [member.rowId, { group, member }] as const)
    ),
  );
}

/** All plugins that are there in several formats. */
export function allSiblingGroups(db: DatabaseSync): SiblingGroup[] {
  return groupSiblings(readAllFacts(db), listDecisions(db));
}
