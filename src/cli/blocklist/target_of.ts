import type { BlocklistEntry } from "../../catalog/rules/blocklist.ts";

/** What an entry of the blocklist is about, as `blocklist remove` takes it. */
export function targetOf({ location, plugin }: Pick<BlocklistEntry, "location" | "plugin">): string {
  return plugin ?? location ?? "";
}
