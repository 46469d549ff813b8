import type { DatabaseSync } from "node:sqlite";
import { siblingsIn } from "../../model/alike/sibling_groups.ts";
import type { OtherFormat } from "../../model/alike/other_format.ts";
import { compareBytes } from "../../platform/paths.ts";
import { type GroupMember, siblingGroupsOf } from "../alike/siblings.ts";
import { areSiblingsStale, missingAmong, readOtherFormats } from "../plugins/other_formats.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { type Sibling, twinsAmong } from "./search_twins.ts";

/** Which answers of a search are one plugin in several formats. */
export interface AnswerSiblings {
  /** The same for answers that are one plugin; `undefined` for one that is alone. */
  groupOf(rowId: number): unknown;
  /** The other formats of those answers that have some. */
  formatsOf(rowIds: readonly number[]): ReadonlyMap<number, OtherFormat[]>;
}

/** The siblings of answers, by the stored groups unless plugins have changed since, as during a scan. */
export function answerSiblings(db: DatabaseSync, answers: readonly Sibling[]): AnswerSiblings {
  const rowIds = answers.map(({ id }) => id);
  // Missing plugins are in no stored group, but have siblings.
  const isStored = !areSiblingsStale(db) && missingAmong(db, rowIds).length === 0;
  return isStored ? storedSiblings(db, rowIds) : new FoundSiblings(db, answers);
}

/** Answers by the plugin that they are; siblings are one where their formats differ, two of one format are two. */
export function siblingGroups<Answer extends Sibling>(
  answers: readonly Answer[],
  siblings: AnswerSiblings,
): Answer[][] {
  const groups: Answer[][] = [];
  const open = new Map<unknown, Answer[][]>();
  for (const answer of answers) {
    const key = siblings.groupOf(answer.id);
    const known = key === undefined ? undefined : open.get(key);
    const group = known?.find((members) => members.every(({ format }) => format !== answer.format));
    if (group !== undefined) {
      group.push(answer);
      continue;
    }
    const added = [answer];
    groups.push(added);
    if (known !== undefined) known.push(added);
    else if (key !== undefined) open.set(key, [added]);
  }
  return groups;
}

function storedSiblings(db: DatabaseSync, rowIds: readonly number[]): AnswerSiblings {
  const { found } = statement(
    db,
    `select json_group_array(json_array(s.id, s.group_id)) as found
       from json_each(?) as wanted cross join sibling_groups s on s.id = wanted.value`,
  ).get(JSON.stringify(rowIds))!;
  const groups = new Map(fromJson<[number, number][]>(found)!);
  return {
    groupOf: (rowId) => groups.get(rowId),
    formatsOf: (shown) => readOtherFormats(db, shown.filter((rowId) => groups.has(rowId))),
  };
}

/** Siblings that are looked for, which takes long: only those of answers that may have some among the answers, and of those shown. */
class FoundSiblings implements AnswerSiblings {
  readonly #db: DatabaseSync;
  readonly #asked = new Set<number>();
  readonly #found = new Map<number, GroupMember>();

  constructor(db: DatabaseSync, answers: readonly Sibling[]) {
    this.#db = db;
    this.#lookUp(twinsAmong(db, answers));
  }

  groupOf(rowId: number): unknown {
    return this.#found.get(rowId)?.group;
  }

  formatsOf(rowIds: readonly number[]): Map<number, OtherFormat[]> {
    this.#lookUp(rowIds);
    const others = rowIds.flatMap((rowId) => {
      const found = this.#found.get(rowId);
      return found === undefined ? [] : [[rowId, [...siblingsIn(found.group, found.member).keys()]] as const];
    });
    const gone = new Set(missingAmong(this.#db, others.flatMap(([, all]) => all.map(({ rowId }) => rowId))));
    return new Map(others.map(([rowId, all]) => [
      rowId,
      all.filter((one) => !gone.has(one.rowId)).sort((a, b) => compareBytes(a.id, b.id))
        .map(({ format, id }) => ({ format, id })),
    ]));
  }

  #lookUp(rowIds: readonly number[]): void {
    const unknown = rowIds.filter((rowId) => !this.#asked.has(rowId) && !this.#found.has(rowId));
    if (unknown.length === 0) return;
    for (const rowId of unknown) this.#asked.add(rowId);
    for (const { group } of new Set(siblingGroupsOf(this.#db, unknown).values())) {
      for (const member of group.members) {
        if (!this.#found.has(member.rowId)) this.#found.set(member.rowId, { group, member });
      }
    }
  }
}
