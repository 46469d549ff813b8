import type { Catalog } from "../sqlite/catalog.ts";
import { contentBytes } from "./content_size.ts";
import { findSetting } from "../sqlite/setting_repository.ts";

/** The setting that holds the limit, in bytes. */
export const SIZE_LIMIT_SETTING = "size-limit-bytes";

/** The limit, if one is set. */
export async function findSizeLimit(catalog: Catalog): Promise<number | undefined> {
  const setting = await catalog.read((db) => findSetting(db, SIZE_LIMIT_SETTING));
  return setting === undefined ? undefined : Number(setting);
}

/** Shrinks the catalog to the limit, if one is set. */
export async function applySizeLimit(catalog: Catalog): Promise<void> {
  const limit = await findSizeLimit(catalog);
  if (limit === undefined || await contentBytes(catalog) <= limit) return;
  const { shrinkTo } = await import("./shrink.ts");
  await shrinkTo(catalog, limit);
}
