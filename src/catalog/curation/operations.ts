import type { DatabaseSync } from "node:sqlite";
import type { CurationKind, RegisterKey } from "../../model/curation/register.ts";
import { fromJson } from "../sqlite/json_column.ts";
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

/** A register that an operation has changed. */
export interface UndoneRegister extends RegisterKey {
  /** JSON of what is said now, and of what was said before the operation; `null` for nothing. */
  readonly now: string | null;
  readonly before: string | null;
}

/** What taking an operation back does. */
export interface UndoneOperation extends CurationOperation {
  readonly restored: readonly UndoneRegister[];
  /** Those that were changed again since, and stay. */
  readonly kept: readonly UndoneRegister[];
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
  const writer = new CurationWriter(db, now, (news, sayings, at) => {
    statement(
      db,
      `insert into curation_undo (operation_id, owner, kind, target, field, value, before_at, written_at)
       select :operation, *, :at from (${news}) where true on conflict do nothing`,
    ).run({ operation, sayings, at });
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
    // New formats of plugins add to what an operation has changed.
    `select command, at, (select count(*) from curation_undo u where u.operation_id = o.id) as changes
       from curation_operations o order by id desc`,
  ).all().map((row) => ({
    command: String(row["command"]),
    at: String(row["at"]),
    changes: Number(row["changes"]),
  }));
}

/** What {@linkcode undoLastOperation} would do; `undefined` without an operation. */
export function previewUndo(db: DatabaseSync): UndoneOperation | undefined {
  const [last] = listOperations(db);
  if (last === undefined) return undefined;
  const { found } = statement(
    db,
    `select json_group_array(json_array(u.owner, u.kind, u.target, u.field, c.value, u.value,
         u.written_at is c.updated_at) order by u.id) as found
       from curation_undo u left join curation c using (owner, kind, target, field)
      where u.operation_id = (${LAST_OPERATION})`,
  ).get()!;
  const registers = fromJson<UndoneRow[]>(found)!.map((
    [owner, kind, target, field, now, before, isOurs],
  ) => ({ register: { owner, kind, target, field, now, before }, isOurs: isOurs === 1 }));
  return {
    ...last,
    restored: registers.filter(({ isOurs }) => isOurs).map(({ register }) => register),
    kept: registers.filter(({ isOurs }) => !isOurs).map(({ register }) => register),
  };
}

const LAST_OPERATION = "select max(id) from curation_operations";

/** A row of {@linkcode previewUndo} as JSON. */
type UndoneRow = [
  owner: string,
  kind: CurationKind,
  target: string,
  field: string,
  now: string | null,
  before: string | null,
  isOurs: number,
];

/** Takes the last operation back, but for what was changed again since; `undefined` without any. */
export function undoLastOperation(db: DatabaseSync, now: Date): UndoneOperation | undefined {
  const undone = previewUndo(db);
  if (undone === undefined) return undefined;
  const writer = new CurationWriter(db, now);
  // The operations before it find the values that they wrote, with a new time.
  statement(
    db,
    `update curation_undo as earlier set written_at = :at
      where operation_id < (${LAST_OPERATION}) and exists (
        select 1 from curation_undo u cross join curation c using (owner, kind, target, field)
         where u.operation_id = (${LAST_OPERATION}) and u.written_at = c.updated_at and u.value is not c.value
           and u.owner = earlier.owner and u.kind = earlier.kind and u.target = earlier.target
           and u.field = earlier.field and u.before_at = earlier.written_at)`,
  ).run({ at: writer.at });
  writer.setAll(
    undone.restored.map((register) => [
      register,
      register.before === null ? undefined : JSON.parse(register.before),
    ]),
  );
  statement(db, `delete from curation_operations where id = (${LAST_OPERATION})`).run();
  return undone;
}
