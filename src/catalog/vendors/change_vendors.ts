import type { DatabaseSync } from "node:sqlite";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { closestWord } from "../../model/search/closest_word.ts";
import { usageError } from "../../model/usage_error.ts";
import { shownVendor, type VendorGroup } from "../../model/vendors/vendor_groups.ts";
import { vendorKey } from "../../model/vendors/vendor_key.ts";
import { listVendorRules, readVendors, type StoredVendor, vendorIn } from "../plugins/vendor_keys.ts";
import { refreshVendors } from "./refresh_vendors.ts";
import type { VendorRule } from "../../model/vendors/vendor_rule.ts";
import { deleteVendorRule, saveVendorRule } from "./vendor_rules.ts";

/** The vendors that a command concerns, before and after it. */
export interface VendorChange {
  readonly before: readonly VendorGroup[];
  readonly after: readonly VendorGroup[];
}

/** When a change is made, and whether it is only tried. */
export interface ChangeOptions {
  readonly at: string;
  readonly isDryRun: boolean;
}

/**
 * Makes one vendor of several. The catalog remembers it, also for plugins that
 * are found later.
 *
 * @param into Its name; unset for that of the first. If another vendor has this
 * name, it is merged as well.
 * @throws {PluginaryError} `vendor-not-found`, `usage` for a vendor that is named twice.
 */
export function mergeVendors(
  db: DatabaseSync,
  names: readonly string[],
  into: string | undefined,
  options: ChangeOptions,
): VendorChange {
  const vendors = readVendors(db);
  const groups = names.map((name) => getVendor(vendors, db, name));
  for (const [index, group] of groups.entries()) {
    const first = groups.indexOf(group);
    if (first === index) continue;
    throw usageError(
      names[first] === names[index]
        ? `Cannot merge "${names[first]}" with itself`
        : `Cannot merge "${names[first]}" and "${
          names[index]
        }": they are already one vendor, "${group.vendor}"`,
      'Run "pluginary vendors list" to see the names of each vendor',
    );
  }
  const target = into ?? groups[0]!.vendor;
  const named = findVendor(vendors, db, target);
  const merged = named === undefined || groups.includes(named) ? groups : [...groups, named];
  return change(db, merged, options, () => nameVendors(db, merged, target, options.at));
}

/**
 * Gives a vendor another name.
 *
 * @throws {PluginaryError} `vendor-not-found`, `usage` for a name that it or another vendor has.
 */
export function renameVendor(
  db: DatabaseSync,
  name: string,
  newName: string,
  options: ChangeOptions,
): VendorChange {
  const vendors = readVendors(db);
  const group = getVendor(vendors, db, name);
  const other = findVendor(vendors, db, newName);
  if (group.vendor === newName) {
    throw usageError(`Cannot rename "${name}": "${newName}" is already its name`);
  }
  if (other !== undefined && other !== group) {
    throw usageError(
      `Cannot rename "${name}" to "${newName}": another vendor has that name`,
      'To make them one vendor, run "pluginary vendors merge"',
    );
  }
  return change(db, [group], options, () => nameVendors(db, [group], newName, options.at));
}

/**
 * Takes a name out of its vendor, whether the names are alike or the user has
 * merged them. The name that the user has given to a vendor ends the merge.
 *
 * @throws {PluginaryError} `vendor-not-found`, `usage` for a vendor with a single name.
 */
export function splitVendor(db: DatabaseSync, name: string, options: ChangeOptions): VendorChange {
  const vendors = readVendors(db);
  const group = getVendor(vendors, db, name);
  const spellings = readSpellingsOf(db, group.key);
  const own = spellings.filter((spelling) => vendorKey(spelling.name) === vendorKey(name));
  return change(db, [group], options, () => {
    if (own.length === 0) dissolve(db, group, options.at);
    else if (own.length < spellings.length) leave(db, group, own, spellings, options.at);
    else keepApart(db, group, spellings, name, options.at);
  });
}

/**
 * Takes back all that the user has decided about vendors: merges, splits and
 * names, also those of other vendors that have been merged with one of them.
 *
 * @throws {PluginaryError} `vendor-not-found`, `no-decision` where there is nothing to take back.
 */
export function resetVendors(
  db: DatabaseSync,
  names: readonly string[],
  options: ChangeOptions,
): VendorChange {
  const vendors = readVendors(db);
  const rules = new Set<VendorRule>();
  const forms = new Set<string>();
  for (const name of names) {
    const found = findVendor(vendors, db, name);
    const about = rulesAbout(db, found === undefined ? [name] : [name, ...namesOf(found)]);
    // The catalog also remembers decisions about vendors whose plugins are gone.
    if (found === undefined && about.rules.length === 0) getVendor(vendors, db, name);
    if (about.rules.length === 0) {
      throw new PluginaryError(
        "no-decision",
        `Cannot reset "${name}": you have not merged, split or renamed it`,
        'Run "pluginary vendors list" to see the names of each vendor',
      );
    }
    for (const rule of about.rules) rules.add(rule);
    for (const form of about.forms) forms.add(form);
  }
  const concerned = vendors.filter((group) => namesOf(group).some((name) => forms.has(vendorKey(name))));
  return change(db, concerned, options, () => {
    for (const rule of rules) deleteVendorRule(db, rule, options.at);
  });
}

/** The rules that lead from or to any of these names, directly or by other rules, with the normal forms of all names. */
function rulesAbout(
  db: DatabaseSync,
  names: readonly string[],
): { readonly rules: readonly VendorRule[]; readonly forms: ReadonlySet<string> } {
  const forms = new Set(names.map(vendorKey));
  const rules = new Set<VendorRule>();
  const all = listVendorRules(db);
  for (let before = -1; before < rules.size;) {
    before = rules.size;
    for (const rule of all) {
      const [from, to] = [rule.isExact ? vendorKey(rule.name) : rule.name, vendorKey(rule.vendor)];
      if (rules.has(rule) || !(forms.has(from) || forms.has(to))) continue;
      rules.add(rule);
      forms.add(from).add(to);
    }
  }
  return { rules: [...rules], forms };
}

function namesOf({ vendor, names }: VendorGroup): string[] {
  return [vendor, ...names];
}

/** The vendor of a name; the name that is shown counts as well. */
function findVendor(
  vendors: readonly StoredVendor[],
  db: DatabaseSync,
  name: string,
): StoredVendor | undefined {
  const { key } = vendorIn(db, name);
  return vendors.find((group) => group.key === key) ??
    vendors.find(({ vendor }) => vendor.toLowerCase() === name.toLowerCase());
}

function getVendor(vendors: readonly StoredVendor[], db: DatabaseSync, name: string): StoredVendor {
  const found = findVendor(vendors, db, name);
  if (found !== undefined) return found;
  const message = `Cannot find the vendor "${name}" in the catalog`;
  if (vendors.length === 0) {
    const hint = 'The catalog names no vendors yet; run "pluginary scan"';
    throw new PluginaryError("vendor-not-found", message, hint);
  }
  const meant = nearest(name, vendors);
  const hint = meant === undefined
    ? 'Run "pluginary vendors list" to see all vendors'
    : `Did you mean "${meant}"?`;
  throw new PluginaryError("vendor-not-found", message, hint);
}

/** The name that was probably meant: one that is written nearly so, or that contains it. */
function nearest(name: string, vendors: readonly StoredVendor[]): string | undefined {
  const known = vendors.map(({ vendor }) => vendor);
  const close = closestWord(name, [...known, ...vendors.flatMap(({ names }) => names)]);
  if (close !== undefined) return close;
  const key = vendorKey(name);
  return known.find((vendor) => key !== "" && vendorKey(vendor).includes(key));
}

/** Writes the rules that lead the vendors to a name. */
function nameVendors(
  db: DatabaseSync,
  groups: readonly StoredVendor[],
  vendor: string,
  at: string,
): void {
  for (const { key } of groups) {
    const apart = nameApart(db, key);
    if (apart === undefined) saveVendorRule(db, { name: key, isExact: false, vendor }, at);
    else saveVendorRule(db, { name: apart, isExact: true, vendor }, at);
  }
  const isApart = listVendorRules(db).some((rule) => rule.isExact && rule.name === vendor);
  // So that the vendor is shown by this name, whatever most plugins write.
  if (!isApart) saveVendorRule(db, { name: vendorKey(vendor), isExact: false, vendor }, at);
}

/** The name of a vendor that was split off by this name. */
function nameApart(db: DatabaseSync, key: string): string | undefined {
  return listVendorRules(db).find(({ name, isExact, vendor }) =>
    isExact && name === vendor && vendorIn(db, name).key === key
  )?.name;
}

/** Removes all rules that lead to a vendor. */
function dissolve(db: DatabaseSync, { key }: StoredVendor, at: string): void {
  const rules = listVendorRules(db).filter(({ vendor }) => vendorIn(db, vendor).key === key);
  for (const rule of rules) deleteVendorRule(db, rule, at);
}

/** Takes names that are alike out of a vendor that the user has merged. */
function leave(
  db: DatabaseSync,
  { key }: StoredVendor,
  own: readonly Spelling[],
  all: readonly Spelling[],
  at: string,
): void {
  const ownKey = vendorKey(own[0]!.name);
  const rules = listVendorRules(db);
  const isOwn = (name: string) => own.some((spelling) => spelling.name === name);
  for (const rule of rules) {
    if (rule.isExact ? isOwn(rule.name) : rule.name === ownKey) deleteVendorRule(db, rule, at);
  }
  if (key !== ownKey) return;
  // The others were merged into this name, so they need another one.
  const others = all.filter(({ name }) => !isOwn(name));
  const vendor = shownVendor(others);
  for (const { name } of others) {
    const isExact = rules.some((rule) => rule.isExact && rule.name === name);
    saveVendorRule(db, { name: isExact ? name : vendorKey(name), isExact, vendor }, at);
  }
}

/** Keeps one of several names apart that are alike. */
function keepApart(
  db: DatabaseSync,
  { key }: StoredVendor,
  spellings: readonly Spelling[],
  typed: string,
  at: string,
): void {
  const [first, ...others] = spellings.filter(({ name }) => name.toLowerCase() === typed.toLowerCase());
  const spelling = spellings.find(({ name }) => name === typed) ?? (others.length === 0 ? first : undefined);
  if (spellings.length === 1) {
    throw usageError(`Cannot split "${typed}": it is the only name of its vendor`);
  }
  if (spelling === undefined) {
    const names = spellings.map(({ name }) => `"${name}"`).join(", ");
    throw usageError(
      `Cannot tell which name "${typed}" is`,
      `Name one of them as plugins write it: ${names}`,
    );
  }
  const { name } = spelling;
  saveVendorRule(db, { name, isExact: true, vendor: name }, at);
  const named = listVendorRules(db).find((rule) =>
    !rule.isExact && rule.name === key && rule.vendor === name
  );
  if (named !== undefined) deleteVendorRule(db, named, at);
}

/** A text in which plugins write a vendor. */
interface Spelling {
  readonly name: string;
  readonly plugins: number;
}

function readSpellingsOf(db: DatabaseSync, key: string): Spelling[] {
  return db.prepare(
    `select vendor, count(*) as n from plugins where vendor_key is null = 0 and vendor_key = ?
      group by vendor order by vendor`,
  ).all(key).map((row) => ({ name: String(row["vendor"]), plugins: Number(row["n"]) }));
}

/** Makes a change, or only tries it. */
function change(
  db: DatabaseSync,
  groups: readonly StoredVendor[],
  { isDryRun }: ChangeOptions,
  write: () => void,
): VendorChange {
  const rows = new Set(groups.flatMap(({ key }) => readRows(db, key)));
  db.exec("savepoint vendor_change");
  write();
  const keys = refreshVendors(db, { rows, isIndexed: !isDryRun });
  const after = readVendors(db).filter(({ key }) => keys.has(key));
  if (isDryRun) db.exec("rollback to vendor_change");
  db.exec("release vendor_change");
  return { before: groups.map(withoutKey), after: after.map(withoutKey) };
}

function readRows(db: DatabaseSync, key: string): number[] {
  return db.prepare("select id from plugins where vendor_key is null = 0 and vendor_key = ?").all(key)
    .map(({ id }) => Number(id));
}

function withoutKey({ key: _key, ...group }: StoredVendor): VendorGroup {
  return group;
}
