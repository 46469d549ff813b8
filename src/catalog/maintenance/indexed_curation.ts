import { DatabaseSync } from "node:sqlite";
import { itemOfField, tagOfField } from "../../model/curation/plugin_field.ts";
import { isDamage } from "../sqlite/catalog_error.ts";
import type { SqlValue } from "../sqlite/json_column.ts";
import type { RawRow } from "./page_reader.ts";
import type { TableShape } from "./table_shape.ts";

/** Stands for the time of a register that no page has any more: each other one is later. */
const UNKNOWN_TIME = new Date(0).toISOString();

/** Stands for the catalog in which a register was written that no page has any more. */
const UNKNOWN_WRITER = "repair";

/** What the indexes of a damaged catalog still say about curation. */
export interface IndexedCuration {
  /** Whole rows of the table, in the order of their ids. */
  readonly rows: readonly RawRow[];
  /** Ids of rows whose value is in the table alone, such as a note. */
  readonly incomplete: readonly number[];
}

/**
 * Reads from the indexes alone what people say: with which key, when, and
 * whether it has been taken back. So a tag is not lost with its page.
 *
 * @param copy Path of a database that may be damaged; unreadable indexes say nothing.
 */
export function readIndexedCuration(copy: string, { columns }: Pick<TableShape, "columns">): IndexedCuration {
  const rows: RawRow[] = [];
  const incomplete: number[] = [];
  using db = new DatabaseSync(copy, { enableForeignKeyConstraints: false });
  const said = new Set(readSome(db, SAID).map(({ id }) => Number(id)));
  const times = new Map(readSome(db, TIMES).map(({ id, at }) => [Number(id), at]));
  for (const key of readSome(db, KEYS)) {
    const id = Number(key["id"]);
    const value = said.has(id) ? valueOf(key, id) : null;
    if (value === undefined) incomplete.push(id);
    else {
      const row: Row = { ...key, value, updated_at: times.get(id) ?? UNKNOWN_TIME, writer: UNKNOWN_WRITER };
      rows.push({ id, values: columns.map(({ name }) => name === "id" ? null : row[name] ?? null) });
    }
  }
  return { rows: rows.sort((a, b) => a.id - b.id), incomplete };
}

type Row = Readonly<Record<string, SqlValue>>;

/** These read no page of the table, since each index has all columns that are asked for. */
const KEYS = "select id, owner, kind, target, field from curation indexed by sqlite_autoindex_curation_1";
const SAID = "select id from curation indexed by curation_field_idx where value is not null";
const TIMES = "select id, updated_at as at from curation indexed by curation_updated_at_idx";

/** The rows up to the first damage. */
function readSome(db: DatabaseSync, query: string): Row[] {
  const rows: Row[] = [];
  try {
    for (const row of db.prepare(query).iterate()) rows.push(row as Row);
  } catch (error) {
    if (!isDamage(error) && !isMissing(error)) throw error;
  }
  return rows;
}

/** A catalog before version 14 has no registers, and a damaged definition no index. */
function isMissing(error: unknown): boolean {
  return error instanceof Error &&
    /no such (table|index|column)|no query solution|not a database/.test(error.message);
}

/** The JSON that a register with this key must have had; `undefined` where it could be any. */
function valueOf({ kind, target, field }: Row, id: number): string | undefined {
  const name = String(field);
  if (kind === "plugin") {
    return name === "favorite" || name === "hidden" || tagOfField(name) !== undefined ? "true" : undefined;
  }
  if (name === "name") return JSON.stringify(target);
  // Those that were added to a collection later come later.
  return itemOfField(name) === undefined ? undefined : String(id);
}
