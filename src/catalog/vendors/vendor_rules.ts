import type { DatabaseSync } from "node:sqlite";
import type { VendorRule } from "../../model/vendors/vendor_rule.ts";
import { statement } from "../sqlite/statement.ts";

/** Stores a rule in place of the one for the same name. */
export function saveVendorRule(db: DatabaseSync, { name, isExact, vendor }: VendorRule, at: string): void {
  statement(
    db,
    `insert into vendor_rules (uuid, name, is_exact, vendor, updated_at) values (?, ?, ?, ?, ?)
     on conflict (owner, name, is_exact) do update
       set vendor = excluded.vendor, updated_at = excluded.updated_at, deleted_at = null`,
  ).run(crypto.randomUUID(), name, isExact ? 1 : 0, vendor, at);
}

/** Marks a rule as deleted, so that an import on another computer deletes it there. */
export function deleteVendorRule(db: DatabaseSync, { name, isExact }: VendorRule, at: string): void {
  statement(
    db,
    `update vendor_rules set deleted_at = ?1, updated_at = ?1
      where owner = 'local' and name = ?2 and is_exact = ?3 and deleted_at is null`,
  ).run(at, name, isExact ? 1 : 0);
}
