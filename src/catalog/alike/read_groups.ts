import { areSiblingsStale } from "../plugins/other_formats.ts";
import type { Catalog } from "../sqlite/catalog.ts";

/**
 * Makes the groups of siblings, as rows of `sibling_groups` in JSON, if the
 * stored ones are out of date, as after an import; `undefined` otherwise.
 */
export async function readGroups(catalog: Catalog): Promise<string | undefined> {
  if (!await catalog.read(areSiblingsStale)) return undefined;
  const { currentSiblings } = await import("./sibling_index.ts");
  return (await catalog.read(currentSiblings)).groups;
}
