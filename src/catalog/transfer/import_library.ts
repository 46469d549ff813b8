import type { DatabaseSync } from "node:sqlite";
import type { ExportRow } from "../../model/documents/export/export_document.ts";
import type { SkipCode } from "../../model/imported_record.ts";
import { isBlob, saveBlob } from "../library/blobs.ts";
import { mergeVersion } from "../library/merge_library.ts";
import { statement } from "../sqlite/statement.ts";
import type { ImportResult } from "./import_records.ts";

/** Stores a content of the library of presets, if it is the one that its hash identifies. */
export function importBlob(db: DatabaseSync, row: ExportRow): ImportResult | { readonly skip: SkipCode } {
  const blob = {
    hash: String(row["hash"]),
    sizeBytes: Number(row["sizeBytes"]),
    content: bytesOf(row["content"]),
  };
  if (!isBlob(blob)) return { skip: "invalid" };
  const isKnown = statement(db, "select 1 from preset_blobs where hash = ?").get(blob.hash) !== undefined;
  saveBlob(db, blob);
  return { result: isKnown ? "merged" : "imported", id: blob.hash };
}

/** Stores a version of a preset, under the next number if another version has its number. */
export function importVersion(db: DatabaseSync, row: ExportRow): ImportResult | { readonly skip: SkipCode } {
  const { number, pluginVersion, author, note, at } = row;
  const [preset, state, texts] = [row["preset"], row["state"], row["texts"]] as [
    ExportRow,
    ExportRow,
    ExportRow?,
  ];
  const uuid = String(preset["uuid"]);
  const result = Number.isSafeInteger(number) && Number(number) > 0
    ? mergeVersion(db, {
      preset: uuid,
      number: Number(number),
      state: String(state["hash"]),
      texts: texts === undefined ? null : String(texts["hash"]),
      pluginVersion: String(pluginVersion),
      author: String(author),
      note: String(note),
      at: String(at),
    })
    : "unknown";
  if (result === "unknown") return { skip: "unknown-reference" };
  return { result: result === "added" ? "imported" : "merged", id: `${uuid} ${number}` };
}

function bytesOf(base64: unknown): Uint8Array {
  try {
    return Uint8Array.fromBase64(String(base64));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return new Uint8Array();
  }
}
