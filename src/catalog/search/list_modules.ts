import type { DatabaseSync } from "node:sqlite";
import type { ListedModule, ListModulesDocument } from "../../model/documents/list_modules_document.ts";
import type { SearchNode } from "../../model/search/search_query.ts";
import { COUNT_FAILURES } from "../plugins/count_failures.ts";
import { fromJson, number, present, text } from "../sqlite/json_column.ts";
import { moduleCondition } from "./list_module_condition.ts";
import { directed } from "./list_order.ts";
import { allConditions, type SqlCondition } from "./search_condition.ts";

/** Orders of a list of modules; equal rows are sorted by location, then by format. */
export const MODULE_ORDERS = {
  location: "location",
  format: "format, location",
  outcome: "outcome, location",
  plugins: "plugin_count desc, location",
  duration: "duration_ms desc, location",
  size: "size_bytes desc, location",
  added: "added_at desc, location",
  updated: "updated_at desc, location",
  scanned: "scanned_at desc, location",
} as const;

/** The name of an order. */
export type ModuleOrder = keyof typeof MODULE_ORDERS;

/** Which modules are listed, and how. */
export interface ModuleListOptions {
  readonly order: ModuleOrder;
  readonly isReversed: boolean;
  /** Unset for all. */
  readonly limit?: number | undefined;
  readonly offset: number;
  /** Conditions for all of them, of those that modules can meet. */
  readonly conditions: readonly SearchNode[];
}

/** A page of the modules on record; the counts are about all pages. */
export interface ModulePage extends Pick<ListModulesDocument, "total" | "failures" | "byOutcome"> {
  readonly modules: readonly ListedModule[];
}

/** Lists modules; those that are gone are among them, marked as missing. */
export function listModules(db: DatabaseSync, options: ModuleListOptions): ModulePage {
  const condition = moduleCondition(options.conditions);
  return { ...countModules(db, condition), modules: selectModules(db, condition, options) };
}

/** How many modules meet the conditions, and how many of those have no plugin that does. */
export function countUnlisted(
  db: DatabaseSync,
  conditions: readonly SearchNode[],
): { matched: number; unlisted: number } {
  const modules = moduleCondition(conditions);
  const plugins = allConditions(db, conditions);
  const row = db.prepare(
    `select count(*) as matched, ifnull(sum(not exists
        (select 1 from installations i join plugins p on p.id = i.plugin_row_id
          where i.module_id = m.id and ${plugins.sql})), 0) as unlisted
       from modules m where ${modules.sql}`,
  ).get(...plugins.values, ...modules.values)!;
  return { matched: Number(row["matched"]), unlisted: Number(row["unlisted"]) };
}

function countModules(db: DatabaseSync, { sql, values }: SqlCondition): Omit<ModulePage, "modules"> {
  const rows = db.prepare(
    `select outcome, count(*) as modules, ${COUNT_FAILURES} as failures
       from modules m where ${sql} group by outcome order by outcome`,
  ).all(...values);
  const sum = (name: string) => rows.reduce((total, row) => total + Number(row[name]), 0);
  return {
    total: sum("modules"),
    failures: sum("failures"),
    byOutcome: Object.fromEntries(rows.map((row) => [String(row["outcome"]), Number(row["modules"])])),
  };
}

function selectModules(
  db: DatabaseSync,
  { sql, values }: SqlCondition,
  { order, isReversed, limit, offset }: ModuleListOptions,
): ListedModule[] {
  return db.prepare(
    `select *, (select count(*) from installations where module_id = m.id) as plugin_count
       from modules m where ${sql}
      order by ${directed(`${MODULE_ORDERS[order]}, format`, isReversed)} limit ? offset ?`,
  ).all(...values, limit ?? -1, offset).map(listedModule);
}

function listedModule(row: Record<string, unknown>): ListedModule {
  return {
    location: String(row["location"]),
    format: row["format"] as ListedModule["format"],
    outcome: row["outcome"] as ListedModule["outcome"],
    ...present({ reason: fromJson<NonNullable<ListedModule["reason"]>>(row["reason"]) }),
    failures: fromJson<ListedModule["failures"]>(row["failures"])!,
    warnings: fromJson<ListedModule["warnings"]>(row["warnings"])!,
    pluginCount: Number(row["plugin_count"]),
    durationMs: Number(row["duration_ms"]),
    architectures: fromJson<string[]>(row["architectures"])!,
    ...present({ sizeBytes: number(row["size_bytes"]), modifiedAt: text(row["modified_at"]) }),
    isMissing: row["missing_at"] !== null,
    addedAt: String(row["added_at"]),
    updatedAt: String(row["updated_at"]),
    scannedAt: String(row["scanned_at"]),
  };
}
