import type { DatabaseSync } from "node:sqlite";
import { nativeCode } from "../../model/alike/native_code.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import type { SearchEntry } from "../../model/search/search_ranking.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";

/** What of an answer tells its siblings. */
export type Sibling = Pick<SearchEntry, "id" | "format" | "nameKey">;

/** What tells siblings, beside the name. */
type KeysRow = readonly [
  id: number,
  siblingKey: string,
  fingerprint: number | null,
  nativeId: string,
  isDeclared: number,
];

/**
 * The answers that may be one plugin with another answer, since they have a
 * key in common or a decision or an id leads from one to the other. Comparing
 * them in full takes ten times as long, and most of many answers are alone.
 */
export function twinsAmong(db: DatabaseSync, answers: readonly Sibling[]): number[] {
  if (new Set(answers.map(({ format }) => format)).size < 2) return [];
  const rows = new Map(readKeys(db, answers.map(({ id }) => id)).map((row) => [row[0], row]));
  const decided = readDecided(db);
  const byKey = new Map<string, Sibling[]>();
  const twins = new Set<number>();
  for (const answer of answers) {
    const row = rows.get(answer.id)!;
    if (row[4] === 1 || decided.has(answer.id)) twins.add(answer.id);
    for (const key of keysOf(answer, row)) {
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [answer]);
      else known.push(answer);
    }
  }
  for (const having of byKey.values()) {
    if (having.every(({ format }) => format === having[0]!.format)) continue;
    for (const { id } of having) twins.add(id);
  }
  return [...twins];
}

function keysOf({ nameKey, format }: Sibling, [, siblingKey, fingerprint, nativeId]: KeysRow): string[] {
  const code = nativeCode(format as PluginFormat, nativeId)?.code;
  return [
    ...nameKey === "" ? [] : [`name ${nameKey}`],
    ...siblingKey === "" ? [] : [`key ${siblingKey}`],
    ...fingerprint === null ? [] : [`parameters ${fingerprint}`],
    ...code === undefined ? [] : [`code ${code}`],
  ];
}

function readKeys(db: DatabaseSync, rowIds: readonly number[]): KeysRow[] {
  const { keys } = statement(
    db,
    `select json_group_array(json_array(e.id, e.sibling_key, e.parameter_fingerprint, p.native_id, exists (
       select 1 from plugin_aliases a where a.plugin_row_id = p.id and a.kind = 'replaces'
     ))) as keys
       from json_each(?) as wanted cross join search_entries e on e.id = wanted.value
       cross join plugins p on p.id = e.id`,
  ).get(JSON.stringify(rowIds))!;
  return fromJson<KeysRow[]>(keys)!;
}

/** Plugins about which a person has decided. */
function readDecided(db: DatabaseSync): ReadonlySet<number> {
  const rows = statement(
    db,
    `select p.id from sibling_decisions d cross join plugins p on p.plugin_id in (d.plugin_id, d.other_id)
      where d.deleted_at is null`,
  ).all();
  return new Set(rows.map(({ id }) => Number(id)));
}
