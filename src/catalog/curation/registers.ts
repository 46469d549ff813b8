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

/** Without a look at the times, since a writer's is later than any other. */
const REPLACE_REGISTER = `insert into curation (owner, kind, target, field, value, updated_at, writer)
 values (?, ?, ?, ?, ?, ?, ?)
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

/** What a register held, and since when; neither where nothing was ever said. */
export type FormerValue = Readonly<{ value: string | null; at: string | null }>;

/** Learns of a change: the key, what was said before, and the time of what is written. */
export type OnCurationChange = (key: RegisterKey, before: FormerValue, at: string) => void;

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
    const { newest } = statement(db, "select max(updated_at) as newest from curation").get()!;
    this.at = nextTime(now, text(newest));
  }

  /**
   * Says something, unless it is said already.
   *
   * @param value Any JSON; `undefined` takes back what was said.
   * @returns Whether it was news.
   */
  set(key: RegisterKey, value: unknown): boolean {
    const before = formerValue(this.#db, key);
    const after = value === undefined ? null : JSON.stringify(value);
    if (before.value === after) return false;
    const { owner, kind, target, field } = key;
    statement(this.#db, REPLACE_REGISTER).run(owner, kind, target, field, after, this.at, this.#writer);
    this.#onChange?.(key, before, this.at);
    return true;
  }
}

/** The key of something that the user of this catalog says. */
export function localKey(kind: CurationKind, target: string, field: string): RegisterKey {
  return { owner: LOCAL_OWNER, kind, target, field };
}

/** The JSON of a register; `undefined` where nothing is said. */
export function findRegister(db: DatabaseSync, key: RegisterKey): string | undefined {
  return formerValue(db, key).value ?? undefined;
}

function formerValue(db: DatabaseSync, { owner, kind, target, field }: RegisterKey): FormerValue {
  const row = statement(
    db,
    "select value, updated_at from curation where owner = ? and kind = ? and target = ? and field = ?",
  ).get(owner, kind, target, field);
  return { value: text(row?.["value"]) ?? null, at: text(row?.["updated_at"]) ?? null };
}

function writerOf(db: DatabaseSync): string {
  const known = findSetting(db, WRITER_SETTING);
  if (known !== undefined) return known;
  const writer = crypto.randomUUID();
  saveSetting(db, WRITER_SETTING, writer);
  return writer;
}
