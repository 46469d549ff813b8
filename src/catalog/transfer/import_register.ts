import type { DatabaseSync } from "node:sqlite";
import { itemField, itemOfField } from "../../model/curation/plugin_field.ts";
import type { Register } from "../../model/curation/register.ts";
import { readRegister } from "../../model/curation/register_check.ts";
import type { ExportRow } from "../../model/documents/export/export_document.ts";
import { mergeRegister } from "../curation/registers.ts";
import { statement } from "../sqlite/statement.ts";
import { currentId } from "./current_id.ts";
import type { ImportResult } from "./import_records.ts";

/** Reads a register of an export; text where it is not one, as {@linkcode readRegister} says. */
export function registerOf(row: ExportRow): Register | string {
  const { owner, kind, target, field, value, updatedAt, writer } = row;
  return readRegister({
    owner: String(owner),
    kind: String(kind),
    target: String(target),
    field: String(field),
    value,
    updatedAt: String(updatedAt),
    writer: String(writer),
  });
}

/** Joins a register of an export with those of the catalog. */
export function importRegister(
  db: DatabaseSync,
  register: Register,
): ImportResult {
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
  const item = kind === "collection" ? itemOfField(field) : undefined;
  return item === undefined ? register : { ...register, field: itemField(currentId(db, item)) };
}
