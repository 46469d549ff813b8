import type { DatabaseSync } from "node:sqlite";
import type { ListedPlugin } from "../../model/documents/list_document.ts";
import type { OtherFormat } from "../../model/alike/other_format.ts";
import type { Plugin } from "../../model/plugin.ts";
import type { SearchNode } from "../../model/search/search_query.ts";
import { IS_HIDDEN, isAnyHidden, NOT_HIDDEN } from "../curation/hidden.ts";
import type { SqlCondition } from "./search_condition.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { type ListOrder, orderTerms } from "./list_order.ts";
import { areSiblingsStale, missingAmong, readOtherFormats } from "../plugins/other_formats.ts";
import { readPlugin, readPlugins, type UnpackDocument } from "../plugins/read_plugin.ts";
import { curationOfRows } from "../curation/read_curation.ts";
import { ShownVendors } from "../plugins/shown_vendors.ts";
import { retryWhileBusy } from "../sqlite/busy.ts";
import { catalogError } from "../sqlite/catalog_error.ts";

/** Which plugins are listed, and how. */
export interface ListOptions {
  readonly order: ListOrder;
  readonly isReversed: boolean;
  /** Unset for all. */
  readonly limit?: number;
  readonly offset: number;
  /** Whether to read buses, parameters and programs as well. */
  readonly isFull: boolean;
  /** Conditions for all of them; unset for none. */
  readonly conditions?: readonly SearchNode[] | undefined;
  /** Whether a plugin in several formats is listed once, in the best format that meets the conditions. */
  readonly isGrouped?: boolean;
  /** Whether each plugin comes with its other formats. */
  readonly withFormats?: boolean;
  /** Whether hidden plugins are left out, unless the conditions ask for them. */
  readonly leavesOutHidden?: boolean;
}

/** A page of the plugins in a catalog. */
export interface PluginPage {
  /** Plugins without limit and offset. */
  readonly total: number;
  /** Plugins that are left out since they are hidden. */
  readonly hidden: number;
  /** Whether there is nothing to list, whatever the conditions. */
  readonly isCatalogEmpty: boolean;
  /** Words that were probably meant, where nothing is like the conditions. */
  readonly suggestions: readonly string[];
  /** Read as they are asked for; all from one state of the catalog. */
  readonly plugins: AsyncIterable<ListedPlugin>;
}

/** Lists plugins; those that are gone are among them, marked as missing. */
export async function listPlugins(catalog: Catalog, options: ListOptions): Promise<PluginPage> {
  const unpack = options.isFull
    ? (await import("../plugins/description_document.ts")).unpackDocument
    : undefined;
  const condition = await sqlCondition(catalog.db, options.conditions ?? []);
  const { db } = catalog;
  const { isGrouped = false, withFormats = false } = options;
  // One transaction from the count to the last plugin: with a log it keeps no writer waiting.
  await retryWhileBusy(() => db.exec("begin"));
  try {
    const siblings = isGrouped || withFormats ? await siblingsFor(db, options) : undefined;
    const rowsOf = async (wanted: SqlCondition) =>
      isGrouped ? (await import("./list_groups.ts")).onePerGroup(wanted, siblings?.groups) : wanted;
    const all = await rowsOf(condition);
    const leavesOut = await leavesOutHidden(db, options);
    const shown = leavesOut ? await rowsOf(both(condition, NOT_HIDDEN)) : all;
    const totalOfAll = countRows(db, all);
    // Where several formats are one, a hidden one can leave another one to be shown.
    const hidden = !leavesOut
      ? 0
      : isGrouped
      ? totalOfAll - countRows(db, shown)
      : countRows(db, both(condition, IS_HIDDEN));
    const total = totalOfAll - hidden;
    const isNothingFound = totalOfAll === 0;
    return {
      total,
      hidden,
      isCatalogEmpty: isNothingFound && isEmpty(db),
      suggestions: isNothingFound ? await suggestionsFor(db, options.conditions ?? []) : [],
      plugins: readRows(catalog, selectRows(db, shown, options), {
        unpack,
        otherFormats: withFormats ? siblings?.otherFormats : undefined,
      }),
    };
  } catch (error) {
    throw catalogError(error, catalog.path);
  }
}

/** Whether there is anything to leave out. */
async function leavesOutHidden(
  db: DatabaseSync,
  { leavesOutHidden = false, conditions = [] }: ListOptions,
): Promise<boolean> {
  if (!leavesOutHidden || !isAnyHidden(db)) return false;
  return !(await import("../../model/search/asks_for_hidden.ts")).asksForHidden({
    kind: "and",
    nodes: conditions,
  });
}

function both({ sql, values }: SqlCondition, other: string): SqlCondition {
  return { sql: sql === EVERY_PLUGIN.sql ? other : `(${sql}) and ${other}`, values };
}

/** The rows of all plugins that meet the conditions. */
export async function listRowIds(catalog: Catalog, conditions: readonly SearchNode[]): Promise<number[]> {
  const condition = await sqlCondition(catalog.db, conditions);
  const order = { order: "vendor", isReversed: false, offset: 0 } as const;
  return await catalog.read((db) => selectRows(db, condition, order));
}

/** Whether the catalog has no plugins. */
export function isEmpty(db: DatabaseSync): boolean {
  return db.prepare("select 1 from plugins limit 1").get() === undefined;
}

const EVERY_PLUGIN: SqlCondition = { sql: "true", values: [] };

/** Loaded only for conditions: loading all three at once took 1.7 times the processor time for a plain list as JSON. */
async function sqlCondition(db: DatabaseSync, conditions: readonly SearchNode[]): Promise<SqlCondition> {
  if (conditions.length === 0) return EVERY_PLUGIN;
  return (await import("./search_condition.ts")).allConditions(db, conditions);
}

async function suggestionsFor(db: DatabaseSync, nodes: readonly SearchNode[]): Promise<string[]> {
  if (nodes.length === 0) return [];
  return (await import("./search_typos.ts")).findSuggestions(db, { kind: "and", nodes });
}

/** Without any condition SQLite counts pages in place of rows. */
function countRows(db: DatabaseSync, { sql, values }: SqlCondition): number {
  const where = sql === EVERY_PLUGIN.sql ? "" : `where ${sql}`;
  return Number(db.prepare(`select count(*) as total from plugins p ${where}`).get(...values)!["total"]);
}

function selectRows(
  db: DatabaseSync,
  { sql, values }: SqlCondition,
  { order, isReversed, limit, offset }: Pick<ListOptions, "order" | "isReversed" | "limit" | "offset">,
): number[] {
  return db.prepare(
    `select id from plugins p where ${sql} order by ${orderTerms(order, isReversed)} limit ? offset ?`,
  ).all(...values, limit ?? -1, offset).map((row) => Number(row["id"]));
}

/** Plugins that are read at once. */
const BATCH = 100;

/** Returns the other formats of those of the rows that have some. */
type OtherFormatsOf = (rowIds: readonly number[]) => ReadonlyMap<number, OtherFormat[]>;

/** Where a list finds siblings. */
interface Siblings {
  readonly otherFormats: OtherFormatsOf;
  /** Groups in place of the stored ones. */
  readonly groups?: string;
}

/** Most plugins that are asked for their siblings one page at a time, rather than making all groups. */
const MOST_ASKED = 1000;

/** The stored groups, unless plugins have changed since, as during a scan. */
async function siblingsFor(
  db: DatabaseSync,
  { isGrouped, limit = Infinity }: ListOptions,
): Promise<Siblings> {
  if (!areSiblingsStale(db)) return { otherFormats: (rowIds) => readOtherFormats(db, rowIds) };
  if (isGrouped || limit > MOST_ASKED) {
    return (await import("../alike/sibling_index.ts")).currentSiblings(db);
  }
  const { siblingsOf } = await import("../alike/siblings.ts");
  return { otherFormats: (rowIds) => siblingsOf(db, rowIds) };
}

/** How much of each plugin is read. */
interface ReadOptions {
  /** Unset where buses, parameters and programs are left out. */
  readonly unpack: UnpackDocument | undefined;
  /** Unset where other formats are left out. */
  readonly otherFormats: OtherFormatsOf | undefined;
}

async function* readRows(
  catalog: Catalog,
  rows: readonly number[],
  { unpack, otherFormats }: ReadOptions,
): AsyncGenerator<ListedPlugin> {
  await Promise.resolve();
  const { db } = catalog;
  try {
    const vendors = new ShownVendors(db);
    for (let from = 0; from < rows.length; from += BATCH) {
      const batch = rows.slice(from, from + BATCH);
      const others = otherFormats?.(batch);
      const ofMissing = others === undefined ? undefined : await siblingsOfMissing(db, batch);
      const listed = (plugin: Plugin, index: number): ListedPlugin => {
        if (others === undefined) return plugin;
        const formats = others.get(batch[index]!) ?? ofMissing?.get(batch[index]!) ?? [];
        return { ...plugin, formats: formats.map(({ format, id }) => ({ format, id })) };
      };
      if (unpack === undefined) yield* vendors.add(readPlugins(db, batch)).map(listed);
      else {
        // One at a time, since a plugin in full can be large.
        const curationOf = curationOfRows(db, batch);
        for (const [index, row] of batch.entries()) {
          const [plugin] = vendors.add([readPlugin(db, row, undefined, unpack)]);
          yield listed({ ...plugin!, curation: curationOf(plugin!.id) }, index);
        }
      }
    }
  } catch (error) {
    throw catalogError(error, catalog.path);
  }
}

/** Missing plugins are in no stored group, but have siblings. */
async function siblingsOfMissing(
  db: DatabaseSync,
  rows: readonly number[],
): Promise<ReadonlyMap<number, readonly OtherFormat[]> | undefined> {
  const missing = missingAmong(db, rows);
  if (missing.length === 0) return undefined;
  return (await import("../alike/siblings.ts")).siblingsOf(db, missing);
}

/** A page that was read to its end. */
export interface ReadPage extends Omit<PluginPage, "plugins"> {
  readonly plugins: readonly ListedPlugin[];
}

/** Lists plugins as {@linkcode listPlugins} does, for a program that goes on: no transaction stays open. */
export async function readList(catalog: Catalog, options: ListOptions): Promise<ReadPage> {
  const { db } = catalog;
  try {
    const page = await listPlugins(catalog, options);
    return { ...page, plugins: await Array.fromAsync(page.plugins) };
  } finally {
    if (db.isTransaction) db.exec("rollback");
  }
}
