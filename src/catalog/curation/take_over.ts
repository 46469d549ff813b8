import type { DatabaseSync } from "node:sqlite";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { LOCAL_OWNER } from "./registers.ts";

/**
 * Lets plugins of which nothing was ever said take over what is said of all
 * their other formats, by the stored groups of siblings.
 *
 * Those that were there when something was said of the others only were left
 * out on purpose. A register is taken over with its time and its writer, so
 * that each catalog does the same, and a merge of catalogs finds no news.
 *
 * @returns The public ids of plugins that have another category now.
 */
export function takeOverCuration(db: DatabaseSync): string[] {
  if (!isAnyPluginCurated(db)) return [];
  const { found } = statement(db, SELECT_TAKEN).get({ owner: LOCAL_OWNER })!;
  const taken = fromJson<TakenRow[]>(found)!;
  if (taken.length === 0) return [];
  const values = { taken: String(found), owner: LOCAL_OWNER };
  statement(
    db,
    `insert into curation (owner, kind, target, field, value, updated_at, writer)
     select :owner, 'plugin', value ->> 0, value ->> 2, value ->> 3, value ->> 4, value ->> 5
       from json_each(:taken) where true on conflict do nothing`,
  ).run(values);
  // What is taken back from the others later is taken back from these also.
  statement(
    db,
    `insert into curation_undo (operation_id, owner, kind, target, field, value, before_at, written_at)
     select u.operation_id, u.owner, u.kind, t.value ->> 0, u.field, u.value, u.before_at, u.written_at
       from curation_operations o cross join json_each(:taken) t
       join curation_undo u on u.operation_id = o.id and u.owner = :owner and u.kind = 'plugin'
         and u.target = t.value ->> 1 and u.field = t.value ->> 2
      where true on conflict do nothing`,
  ).run(values);
  return taken.filter(([, , field]) => field === "category").map(([id]) => id);
}

type TakenRow = [id: string, from: string, field: string, value: string, at: string, writer: string];

/** Costs nothing where nobody says anything about plugins. */
function isAnyPluginCurated(db: DatabaseSync): boolean {
  return statement(db, "select 1 from curation where owner = ? and kind = 'plugin' limit 1")
    .get(LOCAL_OWNER) !== undefined;
}

const SELECT_TAKEN = `with
  curated (group_id) as materialized (
    select distinct s.group_id
      from (select distinct target from curation where owner = :owner and kind = 'plugin') c
      join plugins p on p.plugin_id = c.target
      join sibling_groups s on s.id = p.id and s.group_id <> 0),
  fresh as materialized (
    select p.id, p.plugin_id, p.format, p.added_at, s.group_id
      from curated c cross join sibling_groups s on s.group_id = c.group_id
      cross join plugins p on p.id = s.id
     where not exists (
       select 1 from curation o where o.owner = :owner and o.kind = 'plugin' and o.target = p.plugin_id)),
  sibling as materialized (
    select n.id as new_id, n.plugin_id as new_plugin, n.added_at as new_added_at, k.plugin_id, k.added_at,
           exists (select 1 from curation o
                    where o.owner = :owner and o.kind = 'plugin' and o.target = k.plugin_id) as is_curated
      from fresh n cross join sibling_groups s on s.group_id = n.group_id and s.id <> n.id
      cross join plugins k on k.id = s.id
     where k.format <> n.format or exists (
       select 1 from sibling_decisions d
        where d.plugin_id = min(n.plugin_id, k.plugin_id) and d.other_id = max(n.plugin_id, k.plugin_id)
          and d.is_same = 1 and d.deleted_at is null)),
  said as (
    -- The other columns are those of the row with the latest time.
    select s.new_id, s.new_plugin, s.new_added_at, s.plugin_id, c.field, c.value, c.updated_at, c.writer,
           max(c.updated_at || ' ' || c.writer), count(*) as speakers, count(distinct c.value) as opinions
      from sibling s cross join curation c
        on c.owner = :owner and c.kind = 'plugin' and c.target = s.plugin_id and c.value is not null
     group by s.new_id, c.field)
  select json_group_array(json_array(new_plugin, plugin_id, field, value, updated_at, writer)) as found
    from said
   where opinions = 1 and updated_at < new_added_at and speakers = (
     select count(*) from sibling k
      where k.new_id = said.new_id and (k.is_curated or k.added_at <= said.updated_at))`;
