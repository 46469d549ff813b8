import type { DatabaseSync } from "node:sqlite";
import type { MarkedPlugin, MarksDocument } from "../../model/documents/curation/changes_documents.ts";
import { FORMAT_ORDER } from "../../model/plugin_format.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { groupTable } from "./group_table.ts";
import { LOCAL_OWNER } from "./registers.ts";

/** The plugins of which something is said, and how many there are. */
export interface MarkedPage {
  readonly total: number;
  readonly plugins: MarkedPlugin[];
}

/** The order of {@linkcode listMarked}. */
export interface MarkedOptions {
  /** By name, by what is said (the best rating first), or the latest first. */
  readonly order: "name" | "value" | "time";
  readonly isReversed: boolean;
  readonly offset: number;
  /** Unset for all. */
  readonly limit?: number | undefined;
  /** As for {@linkcode groupTable}. */
  readonly groups?: string | undefined;
}

const ORDERS = {
  name: ["name is null, name collate nocase, id", "name is null desc, name collate nocase desc, id desc"],
  value: ["value ->> '$' desc, name collate nocase, id", "value ->> '$', name collate nocase desc, id desc"],
  time: ["updated_at desc, name collate nocase, id", "updated_at, name collate nocase desc, id desc"],
} as const;

const FORMAT_RANK = `case format ${
  FORMAT_ORDER.map((format, rank) => `when '${format}' then ${rank}`).join(" ")
} end`;

/**
 * Formats of a plugin of which the same is said are one. Of a group, several
 * plugins of one format are several products. The first of the formats, as hosts
 * know them, names the plugin.
 */
const MARKED = `with said as (
    select c.target, c.value, c.updated_at, p.id, p.format, p.name, p.vendor,
           ifnull(s.group_id, -c.id) as product,
           row_number() over (partition by ifnull(s.group_id, -c.id), c.value, p.format order by p.id) as place
      from curation c left join plugins p on p.plugin_id = c.target
      left join GROUPS s on s.id = p.id and s.group_id <> 0
     where c.owner = :owner and c.kind = 'plugin' and c.field = :field and c.value is not null),
  placed as (
    select *, row_number() over (partition by product, value, place order by ${FORMAT_RANK}, target) as nth from said)
  select max(target) filter (where nth = 1) as id, max(name) filter (where nth = 1) as name,
    max(vendor) filter (where nth = 1) as vendor, value, max(updated_at) as updated_at,
    json_group_array(json_object('format', format, 'id', target) order by nth)
      filter (where id is not null) as formats
  from placed group by product, value, place`;

/** Lists plugins of which something is said, those outside the catalog included. */
export function listMarked(
  db: DatabaseSync,
  field: MarksDocument["field"],
  { order, isReversed, offset, limit, groups }: MarkedOptions,
): MarkedPage {
  const table = groupTable(groups);
  const marked = MARKED.replace("GROUPS", table.sql);
  const key = { owner: LOCAL_OWNER, field, ...table.values };
  const { total } = statement(db, `select count(*) as total from (${marked})`).get(key)!;
  const rows = statement(
    db,
    `${marked} order by ${ORDERS[order][isReversed ? 1 : 0]} limit :limit offset :offset`,
  )
    .all({ ...key, limit: limit ?? -1, offset });
  return {
    total: Number(total),
    plugins: rows.map((row) => ({
      id: String(row["id"]),
      name: row["name"] === null ? null : String(row["name"]),
      vendor: row["vendor"] === null ? null : String(row["vendor"]),
      formats: fromJson<MarkedPlugin["formats"]>(row["formats"])!,
      value: fromJson<MarkedPlugin["value"]>(row["value"])!,
      updatedAt: String(row["updated_at"]),
    })),
  };
}
