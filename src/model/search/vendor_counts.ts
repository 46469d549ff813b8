import { keyOf, vendorName } from "./search_text.ts";

/** A number of plugins by the vendor that they name; `null` for those without one. */
export interface VendorCount {
  readonly value: string | null;
  readonly count: number;
}

/**
 * Adds up the counts of vendors that differ only in addresses, case, spaces and
 * signs, under the most frequent spelling without addresses: formats of one
 * plugin write its vendor in two ways.
 *
 * @returns In the order of each vendor's first count.
 */
export function mergeVendors(counts: Iterable<VendorCount>): VendorCount[] {
  const spellings = new Map<string | null, Map<string, number>>();
  for (const { value, count } of counts) {
    const name = value === null ? "" : vendorName(value).replace(/\s+/g, " ").trim();
    const key = value === null ? null : keyOf(name) || name;
    const ofKey = spellings.get(key) ?? new Map<string, number>();
    spellings.set(key, ofKey.set(name, (ofKey.get(name) ?? 0) + count));
  }
  return Array.from(spellings, ([key, ofKey]) => {
    const [[spelling]] = [...ofKey].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)) as [
      [string, number],
    ];
    const count = [...ofKey.values()].reduce((sum, one) => sum + one);
    return { value: key === null ? null : spelling, count };
  });
}
