import type { DatabaseSync } from "node:sqlite";
import type { Plugin } from "../../model/plugin.ts";
import { shownVendors, vendorKeyIn } from "./vendor_keys.ts";

/** Names to show for the vendors of plugins; each is read once. */
export class ShownVendors {
  readonly #db: DatabaseSync;
  readonly #names = new Map<string, string>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** The plugins, each with its vendor's name where that is another one than its own text. */
  add<P extends Plugin>(plugins: readonly P[]): P[] {
    const keys = plugins.map(({ vendor }) => vendorKeyIn(this.#db, vendor));
    const unread = keys.filter((key) => key !== null && !this.#names.has(key)) as string[];
    if (unread.length > 0) {
      for (const [key, name] of shownVendors(this.#db, unread)) this.#names.set(key, name);
    }
    return plugins.map((plugin, index) => {
      const vendorGroup = this.#names.get(keys[index] ?? "");
      if (vendorGroup === undefined || vendorGroup === plugin.vendor) return plugin;
      return withVendorGroup(plugin, vendorGroup);
    });
  }
}

/** Beside the plugin's own text, where readers look for it. */
function withVendorGroup<P extends Plugin>(plugin: P, vendorGroup: string): P {
  const fields = Object.entries(plugin).flatMap((field) =>
    field[0] === "vendor" ? [field, ["vendorGroup", vendorGroup]] : [field]
  );
  return Object.fromEntries(fields) as P;
}
