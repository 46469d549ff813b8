import type { DatabaseSync } from "node:sqlite";
import type { ValueCount } from "../../model/documents/list_counts_document.ts";
import type { SearchNode } from "../../model/search/search_query.ts";
import { compareBytes } from "../../platform/paths.ts";
import { readVendors, shownVendors } from "../plugins/vendor_keys.ts";
import { asksForHidden } from "../../model/search/asks_for_hidden.ts";
import { isAnyHidden, NOT_HIDDEN } from "../curation/hidden.ts";
import { LOCAL_OWNER } from "../curation/registers.ts";
import { text } from "../sqlite/json_column.ts";
import { moduleCondition } from "./list_module_condition.ts";
import { allConditions, ALWAYS, joined, type SqlCondition } from "./search_condition.ts";

/** Sources of values: rows `p` or `m`, a join for several values of each row, and the column with the value. */
interface ValueSource {
  readonly from: string;
  readonly join?: string;
  readonly value: string;
}

/** The keys by which plugins can be counted. A plugin counts for each of its features and tags. */
export const PLUGIN_KEYS = {
  vendor: { from: "plugins p", value: "p.vendor_key" },
  category: { from: "plugins p", value: "p.category" },
  feature: {
    from: "plugins p",
    join: "left join plugin_features f on f.plugin_row_id = p.id",
    value: "f.feature",
  },
  format: { from: "plugins p", value: "p.format" },
  outcome: { from: "plugins p", value: "p.outcome" },
  tag: {
    from: "plugins p",
    join: `left join (
      select c.target, ifnull(t.value ->> '$', substr(c.field, length('tag:') + 1)) as tag
        from curation c left join curation t on t.owner = c.owner and t.kind = 'tag'
          and t.target = substr(c.field, length('tag:') + 1) and t.field = 'name' and t.value is not null
       where c.owner = '${LOCAL_OWNER}' and c.kind = 'plugin'
         and c.field >= 'tag:' and c.field < 'tag;' and c.value is not null
    ) s on s.target = p.plugin_id`,
    value: "s.tag",
  },
} as const satisfies Readonly<Record<string, ValueSource>>;

/** The keys by which modules can be counted. */
export const MODULE_KEYS = {
  format: { from: "modules m", value: "m.format" },
  outcome: { from: "modules m", value: "m.outcome" },
  reason: { from: "modules m", value: "m.reason ->> 'code'" },
} as const satisfies Readonly<Record<string, ValueSource>>;

/** The key of a count of plugins. */
export type PluginKey = keyof typeof PLUGIN_KEYS;

/** The key of a count of modules. */
export type ModuleKey = keyof typeof MODULE_KEYS;

/** Which plugins or modules are counted, and how the counts are listed. */
export interface CountOptions {
  readonly conditions: readonly SearchNode[];
  /** Whether the rarest value comes first. */
  readonly isReversed: boolean;
  /** Unset for all. */
  readonly limit?: number | undefined;
  readonly offset: number;
  /** Whether hidden plugins are left out, unless the conditions ask for them. */
  readonly leavesOutHidden?: boolean;
}

/** A page of counts. */
export interface CountPage {
  /** The plugins or modules that meet the conditions. */
  readonly matched: number;
  /** Plugins that are left out since they are hidden. */
  readonly hidden: number;
  /** Different values, on all pages. */
  readonly total: number;
  readonly counts: readonly ValueCount[];
}

/** Counts plugins by a key, the most frequent value first, then by value. */
export function countPlugins(db: DatabaseSync, key: PluginKey, options: CountOptions): CountPage {
  const source = PLUGIN_KEYS[key];
  const all = allConditions(db, options.conditions);
  const leavesOut = options.leavesOutHidden === true && isAnyHidden(db) &&
    !asksForHidden({ kind: "and", nodes: options.conditions });
  const shown = leavesOut ? joined([all, { sql: NOT_HIDDEN, values: [] }], " and ", ALWAYS) : all;
  const page = countValues(
    db,
    source,
    shown,
    options,
    (counts) =>
      key !== "vendor"
        ? counts
        : withShownVendors(db, counts).sort((a, b) =>
          (options.isReversed ? a.count - b.count : b.count - a.count) ||
          Number(a.value === null) - Number(b.value === null) ||
          compareNames(a.value ?? "", b.value ?? "")
        ),
  );
  return { ...page, hidden: leavesOut ? countMatched(db, source, all) - page.matched : 0 };
}

/** More vendors than that are read together with all others. */
const MOST_READ_ALONE = 100;

/** The names to show for vendors, by their keys; for few vendors and for many. */
export function vendorNames(db: DatabaseSync, keys: readonly string[]): ReadonlyMap<string, string> {
  if (keys.length <= MOST_READ_ALONE) return shownVendors(db, keys);
  return new Map(readVendors(db).map(({ key, vendor }) => [key, vendor]));
}

/** Puts the names to show in place of keys. */
function withShownVendors(db: DatabaseSync, counts: readonly ValueCount[]): ValueCount[] {
  const names = vendorNames(db, counts.flatMap(({ value }) => value ?? []));
  return counts.map(({ value, count }) => ({ value: value === null ? null : names.get(value)!, count }));
}

/** Counts modules by a key, like {@linkcode countPlugins}. */
export function countModulesBy(db: DatabaseSync, key: ModuleKey, options: CountOptions): CountPage {
  return countValues(db, MODULE_KEYS[key], moduleCondition(options.conditions), options);
}

/** Like `collate nocase`, and by case where that is equal. */
function compareNames(a: string, b: string): number {
  return compareBytes(a.toLowerCase(), b.toLowerCase()) || compareBytes(a, b);
}

function countValues(
  db: DatabaseSync,
  source: ValueSource,
  condition: SqlCondition,
  { isReversed, limit, offset }: CountOptions,
  merge: (counts: ValueCount[]) => ValueCount[] = (counts) => counts,
): CountPage {
  const { from, join = "", value } = source;
  const { sql, values } = condition;
  const rows = db.prepare(
    `select ${value} as value, count(*) as count from ${from} ${join} where ${sql}
      group by 1 order by count ${isReversed ? "asc" : "desc"}, value is null, value collate nocase, value`,
  ).all(...values);
  const counts = merge(
    rows.map((row) => ({ value: text(row["value"]) ?? null, count: Number(row["count"]) })),
  );
  return {
    matched: countMatched(db, source, condition),
    hidden: 0,
    total: counts.length,
    counts: counts.slice(offset, limit === undefined ? undefined : offset + limit),
  };
}

function countMatched(db: DatabaseSync, { from }: ValueSource, { sql, values }: SqlCondition): number {
  return Number(db.prepare(`select count(*) as n from ${from} where ${sql}`).get(...values)!["n"]);
}
