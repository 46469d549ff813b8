import { vendorName } from "./vendor_name.ts";

/** A way in which plugins write a vendor. */
export interface VendorSpelling {
  /** The plugins' own text. */
  readonly name: string;
  readonly plugins: number;
}

/** All ways to write one vendor. */
export interface VendorGroup {
  /** The name to show. */
  readonly vendor: string;
  /** The other texts in which plugins write it, the most frequent first. */
  readonly names: readonly string[];
  readonly plugins: number;
}

/**
 * Groups spellings by the key of their vendor.
 *
 * @param named The names that the user has given to vendors, by key.
 * @returns In the order of each vendor's first spelling.
 */
export function groupVendors(
  spellings: Iterable<VendorSpelling & { readonly key: string }>,
  named: ReadonlyMap<string, string> = new Map(),
): (VendorGroup & { readonly key: string })[] {
  const groups = Map.groupBy(spellings, ({ key }) => key);
  return Array.from(groups, ([key, members]) => {
    const vendor = named.get(key) ?? shownVendor(members);
    return {
      key,
      vendor,
      names: members.toSorted(byFrequency).map(({ name }) => name).filter((name) => name !== vendor),
      plugins: members.reduce((sum, { plugins }) => sum + plugins, 0),
    };
  });
}

/** The name to show for one vendor: the most frequent one; of equally frequent ones the best written one. */
export function shownVendor(spellings: readonly VendorSpelling[]): string {
  const counts = new Map<string, number>();
  for (const { name, plugins } of spellings) {
    const shown = vendorName(name).replace(/\s+/g, " ").trim() || name;
    counts.set(shown, (counts.get(shown) ?? 0) + plugins);
  }
  const [best] = Array.from(counts, ([name, plugins]) => ({ name, plugins })).sort((a, b) =>
    b.plugins - a.plugins || writing(b.name) - writing(a.name) || length(a.name) - length(b.name) ||
    detail(b.name) - detail(a.name) || compareNames(a.name, b.name)
  );
  return best!.name;
}

/** A name in capitals and small letters is written with more care than one in either. */
function writing(name: string): number {
  return Number(name !== name.toLowerCase()) + Number(name !== name.toUpperCase());
}

/** Letters and digits alone: additions such as legal forms make them more. */
function length(name: string): number {
  return name.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").length;
}

/** Of names with the same letters, one with spaces and accents is written with more care. */
function detail(name: string): number {
  return Number(/\s/.test(name)) + Number(/\p{M}/u.test(name.normalize("NFD")));
}

function byFrequency(a: VendorSpelling, b: VendorSpelling): number {
  return b.plugins - a.plugins || compareNames(a.name, b.name);
}

/** Shorter names first, since additions make them longer. */
function compareNames(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
