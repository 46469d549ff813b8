import type { DatabaseSync } from "node:sqlite";
import type {
  SlowModule,
  StatsList,
  StatsRange,
  StatsScale,
} from "../../model/documents/stats/stats_document.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { rangeAt, SIZE_BOUNDS, TIME_BOUNDS } from "../../model/statistics/scale.ts";
import { fileName } from "../../platform/paths.ts";
import { FAILED } from "../plugins/count_failures.ts";
import type { SqlCondition } from "../search/search_condition.ts";
import { mostFrequent, tallied } from "./plugin_counts.ts";
import { type Tally, tallyBy } from "../../model/statistics/tally.ts";

/** Modules whose code was loaded; what others took says nothing about them. */
const LOADED = `m.outcome in ('scanned', ${FAILED})`;

/** Counts modules by their size on disk. */
export function countBySize(db: DatabaseSync, modules: SqlCondition): StatsScale {
  return {
    unit: "bytes",
    ...modulesOn(db, SIZE_BOUNDS, "m.size_bytes", modules, "m.size_bytes is not null"),
  };
}

/** Counts modules by the time that their last scan took. */
export function countByScanTime(db: DatabaseSync, modules: SqlCondition): StatsScale {
  return { unit: "milliseconds", ...modulesOn(db, TIME_BOUNDS, "m.duration_ms", modules, LOADED) };
}

/** Counts failures by reason as a scan does: failed modules, and single plugins that failed. */
export function countFailures(
  db: DatabaseSync,
  { sql, values }: SqlCondition,
  limit?: number,
): StatsList {
  const rows = db.prepare(
    `select key, format, count(*) as n from (
       select m.reason ->> 'code' as key, m.format as format from modules m
        where m.outcome in (${FAILED}) and ${sql}
       union all
       select f.value ->> '$.reason.code', m.format from modules m, json_each(m.failures) f
        where m.failures <> '[]' and f.value ->> 'outcome' in (${FAILED}) and ${sql}
     ) group by 1, 2`,
  ).all(...values, ...values);
  return mostFrequent("failures", tallyBy(rows, tallied), limit);
}

/** Lists the modules whose last scan took longest. */
export function listSlowest(
  db: DatabaseSync,
  { sql, values }: SqlCondition,
  limit: number,
): SlowModule[] {
  const rows = db.prepare(
    `select m.location, m.format, m.duration_ms as ms,
            (select count(*) from installations i where i.module_id = m.id) as plugins,
            (select p.name from installations i join plugins p on p.id = i.plugin_row_id
              where i.module_id = m.id order by i.position limit 1) as first
       from modules m where m.id in (
         select m.id from modules m where ${LOADED} and ${sql}
          order by m.duration_ms desc, m.location limit ?)
      order by ms desc, m.location`,
  ).all(...values, limit);
  return rows.map((row) => {
    const location = String(row["location"]);
    const pluginCount = Number(row["plugins"]);
    return {
      name: (pluginCount === 1 ? String(row["first"]) : "") || fileName(location),
      location,
      format: row["format"] as PluginFormat,
      pluginCount,
      durationMs: Number(row["ms"]),
    };
  });
}

/** Counts modules in the ranges of a scale. */
function modulesOn(
  db: DatabaseSync,
  bounds: readonly number[],
  value: string,
  { sql, values }: SqlCondition,
  also: string,
): Pick<StatsScale, "counted" | "entries"> {
  const passed = bounds.map((bound) => `(${value} >= ${bound})`).join(" + ");
  const rows = db.prepare(
    `select ${passed} as passed, m.format as format, count(*) as n from modules m
      where ${also} and ${sql} group by 1, 2`,
  ).all(...values);
  const tallies = tallyBy(rows, (row) => ({ ...tallied(row), key: Number(row["passed"]) }));
  return { counted: "modules", entries: withoutGaps(bounds, tallies) };
}

function withoutGaps(bounds: readonly number[], tallies: ReadonlyMap<number, Tally>): StatsRange[] {
  if (tallies.size === 0) return [];
  const first = Math.min(...tallies.keys());
  const last = Math.max(...tallies.keys());
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    ...rangeAt(bounds, first + index),
    ...tallies.get(first + index) ?? { count: 0, formats: {} },
  }));
}
