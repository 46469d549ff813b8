import type { DatabaseSync } from "node:sqlite";
import type { StatsList } from "../../model/documents/stats/stats_document.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { compareBytes } from "../../platform/paths.ts";
import { vendorNames } from "../search/list_counts.ts";
import type { SqlCondition } from "../search/search_condition.ts";
import { number, text } from "../sqlite/json_column.ts";
import { sumOf, type Tally, tallyBy } from "../../model/statistics/tally.ts";

/** Counts plugins by format, the most frequent first. */
export function countByFormat(db: DatabaseSync, plugins: SqlCondition): StatsList {
  return mostFrequent("plugins", pluginsBy(db, "p.format", plugins));
}

/** Counts plugins by vendor, whatever name of it they write. */
export function countByVendor(db: DatabaseSync, plugins: SqlCondition, limit?: number): StatsList {
  const list = mostFrequent("plugins", pluginsBy(db, "p.vendor_key", plugins), limit);
  const names = vendorNames(db, list.entries.flatMap(({ key }) => key ?? []));
  const entries = list.entries.map((entry) => ({
    ...entry,
    key: entry.key === null ? null : names.get(entry.key)!,
  }));
  return { ...list, entries };
}

/** Counts plugins by their first category. */
export function countByCategory(db: DatabaseSync, plugins: SqlCondition, limit?: number): StatsList {
  return mostFrequent("plugins", pluginsBy(db, "p.category", plugins), limit);
}

/** Counts installed plugins by the year in which their file was last modified, the earliest first. */
export function countByYear(db: DatabaseSync, { sql, values }: SqlCondition): StatsList {
  const rows = db.prepare(
    `select substr(m.modified_at, 1, 4) as key, m.format as format, count(*) as n
       from installations i join modules m on m.id = i.module_id join plugins p on p.id = i.plugin_row_id
      where m.modified_at glob '[0-9][0-9][0-9][0-9]-*' and ${sql} group by 1, 2`,
  ).all(...values);
  const list = mostFrequent("installations", tallyBy(rows, tallied));
  return { ...list, entries: list.entries.toSorted((a, b) => compareBytes(a.key!, b.key!)) };
}

/** Lists tallies by count, then by key; those beyond the limit become one sum. */
export function mostFrequent(
  counted: StatsList["counted"],
  tallies: ReadonlyMap<string | null, Tally>,
  limit = Infinity,
): StatsList {
  const sorted = [...tallies].sort(([a, { count }], [b, { count: other }]) =>
    other - count || Number(a === null) - Number(b === null) || compareBytes(a ?? "", b ?? "")
  );
  const rest = sorted.slice(limit);
  return {
    counted,
    total: sorted.length,
    entries: sorted.slice(0, limit).map(([key, tally]) => ({ key, ...tally })),
    others: rest.length === 0 ? null : { values: rest.length, ...sumOf(rest.map(([, tally]) => tally)) },
  };
}

/** A row with a key, a format and a number. */
export function tallied(
  row: Record<string, unknown>,
): { key: string | null; format: PluginFormat; count: number } {
  return {
    key: text(row["key"]) ?? null,
    format: row["format"] as PluginFormat,
    count: number(row["n"])!,
  };
}

function pluginsBy(
  db: DatabaseSync,
  value: string,
  { sql, values }: SqlCondition,
): Map<string | null, Tally> {
  const rows = db.prepare(
    `select ${value} as key, p.format as format, count(*) as n from plugins p where ${sql} group by 1, 2`,
  ).all(...values);
  return tallyBy(rows, tallied);
}
