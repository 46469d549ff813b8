import type { DatabaseSync } from "node:sqlite";
import { formerRegisters } from "../../model/documents/export/former_rows.ts";
import { FORMER_LISTS } from "../../model/documents/export/export_sections.ts";
import { mergeRegister } from "./registers.ts";
import { exportRows } from "../sqlite/export_rows.ts";

/** Takes over what the tables of curation before version 14 hold. */
export function fillRegisters(db: DatabaseSync): void {
  for (const list of FORMER_LISTS) {
    for (const row of exportRows(db, list)) {
      for (const register of formerRegisters(list, row)) mergeRegister(db, register);
    }
  }
}
