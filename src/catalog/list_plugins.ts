import type { DatabaseSync } from "node:sqlite";
import type { Plugin } from "../model/plugin.ts";
import type { Catalog } from "./catalog.ts";
import { readPlugin, type UnpackDocument } from "./read_plugin.ts";
import { retryWhileBusy } from "./busy.ts";
import { catalogError } from "./catalog_error.ts";

/** What a list can be sorted by; what is equal is sorted by name, then by id. */
export const LIST_ORDERS = {
  vendor: "vendor is null, vendor collate nocase, name collate nocase",
  name: "name collate nocase",
  format: "format, name collate nocase",
  category: "category, name collate nocase",
  parameters: "parameter_count desc, name collate nocase",
  added: "added_at desc, name collate nocase",
  updated: "updated_at desc, name collate nocase",
  scanned: "scanned_at desc, name collate nocase",
} as const;

/** The name of an order. */
export type ListOrder = keyof typeof LIST_ORDERS;

/** Which plugins are listed, and how. */
export interface ListOptions {
  readonly order: ListOrder;
  readonly isReversed: boolean;
  /** Unset for all. */
  readonly limit?: number;
  readonly offset: number;
  /** Whether buses, parameters and programs are read too. */
  readonly isFull: boolean;
}

/** A page of the plugins in a catalog. */
export interface PluginPage {
  /** Plugins without limit and offset. */
  readonly total: number;
  /** Read as they are asked for; all from one state of the catalog. */
  readonly plugins: AsyncIterable<Plugin>;
}

/** Lists plugins; those that are gone are among them, marked as missing. */
export async function listPlugins(catalog: Catalog, options: ListOptions): Promise<PluginPage> {
  const unpack = options.isFull ? (await import("./description_document.ts")).unpackDocument : undefined;
  const { db } = catalog;
  // One transaction from the count to the last plugin: with a log it keeps no writer waiting.
  await retryWhileBusy(() => db.exec("begin"));
  try {
    const total = Number(db.prepare("select count(*) as total from plugins").get()!["total"]);
    return { total, plugins: readRows(catalog, selectRows(db, options), unpack) };
  } catch (error) {
    throw catalogError(error, catalog.path);
  }
}

function selectRows(db: DatabaseSync, { order, isReversed, limit, offset }: ListOptions): number[] {
  const terms = `${LIST_ORDERS[order]}, plugin_id`;
  const sorted = isReversed ? reversed(terms) : terms;
  return db.prepare(`select id from plugins order by ${sorted} limit ? offset ?`).all(limit ?? -1, offset)
    .map((row) => Number(row["id"]));
}

function reversed(terms: string): string {
  return terms.split(", ").map((term) => term.endsWith(" desc") ? term.slice(0, -5) : `${term} desc`).join(
    ", ",
  );
}

async function* readRows(
  catalog: Catalog,
  rows: readonly number[],
  unpack: UnpackDocument | undefined,
): AsyncGenerator<Plugin> {
  await Promise.resolve();
  for (const row of rows) {
    try {
      yield readPlugin(catalog.db, row, undefined, unpack);
    } catch (error) {
      throw catalogError(error, catalog.path);
    }
  }
}
