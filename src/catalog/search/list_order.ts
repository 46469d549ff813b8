import { LOCAL_OWNER } from "../curation/registers.ts";
import { USES_OF_PLUGIN } from "../sqlite/usage.ts";

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
  used: `(${USES_OF_PLUGIN}) desc, name collate nocase`,
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
