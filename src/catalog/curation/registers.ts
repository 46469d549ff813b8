import type { DatabaseSync } from "node:sqlite";
import {
  type CurationKind,
  nextTime,
  type Register,
  type RegisterKey,
} from "../../model/curation/register.ts";
import { text } from "../sqlite/json_column.ts";
import { findSetting, saveSetting } from "../sqlite/setting_repository.ts";
import { statement } from "../sqlite/statement.ts";

/** Whoever uses this catalog. */
export const LOCAL_OWNER = "local";

/** The setting with the id of this catalog as a writer; it means nothing elsewhere. */
export const WRITER_SETTING = "curation-writer";

/** Joins one register with those of the catalog, as `mergeRegisters()` in the model does. */
const MERGE_REGISTER = `insert into curation (owner, kind, target, field, value, updated_at, writer)
 values (:owner, :kind, :target, :field, :value, :updatedAt, :writer)
 on conflict (owner, kind, target, field) do update
   set value = excluded.value, updated_at = excluded.updated_at, writer = excluded.writer
   where (excluded.updated_at, excluded.writer, ifnull(excluded.value, ''))
     > (curation.updated_at, curation.writer, ifnull(curation.value, ''))`;

/** What is said, as rows of SQL; a parameter `:sayings` holds it as JSON. */
const SAID_NOW =
  `(select value ->> 0 as owner, value ->> 1 as kind, value ->> 2 as target, value ->> 3 as field,
   value ->> 4 as value from json_each(:sayings))`;

/** Those that change something; what was never said cannot be taken back. */
const NEWS = `${SAID_NOW} as s left join curation c using (owner, kind, target, field)
 where s.value is not c.value`;

const SELECT_NEWS = `select s.owner, s.kind, s.target, s.field, c.value, c.updated_at from ${NEWS}`;

/** Without a look at the times, since a writer's is later than any other. */
const REPLACE_REGISTERS = `insert into curation (owner, kind, target, field, value, updated_at, writer)
 select s.owner, s.kind, s.target, s.field, s.value, :at, :writer from ${NEWS}
 on conflict (owner, kind, target, field) do update
   set value = excluded.value, updated_at = excluded.updated_at, writer = excluded.writer`;

/**
 * Takes over a register of another catalog, unless a later one is known.
 *
 * @returns Whether it has been taken over.
 */
export function mergeRegister(db: DatabaseSync, register: Register): boolean {
  return statement(db, MERGE_REGISTER).run({ ...register }).changes > 0;
}

/** Reads registers; a condition follows. */
export const SELECT_REGISTER = "select owner, kind, target, field, value, updated_at, writer from curation";

/** A row of {@linkcode SELECT_REGISTER}. */
export function registerOfRow(row: Readonly<Record<string, unknown>>): Register {
  return {
    owner: String(row["owner"]),
    kind: row["kind"] as CurationKind,
    target: String(row["target"]),
    field: String(row["field"]),
    value: text(row["value"]) ?? null,
    updatedAt: String(row["updated_at"]),
    writer: String(row["writer"]),
  };
}

/** Something to say: the value is any JSON; `undefined` takes back what was said. */
export type Saying = readonly [key: RegisterKey, value: unknown];

/**
 * Learns of changes before they are written.
 *
 * @param news A query of what changes: owner, kind, target, field, and the value before with its time.
 * @param sayings The parameter of the query.
 * @param at The time of what is written.
 */
export type OnCurationChange = (news: string, sayings: string, at: string) => void;

/** The time of something said now, which is later than all that is known. */
export function timeAfterAll(db: DatabaseSync, now: Date): string {
  const { newest } = statement(db, "select max(updated_at) as newest from curation").get()!;
  return nextTime(now, text(newest));
}

/** Writes registers, all with one time that is later than any that is known. */
export class CurationWriter {
  readonly #db: DatabaseSync;
  readonly #writer: string;
  readonly #onChange: OnCurationChange | undefined;
  /** The time of all that it writes. */
  readonly at: string;

  constructor(db: DatabaseSync, now: Date, onChange?: OnCurationChange) {
    this.#db = db;
    this.#writer = writerOf(db);
    this.#onChange = onChange;
    this.at = timeAfterAll(db, now);
  }

  /**
   * Says something, unless it is said already.
   *
   * @param value Any JSON; `undefined` takes back what was said.
   * @returns Whether it was news.
   */
  set(key: RegisterKey, value: unknown): boolean {
    return this.setAll([[key, value]]) > 0;
  }

  /**
   * Says many things at once, each as {@linkcode set} does.
   *
   * @param sayings Each key once.
   * @returns How many were news.
   */
  setAll(sayings: readonly Saying[]): number {
    if (sayings.length === 0) return 0;
    // In the order of the table, writing takes two thirds of the time.
    const inOrder = sayings.toSorted(([a], [b]) => a.target < b.target ? -1 : a.target > b.target ? 1 : 0);
    const json = JSON.stringify(inOrder.map(([{ owner, kind, target, field }, value]) => [
      ...[owner, kind, target, field],
      value === undefined ? null : JSON.stringify(value),
    ]));
    this.#onChange?.(SELECT_NEWS, json, this.at);
    const { changes } = statement(this.#db, REPLACE_REGISTERS)
      .run({ sayings: json, at: this.at, writer: this.#writer });
    return Number(changes);
  }
}

/** The key of something that the user of this catalog says. */
export function localKey(kind: CurationKind, target: string, field: string): RegisterKey {
  return { owner: LOCAL_OWNER, kind, target, field };
}

/** The JSON of a register; `undefined` where nothing is said. */
export function findRegister(db: DatabaseSync, key: RegisterKey): string | undefined {
  const { owner, kind, target, field } = key;
  const row = statement(
    db,
    "select value from curation where owner = ? and kind = ? and target = ? and field = ?",
  ).get(owner, kind, target, field);
  return text(row?.["value"]);
}

function writerOf(db: DatabaseSync): string {
  const known = findSetting(db, WRITER_SETTING);
  if (known !== undefined) return known;
  const writer = crypto.randomUUID();
  saveSetting(db, WRITER_SETTING, writer);
  return writer;
}
