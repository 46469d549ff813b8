import type { DatabaseSync } from "node:sqlite";
import type { StatsDocument, StatsTotals } from "../../model/documents/stats/stats_document.ts";
import type { SearchNode } from "../../model/search/search_query.ts";
import type { StatsSection } from "../../model/statistics/stats_section.ts";
import { isModuleCondition, moduleCondition } from "../search/list_module_condition.ts";
import { allConditions, type SqlCondition } from "../search/search_condition.ts";
import { countByScanTime, countBySize, countFailures, listSlowest } from "./module_counts.ts";
import { countByCategory, countByFormat, countByVendor, countByYear } from "./plugin_counts.ts";

/** Which plugins are counted, and by what. */
export interface StatisticsRequest {
  readonly conditions: readonly SearchNode[];
  readonly sections: readonly StatsSection[];
  /** The most values of a section; unset for all. */
  readonly limit?: number | undefined;
}

/** Numbers about the plugins of a catalog; for those about the catalog's file see `readStatistics()`. */
export interface PluginStatistics
  extends Omit<StatsDocument, "schema" | "schemaVersion" | "query" | "limit"> {
  /** Whether there is neither a plugin nor a module, with or without conditions. */
  readonly isCatalogEmpty: boolean;
}

/** Most slow modules to list unless the request says otherwise. */
const SLOW_MODULES = 10;

/** Counts plugins, and the modules that belong to them. */
export function readPluginStatistics(
  db: DatabaseSync,
  { conditions, sections, limit }: StatisticsRequest,
): PluginStatistics {
  const plugins = allConditions(db, conditions);
  const modules = modulesOf(conditions, plugins);
  const failures = countFailures(db, modules, limit);
  const readers: Readonly<Record<StatsSection, () => Partial<StatsDocument>>> = {
    "format": () => ({ byFormat: countByFormat(db, plugins) }),
    "vendor": () => ({ byVendor: countByVendor(db, plugins, limit) }),
    "category": () => ({ byCategory: countByCategory(db, plugins, limit) }),
    "year": () => ({ byYear: countByYear(db, plugins) }),
    "size": () => ({ bySize: countBySize(db, modules) }),
    "scan-time": () => ({ scanTimes: countByScanTime(db, modules) }),
    "slowest": () => ({ slowest: listSlowest(db, modules, limit ?? SLOW_MODULES) }),
    "failure": () => ({ failures }),
  };
  return {
    totals: {
      ...pluginTotals(db, plugins),
      ...moduleTotals(db, modules),
      failures: failures.entries.reduce((sum, { count }) => sum + count, failures.others?.count ?? 0),
    },
    ...Object.assign({}, ...sections.map((section) => readers[section]())),
    isCatalogEmpty: isEmpty(db),
  };
}

/**
 * The modules that belong to the plugins: those with one of them, or, where the
 * conditions are such that modules meet them, all that do. So a module without
 * plugins, because it failed, counts for its format.
 */
function modulesOf(conditions: readonly SearchNode[], plugins: SqlCondition): SqlCondition {
  if (conditions.every(isModuleCondition)) return moduleCondition(conditions);
  return {
    sql: `m.id in (select i.module_id from installations i join plugins p on p.id = i.plugin_row_id
                    where ${plugins.sql})`,
    values: plugins.values,
  };
}

function pluginTotals(
  db: DatabaseSync,
  { sql, values }: SqlCondition,
): Pick<StatsTotals, "plugins" | "missing" | "instruments" | "vendors" | "categories" | "parameters"> {
  const row = db.prepare(
    `select count(*) as plugins, count(p.missing_at) as missing,
            count(nullif(p.is_instrument, 0)) as instruments, count(distinct p.vendor_key) as vendors,
            count(distinct p.category) as categories, ifnull(sum(p.parameter_count), 0) as parameters
       from plugins p where ${sql}`,
  ).get(...values)!;
  return {
    plugins: Number(row["plugins"]),
    missing: Number(row["missing"]),
    instruments: Number(row["instruments"]),
    vendors: Number(row["vendors"]),
    categories: Number(row["categories"]),
    parameters: Number(row["parameters"]),
  };
}

function moduleTotals(
  db: DatabaseSync,
  { sql, values }: SqlCondition,
): Pick<StatsTotals, "modules" | "sizeBytes" | "durationMs"> {
  const row = db.prepare(
    `select count(*) as modules, ifnull(sum(m.size_bytes), 0) as size, ifnull(sum(m.duration_ms), 0) as ms
       from modules m where ${sql}`,
  ).get(...values)!;
  return {
    modules: Number(row["modules"]),
    sizeBytes: Number(row["size"]),
    durationMs: Number(row["ms"]),
  };
}

function isEmpty(db: DatabaseSync): boolean {
  const sql = "select exists (select 1 from plugins) or exists (select 1 from modules) as found";
  return db.prepare(sql).get()!["found"] === 0;
}
