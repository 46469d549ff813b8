import type { DatabaseSync } from "node:sqlite";
import type { Plugin } from "../model/plugin.ts";
import type { Catalog } from "./catalog.ts";
import { type ListOrder, orderTerms } from "./list_order.ts";
import { readPlugin, type UnpackDocument } from "./read_plugin.ts";
import { retryWhileBusy } from "./busy.ts";
import { catalogError } from "./catalog_error.ts";

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
  return db.prepare(`select id from plugins order by ${orderTerms(order, isReversed)} limit ? offset ?`)
    .all(limit ?? -1, offset).map((row) => Number(row["id"]));
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
