import type { DatabaseSync } from "node:sqlite";
import { groupVendors, type VendorGroup, type VendorSpelling } from "../../model/vendors/vendor_groups.ts";
import { type ResolvedVendor, resolveVendor, type VendorRule } from "../../model/vendors/vendor_rule.ts";
import { statement } from "../sqlite/statement.ts";

/** The key of the vendor that a plugin's own text belongs to; `null` for a plugin without one, or with blanks for it. */
export function vendorKeyIn(db: DatabaseSync, vendor: string | undefined): string | null {
  return vendor === undefined || vendor.trim() === "" ? null : vendorIn(db, vendor).key;
}

/** The vendor that a name belongs to, by the user's rules and by its normal form. */
export function vendorIn(db: DatabaseSync, name: string): ResolvedVendor {
  return resolveVendor(name, (name, isExact) => findVendorRule(db, name, isExact));
}

/** Resolves names like {@linkcode vendorIn}, by the rules at this moment; for many names. */
export function vendorResolver(db: DatabaseSync): (name: string) => ResolvedVendor {
  const rules = listVendorRules(db);
  const exact = new Map(rules.filter(({ isExact }) => isExact).map((rule) => [rule.name, rule]));
  const others = new Map(rules.filter(({ isExact }) => !isExact).map((rule) => [rule.name, rule]));
  return (name) => resolveVendor(name, (name, isExact) => (isExact ? exact : others).get(name));
}

/** All rules in force. */
export function listVendorRules(db: DatabaseSync): VendorRule[] {
  return statement(
    db,
    "select name, is_exact, vendor from vendor_rules where deleted_at is null order by name, is_exact",
  ).all().map(ruleOf);
}

function findVendorRule(db: DatabaseSync, name: string, isExact: boolean): VendorRule | undefined {
  const row = statement(
    db,
    `select name, is_exact, vendor from vendor_rules
      where owner = 'local' and name = ? and is_exact = ? and deleted_at is null`,
  ).get(name, isExact ? 1 : 0);
  return row === undefined ? undefined : ruleOf(row);
}

function ruleOf(row: Record<string, unknown>): VendorRule {
  return { name: String(row["name"]), isExact: row["is_exact"] === 1, vendor: String(row["vendor"]) };
}

/** The names by which the user has joined others to a vendor; search finds its plugins by all of them. */
export function joinedNames(db: DatabaseSync, { key, vendor }: ResolvedVendor): string[] {
  if (vendor === undefined) return [];
  const resolve = vendorResolver(db);
  const names = listVendorRules(db).filter((rule) => resolve(rule.vendor).key === key)
    .flatMap((rule) => [rule.vendor, rule.name]);
  return [...new Set([vendor, ...names])];
}

/** A spelling with the key of its vendor. */
type KeyedSpelling = VendorSpelling & { readonly key: string };

/** A vendor with all texts in which plugins write it. */
export type StoredVendor = VendorGroup & { readonly key: string };

/**
 * All vendors, in the order of their keys. The name to show is the user's, else
 * the one that most plugins of the catalog write.
 */
export function readVendors(db: DatabaseSync): StoredVendor[] {
  return groupVendors(readSpellings(db, "true", []), namedVendors(db));
}

/** The names to show for vendors, by their keys. */
export function shownVendors(db: DatabaseSync, keys: readonly string[]): Map<string, string> {
  const where = "vendor_key in (select value from json_each(?))";
  const spellings = readSpellings(db, where, [JSON.stringify([...new Set(keys)])]);
  return new Map(groupVendors(spellings, namedVendors(db)).map(({ key, vendor }) => [key, vendor]));
}

/** As one text: node:sqlite takes longer for each column than for all rows as JSON. */
function readSpellings(db: DatabaseSync, where: string, values: readonly string[]): KeyedSpelling[] {
  const { spellings } = statement(
    db,
    `select json_group_array(json_object('key', vendor_key, 'name', vendor, 'plugins', n)) as spellings from
       (select vendor_key, vendor, count(*) as n from plugins
         where vendor_key is null = 0 and ${where} group by vendor_key, vendor order by vendor_key)`,
  ).get(...values)!;
  return JSON.parse(String(spellings)) as KeyedSpelling[];
}

/** The names that the user has given to vendors, by their keys. */
function namedVendors(db: DatabaseSync): Map<string, string> {
  const named = new Map<string, string>();
  const resolve = vendorResolver(db);
  for (const { vendor: name } of listVendorRules(db)) {
    const { key, vendor } = resolve(name);
    if (vendor !== undefined) named.set(key, vendor);
  }
  return named;
}

/** Stores the key of each plugin's vendor; the caller then indexes the plugins. */
export function fillVendorKeys(db: DatabaseSync): void {
  const keys = new Map<string, string | null>();
  const update = db.prepare("update plugins set vendor_key = ? where id = ?");
  for (const { id, vendor } of db.prepare("select id, vendor from plugins where vendor <> ''").all()) {
    const name = String(vendor);
    if (!keys.has(name)) keys.set(name, vendorKeyIn(db, name));
    update.run(keys.get(name)!, id!);
  }
}
