import type { Catalog } from "../sqlite/catalog.ts";

/** The size of the catalog's content in bytes, without free pages. */
export async function contentBytes(catalog: Catalog): Promise<number> {
  return await catalog.read((db) => {
    const value = (name: string) => Number(Object.values(db.prepare(`pragma ${name}`).get()!)[0]);
    return (value("page_count") - value("freelist_count")) * value("page_size");
  });
}
