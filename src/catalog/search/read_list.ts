import type { ListedPlugin } from "../../model/documents/list_document.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { type ListOptions, listPlugins, type PluginPage } from "./list_plugins.ts";

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
