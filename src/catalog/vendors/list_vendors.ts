import type { DatabaseSync } from "node:sqlite";
import type { VendorGroup } from "../../model/vendors/vendor_groups.ts";
import { readVendors } from "../plugins/vendor_keys.ts";

/** How vendors are listed. */
export interface VendorOrder {
  /** By number of plugins, or by name. */
  readonly order: "plugins" | "name";
  readonly isReversed: boolean;
}

/** Lists all vendors; those with equally many plugins are sorted by name. */
export function listVendors(db: DatabaseSync, { order, isReversed }: VendorOrder): VendorGroup[] {
  // They come in the order of their keys, which is that of their names.
  const vendors = readVendors(db).map(({ vendor, names, plugins }) => ({ vendor, names, plugins }));
  const sorted = order === "name" ? vendors : vendors.sort((a, b) => b.plugins - a.plugins);
  return isReversed ? sorted.reverse() : sorted;
}
