import type { DatabaseSync } from "node:sqlite";
import type { RegisterKey } from "../../model/curation/register.ts";
import { text } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { CurationWriter } from "./registers.ts";

/** How many operations can be taken back. */
export const UNDO_DEPTH = 20;

/** A command that has changed curation. */
export interface CurationOperation {
  /** As typed, for people. */
  readonly command: string;
  readonly at: string;
  /** How many things it has changed. */
  readonly changes: number;
}

/** What taking an operation back has done. */
export interface UndoneOperation extends CurationOperation {
  readonly restored: readonly RegisterKey[];
  /** Those that were changed again since, and stay. */
  readonly kept: readonly RegisterKey[];
}

/**
 * Changes curation in the caller's transaction, so that it can be taken back.
 *
 * @param command The command as typed.
 */
export function inOperation<T>(
  db: DatabaseSync,
  command: string,
  now: Date,
  work: (writer: CurationWriter) => T,
): T {
  const { lastInsertRowid } = statement(
    db,
    "insert into curation_operations (command, changes, at) values (?, 0, ?)",
  )
    .run(command, now.toISOString());
  const operation = Number(lastInsertRowid);
  const record = statement(
    db,
    `insert into curation_undo (operation_id, owner, kind, target, field, value, before_at, written_at)
     values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
  );
  const writer = new CurationWriter(db, now, (key, before, at) => {
    record.run(operation, key.owner, key.kind, key.target, key.field, before.value, before.at, at);
  });
  const result = work(writer);
  statement(
    db,
    `update curation_operations set changes = (select count(*) from curation_undo where operation_id = :operation)
      where id = :operation`,
  ).run({ operation });
  statement(
    db,
    `delete from curation_operations where changes = 0
       or id not in (select id from curation_operations order by id desc limit ${UNDO_DEPTH})`,
  ).run();
  return result;
}

/** The operations that can be taken back, the last one first. */
export function listOperations(db: DatabaseSync): CurationOperation[] {
  return statement(
    db,
    "select command, changes, at from curation_operations order by id desc",
  ).all().map((row) => ({
    command: String(row["command"]),
    at: String(row["at"]),
    changes: Number(row["changes"]),
  }));
}

/** Takes the last operation back, but for what was changed again since; `undefined` without any. */
export function undoLastOperation(db: DatabaseSync, now: Date): UndoneOperation | undefined {
  const [last] = listOperations(db);
  if (last === undefined) return undefined;
  const { id } = statement(db, "select max(id) as id from curation_operations").get()!;
  const writer = new CurationWriter(db, now);
  const follow = statement(
    db,
    `update curation_undo set written_at = ?
      where owner = ? and kind = ? and target = ? and field = ? and written_at = ?`,
  );
  const restored: RegisterKey[] = [];
  const kept: RegisterKey[] = [];
  const rows = statement(
    db,
    `select u.owner, u.kind, u.target, u.field, u.value, u.before_at, u.written_at is c.updated_at as is_ours
       from curation_undo u left join curation c using (owner, kind, target, field)
      where u.operation_id = ? order by u.id`,
  ).all(id!);
  for (const row of rows) {
    const key = keyOf(row);
    if (row["is_ours"] !== 1) {
      kept.push(key);
      continue;
    }
    const before = text(row["value"]);
    writer.set(key, before === undefined ? undefined : JSON.parse(before));
    // So that the operation before it finds the value that it wrote.
    follow.run(writer.at, key.owner, key.kind, key.target, key.field, row["before_at"]!);
    restored.push(key);
  }
  statement(db, "delete from curation_operations where id = ?").run(id!);
  return { ...last, restored, kept };
}

function keyOf(row: Readonly<Record<string, unknown>>): RegisterKey {
  return {
    owner: String(row["owner"]),
    kind: row["kind"] as RegisterKey["kind"],
    target: String(row["target"]),
    field: String(row["field"]),
  };
}
