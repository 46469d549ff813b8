import type { DatabaseSync } from "node:sqlite";
import { mergeInOperation } from "../curation/merge_registers.ts";
import type { Register } from "../../model/curation/register.ts";
import { updateListedRows } from "../library/listed_rows.ts";
import { ChangedRows } from "../plugins/changed_rows.ts";
import { refreshKinds } from "../plugins/refresh_plugin.ts";
import { statement } from "../sqlite/statement.ts";

/**
 * Stores registers that a plan found to be newer, in the caller's transaction;
 * lists and search follow where they choose a category or are about a preset.
 *
 * @param command The command as typed, for `undo`.
 */
export function storeMerged(
  db: DatabaseSync,
  command: string,
  now: Date,
  registers: readonly Register[],
): void {
  mergeInOperation(db, command, now, registers);
  const changed = new ChangedRows();
  for (const { kind, target, field } of registers) {
    if (kind !== "plugin" || field !== "category") continue;
    const row = statement(db, "select id from plugins where plugin_id = ?").get(target);
    if (row !== undefined && refreshKinds(db, Number(row["id"]))) changed.add(Number(row["id"]));
  }
  changed.index(db);
  updateListedRows(
    db,
    new Set(registers.filter(({ kind }) => kind === "preset").map(({ target }) => target)),
  );
}
