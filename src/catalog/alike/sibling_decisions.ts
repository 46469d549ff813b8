import type { DatabaseSync } from "node:sqlite";
import type { SiblingDecision } from "../../model/alike/sibling_groups.ts";
import { compareBytes } from "../../platform/paths.ts";
import { statement } from "../sqlite/statement.ts";

/** All decisions of people about pairs of plugins, also about plugins that are gone. */
export function listDecisions(db: DatabaseSync): SiblingDecision[] {
  return statement(
    db,
    `select plugin_id, other_id, is_same from sibling_decisions where deleted_at is null
      order by plugin_id, other_id`,
  ).all().map((row) => ({
    pluginId: String(row["plugin_id"]),
    otherId: String(row["other_id"]),
    isSame: row["is_same"] === 1,
  }));
}

/** Decides about every pair of these plugins; a later decision replaces an earlier one. */
export function decide(db: DatabaseSync, ids: readonly string[], isSame: boolean, at: string): void {
  for (const pair of pairsOf(ids)) {
    statement(
      db,
      `insert into sibling_decisions (uuid, plugin_id, other_id, is_same, updated_at) values (?, ?, ?, ?, ?)
       on conflict (owner, plugin_id, other_id) do update
         set is_same = excluded.is_same, updated_at = excluded.updated_at, deleted_at = null`,
    ).run(crypto.randomUUID(), ...pair, isSame ? 1 : 0, at);
  }
}

/**
 * Takes decisions back: about the pairs of these plugins, or about one plugin and any other.
 *
 * @returns The number of decisions taken back.
 */
export function undoDecisions(db: DatabaseSync, ids: readonly string[], isSame: boolean, at: string): number {
  const undo = (where: string, ...values: string[]) =>
    Number(
      statement(
        db,
        `update sibling_decisions set deleted_at = ?, updated_at = ?
          where deleted_at is null and is_same = ? and ${where}`,
      ).run(at, at, isSame ? 1 : 0, ...values).changes,
    );
  const [only, ...others] = ids;
  if (only !== undefined && others.length === 0) return undo("? in (plugin_id, other_id)", only);
  return pairsOf(ids).reduce((sum, pair) => sum + undo("plugin_id = ? and other_id = ?", ...pair), 0);
}

/** Every two of the ids, in the order in which they are stored. */
function pairsOf(ids: readonly string[]): [string, string][] {
  const sorted = [...new Set(ids)].sort(compareBytes);
  return sorted.flatMap((id, index) => sorted.slice(index + 1).map((other): [string, string] => [id, other]));
}
