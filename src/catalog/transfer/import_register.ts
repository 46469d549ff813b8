import type { DatabaseSync } from "node:sqlite";
import { CURATION_KINDS, type CurationKind, type Register } from "../../model/curation/register.ts";
import { isRegisterTime } from "../../model/curation/register_check.ts";
import type { ExportRow } from "../../model/documents/export/export_document.ts";
import type { SkipCode } from "../../model/imported_record.ts";
import { mergeRegister } from "../curation/registers.ts";
import { statement } from "../sqlite/statement.ts";
import { currentId } from "./current_id.ts";
import type { ImportResult } from "./import_records.ts";

/** The start of the fields that name the plugins of a collection. */
const ITEM = "item:";

/** Reads a register of an export; `undefined` if this program does not know its kind or its time. */
export function registerOf(row: ExportRow): Register | undefined {
  const { owner, kind, target, field, value, updatedAt, writer } = row;
  if (!CURATION_KINDS.includes(kind as CurationKind) || !isRegisterTime(String(updatedAt))) return undefined;
  return {
    owner: String(owner),
    kind: kind as CurationKind,
    target: String(target),
    field: String(field),
    value: value === undefined ? null : JSON.stringify(value),
    updatedAt: String(updatedAt),
    writer: String(writer),
  };
}

/** Joins a register of an export with those of the catalog. */
export function importRegister(
  db: DatabaseSync,
  register: Register | undefined,
): ImportResult | { readonly skip: SkipCode } {
  if (register === undefined) return { skip: "invalid" };
  const current = withCurrentIds(db, register);
  const { owner, kind, target, field } = current;
  const isKnown = statement(
    db,
    "select 1 from curation where owner = ? and kind = ? and target = ? and field = ?",
  ).get(owner, kind, target, field) !== undefined;
  mergeRegister(db, current);
  return { result: isKnown ? "merged" : "imported", id: `${kind} ${target} ${field}` };
}

/** Plugins that imported records turned out to be have other ids now. */
export function withCurrentIds(db: DatabaseSync, register: Register): Register {
  const { kind, target, field } = register;
  if (kind === "plugin") return { ...register, target: currentId(db, target) };
  if (kind !== "collection" || !field.startsWith(ITEM)) return register;
  return { ...register, field: `${ITEM}${currentId(db, field.slice(ITEM.length))}` };
}
