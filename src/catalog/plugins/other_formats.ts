import type { DatabaseSync } from "node:sqlite";
import type { OtherFormat } from "../../model/alike/other_format.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";

/** Whether plugins or decisions have changed since the stored groups of siblings were made. */
export function areSiblingsStale(db: DatabaseSync): boolean {
  return statement(db, "select exists (select 1 from sibling_groups where is_current = 0) as stale")
    .get()!["stale"] === 1;
}

/** Lets the next update make all groups of siblings again. */
export function forgetSiblings(db: DatabaseSync): void {
  db.exec("delete from sibling_groups");
  db.exec("insert into sibling_groups (id, group_id, is_current) select id, 0, 0 from plugins");
}

/** Another format of a plugin, by its row. */
export interface OtherRow extends OtherFormat {
  readonly rowId: number;
}

/**
 * The same plugins in other formats, by the stored groups, in the order of
 * their ids; plugins that are alone, or missing, have no entry. A person can
 * also have merged two plugins of one format.
 */
export function readOtherRows(db: DatabaseSync, rowIds: readonly number[]): Map<number, OtherRow[]> {
  const { found } = statement(
    db,
    `select json_group_array(json_array(own, format, plugin_id, other) order by own, plugin_id) as found from
       (select s.id as own, o.format, o.plugin_id, o.id as other
          from json_each(?) as wanted
          cross join sibling_groups s on s.id = wanted.value
          cross join plugins p on p.id = s.id
          cross join sibling_groups g on g.group_id = s.group_id and g.id <> s.id
          cross join plugins o on o.id = g.id
         where o.missing_at is null and p.missing_at is null
           and (o.format <> p.format or exists (
             select 1 from sibling_decisions d
              where d.plugin_id = min(p.plugin_id, o.plugin_id) and d.other_id = max(p.plugin_id, o.plugin_id)
                and d.is_same = 1 and d.deleted_at is null)))`,
  ).get(JSON.stringify(rowIds))!;
  const others = new Map<number, OtherRow[]>();
  for (
    const [own, format, id, rowId] of fromJson<[number, OtherFormat["format"], string, number][]>(found)!
  ) {
    const known = others.get(own);
    if (known === undefined) others.set(own, [{ format, id, rowId }]);
    else known.push({ format, id, rowId });
  }
  return others;
}

/** {@linkcode readOtherRows} as documents have them. */
export function readOtherFormats(db: DatabaseSync, rowIds: readonly number[]): Map<number, OtherFormat[]> {
  return new Map(
    [...readOtherRows(db, rowIds)].map(([own, others]) => [
      own,
      others.map(({ format, id }) => ({ format, id })),
    ]),
  );
}

/** Which of these plugins no scan has found again. */
export function missingAmong(db: DatabaseSync, rowIds: readonly number[]): number[] {
  const { missing } = statement(
    db,
    `select json_group_array(id) as missing
       from plugins where id in (select value from json_each(?)) and missing_at is not null`,
  ).get(JSON.stringify(rowIds))!;
  return fromJson<number[]>(missing)!;
}
