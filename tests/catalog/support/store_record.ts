import type { DatabaseSync } from "node:sqlite";
import { ChangedRows } from "../../../src/catalog/plugins/changed_rows.ts";
import { importRecord, type ImportResult } from "../../../src/catalog/transfer/import_records.ts";
import type { ImportedRecord } from "../../../src/model/imported_record.ts";

/** Stores one record as an import does, the index included. */
export function storeRecord(db: DatabaseSync, record: ImportedRecord, at: string): ImportResult {
  const changed = new ChangedRows();
  const result = importRecord(db, record, at, changed);
  changed.index(db);
  return result;
}
