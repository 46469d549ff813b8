import type { DatabaseSync } from "node:sqlite";
import {
  isLater,
  mergeRegisters,
  nextTime,
  type Register,
  type RegisterKey,
} from "../../model/curation/register.ts";
import { statement } from "../sqlite/statement.ts";
import { inOperation } from "./operations.ts";
import { mergeRegister, registerOfRow, SELECT_REGISTER } from "./registers.ts";

/** A register of a file that loses against one that says something else. */
export interface Conflict {
  readonly kept: Register;
  readonly refused: Register;
}

/** What a merge changes, and what it does not. */
export interface MergePlan {
  /** Registers that are new or later than those of the catalog. */
  readonly newer: readonly Register[];
  /** How many are there already. */
  readonly same: number;
  /** How many the catalog has later. */
  readonly older: number;
  /** Those of the older ones that say something else. */
  readonly conflicts: readonly Conflict[];
}

/**
 * Compares registers with those of the catalog.
 *
 * @param isExact Whether registers are joined as the model does, and a later one
 *     with the same value is news. A file's time is that of a copy, so there it
 *     is not.
 */
export function planMerge(
  db: DatabaseSync,
  registers: readonly Register[],
  { isExact }: { readonly isExact: boolean },
): MergePlan {
  const newer: Register[] = [];
  const conflicts: Conflict[] = [];
  let same = 0;
  let older = 0;
  for (const register of mergeRegisters(registers, [])) {
    const known = findKnown(db, register);
    const isSaid = register.value === (known?.value ?? null);
    const later = known === undefined
      ? register
      : isExact
      ? ifLater(register, known)
      : ifNotOlder(register, known);
    if (!isExact && isSaid) same++;
    else if (later !== undefined) newer.push(later);
    else if (isSaid && register.updatedAt === known!.updatedAt) same++;
    else {
      older++;
      if (!isSaid) conflicts.push({ kept: known!, refused: register });
    }
  }
  return { newer, same, older, conflicts };
}

/** Stores what a plan found to be newer, in the caller's transaction and so that it can be taken back. */
export function mergeInOperation(
  db: DatabaseSync,
  command: string,
  now: Date,
  registers: readonly Register[],
): void {
  inOperation(db, command, now, () => {
    for (const register of registers) {
      recordBefore(db, register);
      mergeRegister(db, register);
    }
  });
}

/** The operation that {@linkcode inOperation} has just begun is the last one. */
function recordBefore(db: DatabaseSync, register: Register): void {
  const known = findKnown(db, register);
  const { owner, kind, target, field, updatedAt } = register;
  statement(
    db,
    `insert into curation_undo (operation_id, owner, kind, target, field, value, before_at, written_at)
     values ((select max(id) from curation_operations), ?, ?, ?, ?, ?, ?, ?)`,
  ).run(owner, kind, target, field, known?.value ?? null, known?.updatedAt ?? null, updatedAt);
}

/** The register of the catalog with this key, taken back or not. */
export function findKnown(
  db: DatabaseSync,
  { owner, kind, target, field }: RegisterKey,
): Register | undefined {
  const row = statement(
    db,
    `${SELECT_REGISTER} where owner = ? and kind = ? and target = ? and field = ?`,
  ).get(owner, kind, target, field);
  return row === undefined ? undefined : registerOfRow(row);
}

function ifLater(register: Register, known: Register): Register | undefined {
  return isLater(register, known) ? register : undefined;
}

/** A table can be edited and keep its times: at the same time it wins, a moment later. */
function ifNotOlder(register: Register, known: Register): Register | undefined {
  if (register.updatedAt !== known.updatedAt || isLater(register, known)) return ifLater(register, known);
  return { ...register, updatedAt: nextTime(new Date(register.updatedAt), known.updatedAt) };
}
