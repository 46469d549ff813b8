import type { DatabaseSync } from "node:sqlite";
import type { PresetEntry } from "../../model/documents/presets/preset_documents.ts";
import { isAnyHidden } from "../curation/hidden.ts";
import {
  allOf,
  IS_OF_HIDDEN,
  listConditions,
  NOT_OF_HIDDEN,
  type PresetCondition,
  type PresetFilter,
  wordExpressions,
} from "./preset_filter.ts";
import { typedExpression, unwantedExpression } from "./preset_terms.ts";
import { readPresets } from "./read_presets.ts";

/** Orders of a list; equal presets are sorted by name, then by id. */
export const PRESET_ORDERS = {
  name: "s.name collate nocase",
  plugin:
    "ifnull(p.name, s.plugin_name) is null, ifnull(p.name, s.plugin_name) collate nocase, s.name collate nocase",
  author: "s.author = '', s.author collate nocase, s.name collate nocase",
  container: "s.container, s.name collate nocase",
  added: "s.added_at desc, s.name collate nocase",
} as const;

/** The name of an order. */
export type PresetOrder = keyof typeof PRESET_ORDERS;

/** The wanted presets and the wanted part of them. */
export interface PresetListOptions {
  readonly filter: PresetFilter;
  /** As a person types it: words that must all be there, `-word`, `"phrase"`, `author:name`; unset for no search. */
  readonly typed?: string | undefined;
  readonly order: PresetOrder;
  readonly isReversed: boolean;
  /** Unset for all. */
  readonly limit?: number | undefined;
  readonly offset: number;
  /** Whether presets of hidden plugins are left out. */
  readonly leavesOutHidden: boolean;
}

/** A part of the presets, and their numbers without limit and offset. */
export interface PresetPage {
  readonly total: number;
  /** Presets that are left out since their plugins are hidden. */
  readonly hidden: number;
  /** Read as they are asked for. */
  readonly presets: Iterable<PresetEntry>;
}

/** Lists presets; to be read to the end in the transaction in which it is called. */
export function listPresets(db: DatabaseSync, options: PresetListOptions): PresetPage {
  const { filter, typed, order, isReversed, limit, offset, leavesOutHidden } = options;
  const unwanted = typed === undefined ? undefined : unwantedExpression(typed);
  const words = typed === undefined || unwanted !== undefined ? [] : [typedExpression(typed)];
  const expressions = [...wordExpressions(filter) ?? [undefined], ...words];
  if (expressions.includes(undefined)) return { total: 0, hidden: 0, presets: [] };
  const conditions = listConditions(filter);
  if (expressions.length > 0) {
    conditions.push({
      sql: "s.id in (select rowid from presets_fts where presets_fts match ?)",
      values: [expressions.map((expression) => `(${expression})`).join(" AND ")],
    });
  }
  if (unwanted !== undefined) {
    conditions.push({
      sql: "s.id not in (select rowid from presets_fts where presets_fts match ?)",
      values: [unwanted],
    });
  }
  const isAnyLeftOut = leavesOutHidden && isAnyHidden(db);
  const hidden = isAnyLeftOut ? count(db, [...conditions, { sql: IS_OF_HIDDEN, values: [] }]) : 0;
  if (isAnyLeftOut) conditions.push({ sql: NOT_OF_HIDDEN, values: [] });
  const { sql, values } = allOf(conditions);
  const terms = `${PRESET_ORDERS[order]}, s.public_id`;
  const plugins = order === "plugin" ? "left join plugins p on p.plugin_id = s.plugin_id" : "";
  const rows = db.prepare(
    `select s.id from presets s ${plugins} where ${sql} order by ${
      directed(terms, isReversed)
    } limit ? offset ?`,
  ).all(...values, limit ?? -1, offset).map(({ id }) => Number(id));
  return { total: count(db, conditions), hidden, presets: readInBatches(db, rows) };
}

/** Presets that are read at once. */
const BATCH = 200;

/** Reads presets by their rows, a few at once. */
export function* readInBatches(db: DatabaseSync, rows: readonly number[]): Generator<PresetEntry> {
  for (let from = 0; from < rows.length; from += BATCH) {
    yield* readPresets(db, rows.slice(from, from + BATCH));
  }
}

/** Without any condition SQLite counts pages in place of rows. */
function count(db: DatabaseSync, conditions: readonly PresetCondition[]): number {
  const { sql, values } = allOf(conditions);
  const where = conditions.length === 0 ? "" : `where ${sql}`;
  return Number(db.prepare(`select count(*) as n from presets s ${where}`).get(...values)!["n"]);
}

/** Terms as they are, or all of them reversed. */
function directed(terms: string, isReversed: boolean): string {
  if (!isReversed) return terms;
  // Commas in brackets belong to functions.
  return terms.split(/, (?![^(]*\))/)
    .map((term) => term.endsWith(" desc") ? term.slice(0, -5) : `${term} desc`).join(", ");
}
