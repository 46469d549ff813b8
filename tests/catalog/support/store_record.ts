import type { DatabaseSync } from "node:sqlite";
import { importRecord, type ImportResult } from "../../../src/catalog/import_records.ts";
import { indexPlugin } from "../../../src/catalog/search_index.ts";
import type { ImportedRecord } from "../../../src/model/imported_record.ts";

/** Stores one record as an import does, the index included. */
export function storeRecord(db: DatabaseSync, record: ImportedRecord, at: string): ImportResult {
  const changed = new Set<number>();
  const result = importRecord(db, record, at, changed);
  for (const rowId of changed) indexPlugin(db, rowId);
  return result;
}
