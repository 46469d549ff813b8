import type { Catalog } from "../sqlite/catalog.ts";

/** The number of plugins in a catalog, missing ones included. */
export async function countPlugins(catalog: Catalog): Promise<number> {
  return await catalog.read((db) => Number(db.prepare("select count(*) as n from plugins").get()!["n"]));
}
