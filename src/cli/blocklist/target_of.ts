import type { BlocklistEntry } from "../../catalog/rules/blocklist.ts";

/** The path or plugin id of an entry, in the form that `blocklist remove` accepts. */
export function targetOf({ location, plugin }: Pick<BlocklistEntry, "location" | "plugin">): string {
  return plugin ?? location ?? "";
}
