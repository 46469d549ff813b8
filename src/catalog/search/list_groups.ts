import { FORMAT_RANK } from "../sqlite/format_rank.ts";
import type { SqlCondition } from "./search_condition.ts";

/** The stored groups. */
const STORED = "sibling_groups";

/** Groups that have been made for this list. */
const MADE = "(select value ->> 0 as id, value ->> 1 as group_id from json_each(?))";

/**
 * Of each plugin in several formats the one to list among those that meet a
 * condition: one that is there, in the format that hosts know best. Two plugins
 * of one format are two.
 *
 * @param groups Rows of `sibling_groups` in JSON; unset for the stored ones.
 */
export function onePerGroup({ sql, values }: SqlCondition, groups: string | undefined): SqlCondition {
  const table = groups === undefined ? STORED : MADE;
  const made = groups === undefined ? [] : [groups];
  return {
    // A missing plugin is in no group: it is listed for itself.
    sql: `(${sql}) and (p.id not in (select id from ${table}) or p.id in (
      select id from (
        select id, row_number() over (partition by group_id, place order by ${FORMAT_RANK}, id) as rank
          from (select p.id, p.format, s.group_id,
                  row_number() over (partition by s.group_id, p.format order by p.id) as place
                  from ${table} s join plugins p on p.id = s.id where ${sql}))
       where rank = 1))`,
    values: [...values, ...made, ...made, ...values],
  };
}
