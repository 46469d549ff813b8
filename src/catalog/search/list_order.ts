import { LOCAL_OWNER } from "../curation/registers.ts";

/** Places in projects that use the plugin of a row `p`; what counts is the same as in `USAGE`. */
const USES = `select total(g.uses) from project_plugins g join projects j on j.id = g.project_id
  where g.meant_id = p.plugin_id and j.missing_at is null and j.is_backup = 0`;

/** Orders of a list; equal rows are sorted by name, then by id. */
export const LIST_ORDERS = {
  vendor: "vendor_key is null, vendor_key, name collate nocase",
  name: "name collate nocase",
  format: "format, name collate nocase",
  category: "category, name collate nocase",
  parameters: "parameter_count desc, name collate nocase",
  added: "added_at desc, name collate nocase",
  updated: "updated_at desc, name collate nocase",
  scanned: "scanned_at desc, name collate nocase",
  rating: `(select value ->> '$' from curation where owner = '${LOCAL_OWNER}' and kind = 'plugin'
    and target = plugin_id and field = 'rating') desc, name collate nocase`,
  used: `(${USES}) desc, name collate nocase`,
} as const;

/** The name of an order. */
export type ListOrder = keyof typeof LIST_ORDERS;

/** The terms after `order by`. */
export function orderTerms(order: ListOrder, isReversed: boolean): string {
  return directed(`${LIST_ORDERS[order]}, plugin_id`, isReversed);
}

/** Terms as they are, or all of them reversed. */
export function directed(terms: string, isReversed: boolean): string {
  if (!isReversed) return terms;
  return terms.split(", ")
    .map((term) => term.endsWith(" desc") ? term.slice(0, -5) : `${term} desc`).join(", ");
}
