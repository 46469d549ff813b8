import type { DatabaseSync } from "node:sqlite";
import { productsOf } from "../alike/products.ts";
import { missingAmong } from "../plugins/other_formats.ts";

/**
 * Each plugin with those of its other formats that are among the rows, as lists
 * show it once. A missing one stands for itself there.
 */
export function listedProducts(db: DatabaseSync, rows: readonly number[]): number[][] {
  const missing = new Set(missingAmong(db, rows));
  const among = new Set(rows);
  const installed = productsOf(db, rows.filter((row) => !missing.has(row)))
    .map((product) => product.filter((row) => among.has(row)));
  return [...installed, ...[...missing].map((row) => [row])];
}
