import type { DatabaseSync } from "node:sqlite";
import { indexPlugins } from "../plugins/search_index.ts";
import { vendorKeyIn, vendorResolver } from "../plugins/vendor_keys.ts";
import { statement } from "../sqlite/statement.ts";

/** The plugins whose vendor may have changed. */
export interface VendorRefresh {
  /** Rows of plugins. */
  readonly rows: Iterable<number>;
  /** Whether search data is made anew as well. */
  readonly isIndexed: boolean;
}

/**
 * Stores the vendors of plugins after a change of the rules.
 *
 * @returns The keys of their vendors.
 */
export function refreshVendors(db: DatabaseSync, { rows, isIndexed }: VendorRefresh): Set<string> {
  const keys = new Set<string>();
  const ofVendors: number[] = [];
  for (const rowId of rows) {
    const { vendor } = statement(db, "select vendor from plugins where id = ?").get(rowId)!;
    const key = vendorKeyIn(db, String(vendor ?? ""));
    if (key === null) continue;
    keys.add(key);
    statement(db, "update plugins set vendor_key = ?1 where id = ?2 and vendor_key is not ?1").run(
      key,
      rowId,
    );
    ofVendors.push(rowId);
  }
  if (isIndexed) indexPlugins(db, ofVendors);
  return keys;
}

/**
 * Stores the vendors of all plugins that the rules concern, after an import of
 * rules. A vendor can have got other names while its key is the same.
 */
export function refreshAllVendors(db: DatabaseSync): void {
  const resolve = vendorResolver(db);
  const spellings = db.prepare("select distinct vendor_key, vendor from plugins where vendor <> ''").all();
  for (const { vendor_key: stored, vendor } of spellings) {
    const resolved = resolve(String(vendor));
    if (stored === resolved.key && resolved.vendor === undefined) continue;
    const rows = db.prepare("select id from plugins where vendor = ?").all(vendor!);
    refreshVendors(db, { rows: rows.map(({ id }) => Number(id)), isIndexed: true });
  }
}
