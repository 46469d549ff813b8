import type { DatabaseSync } from "node:sqlite";
import { areSiblingsStale, missingAmong, readOtherRows } from "../plugins/other_formats.ts";
import { missingRelatives } from "./sibling_facts.ts";
import { siblingsOf } from "./siblings.ts";

/**
 * Each plugin with its other formats; a plugin that is another one's format
 * comes once.
 *
 * @param rows Rows of plugins; the named one is the first of its product.
 */
export function productsOf(db: DatabaseSync, rows: readonly number[]): number[][] {
  const others = areSiblingsStale(db) ? siblingsOf(db, rows) : readStored(db, rows);
  const seen = new Set<number>();
  return rows.flatMap((row) => {
    const formats = [row, ...(others.get(row) ?? []).map(({ rowId }) => rowId)].filter((one) =>
      !seen.has(one)
    );
    for (const one of formats) seen.add(one);
    return formats[0] === row ? [formats] : [];
  });
}

/**
 * {@linkcode productsOf} with the formats that are missing at the end of each,
 * for what people say: it waits for them to be found again.
 */
export function curatedProductsOf(db: DatabaseSync, rows: readonly number[]): number[][] {
  const products = productsOf(db, rows);
  const productOf = new Map(products.flatMap((product) => product.map((row) => [row, product] as const)));
  const missing = missingRelatives(db, [...productOf.keys()]).filter((row) => !productOf.has(row));
  if (missing.length === 0) return products;
  for (const [row, siblings] of siblingsOf(db, missing)) {
    const sibling = siblings.find(({ rowId }) => productOf.has(rowId));
    if (sibling !== undefined) productOf.get(sibling.rowId)!.push(row);
  }
  return products;
}

/** Missing plugins are in no stored group, but have siblings. */
function readStored(
  db: DatabaseSync,
  rows: readonly number[],
): ReadonlyMap<number, readonly { readonly rowId: number }[]> {
  const stored = readOtherRows(db, rows);
  const missing = missingAmong(db, rows);
  return missing.length === 0 ? stored : new Map([...stored, ...siblingsOf(db, missing)]);
}
