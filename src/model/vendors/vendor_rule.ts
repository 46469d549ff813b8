import { vendorKey } from "./vendor_key.ts";

/** A user's decision about the vendor that a name belongs to. */
export interface VendorRule {
  /** A plugin's own text if the rule is exact, else a normal form, which stands for all ways to write it. */
  readonly name: string;
  readonly isExact: boolean;
  /** The vendor's name; the name itself for one that stays apart, or whose vendor is shown so. */
  readonly vendor: string;
}

/** Finds the rule for a name. */
export type FindVendorRule = (name: string, isExact: boolean) => VendorRule | undefined;

/** The vendor that a name belongs to. */
export interface ResolvedVendor {
  /** The same for all names of a vendor. */
  readonly key: string;
  /** The name that the user has given to the vendor; unset if no rule names it. */
  readonly vendor?: string;
}

/**
 * Follows the rules from a name to its vendor: an exact rule decides before one
 * for all spellings, and the vendor of a rule can have been merged in turn.
 */
export function resolveVendor(name: string, find: FindVendorRule): ResolvedVendor {
  const followed = new Set<string>();
  let at = name;
  for (;;) {
    const exact = find(at, true);
    if (exact?.vendor === at) return { key: apartKey(at), vendor: at };
    const rule = exact ?? find(vendorKey(at), false);
    if (rule === undefined) break;
    const isLast = rule.vendor === at || followed.has(rule.vendor);
    followed.add(rule.vendor);
    at = rule.vendor;
    if (isLast) break;
  }
  return followed.size === 0 ? { key: vendorKey(at) } : { key: vendorKey(at), vendor: at };
}

/** The key of a name that the user has split off: beside its automatic group, and equal to no normal form. */
function apartKey(name: string): string {
  return `${vendorKey(name)} ${name}`;
}
