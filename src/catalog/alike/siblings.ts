import type { DatabaseSync } from "node:sqlite";
import { groupSiblings, type SiblingGroup, siblingsIn } from "../../model/alike/sibling_groups.ts";
import type { SiblingEvidence } from "../../model/alike/sibling_rules.ts";
import { compareBytes } from "../../platform/paths.ts";
import { listDecisions } from "./sibling_decisions.ts";
import { readAllFacts, readFactsAround } from "./sibling_facts.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";

/** The same plugin in another format, or one that a person has merged. */
export interface Sibling extends SiblingEvidence {
  readonly rowId: number;
  readonly id: string;
  readonly format: PluginFormat;
}

/**
 * The siblings of each row that has some, by their public ids. A missing
 * plugin can be asked for, but is no sibling.
 */
export function siblingsOf(db: DatabaseSync, rowIds: readonly number[]): Map<number, Sibling[]> {
  const asked = new Set(rowIds);
  const siblings = new Map<number, Sibling[]>();
  for (const group of groupSiblings(readFactsAround(db, rowIds), listDecisions(db))) {
    for (const member of group.members) {
      if (!asked.has(member.rowId)) continue;
      const found = [...siblingsIn(group, member)]
        .map(([{ rowId, id, format }, evidence]) => ({ rowId, id, format, ...evidence }))
        .sort((a, b) => compareBytes(a.id, b.id));
      if (found.length > 0) siblings.set(member.rowId, found);
    }
  }
  return siblings;
}

/** All plugins that are there in several formats. */
export function allSiblingGroups(db: DatabaseSync): SiblingGroup[] {
  return groupSiblings(readAllFacts(db), listDecisions(db));
}
