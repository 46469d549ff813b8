import type { DatabaseSync } from "node:sqlite";
import type { StoredPlugin } from "./read_plugin.ts";
import { shownVendors, vendorResolver } from "./vendor_keys.ts";

/** Names to show for the vendors of plugins; each is read once. */
export class ShownVendors {
  readonly #db: DatabaseSync;
  readonly #keyOf: (vendor: string) => string;
  readonly #names = new Map<string, string>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    const resolve = vendorResolver(db);
    const keys = new Map<string, string>();
    this.#keyOf = (vendor) => {
      const known = keys.get(vendor);
      if (known !== undefined) return known;
      const { key } = resolve(vendor);
      keys.set(vendor, key);
      return key;
    };
  }

  /** The plugins, each with its vendor's name where that is another one than its own text. */
  add<P extends StoredPlugin>(plugins: readonly P[]): P[] {
    // Empty for a plugin without a vendor, and a key of no vendor.
    const keys = plugins.map(({ vendor = "" }) => this.#keyOf(vendor));
    const unread = keys.filter((key) => key !== "" && !this.#names.has(key));
    if (unread.length > 0) {
      for (const [key, name] of shownVendors(this.#db, unread)) this.#names.set(key, name);
    }
    return plugins.map((plugin, index) => {
      const vendorGroup = this.#names.get(keys[index]!);
      if (vendorGroup === undefined || vendorGroup === plugin.vendor) return plugin;
      return withVendorGroup(plugin, vendorGroup);
    });
  }
}

/** Beside the plugin's own text, where readers look for it. */
function withVendorGroup<P extends StoredPlugin>(plugin: P, vendorGroup: string): P {
  const fields = Object.entries(plugin).flatMap((field) =>
    field[0] === "vendor" ? [field, ["vendorGroup", vendorGroup]] : [field]
  );
  return Object.fromEntries(fields) as P;
}
