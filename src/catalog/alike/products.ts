import type { DatabaseSync } from "node:sqlite";
import { areSiblingsStale, missingAmong, readOtherRows } from "../plugins/other_formats.ts";
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

/** Missing plugins are in no stored group, but have siblings. */
function readStored(
  db: DatabaseSync,
  rows: readonly number[],
): ReadonlyMap<number, readonly { readonly rowId: number }[]> {
  const stored = readOtherRows(db, rows);
  const missing = missingAmong(db, rows);
  return missing.length === 0 ? stored : new Map([...stored, ...siblingsOf(db, missing)]);
}
