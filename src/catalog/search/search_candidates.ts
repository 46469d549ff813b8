import type { DatabaseSync } from "node:sqlite";
import { entryScorer, type SearchEntry } from "../../model/search/search_ranking.ts";
import { textFields } from "../../model/search/text_fields.ts";
import type { SqlValue } from "../sqlite/json_column.ts";
import type { SearchClause } from "./search_clause.ts";
import { allConditions, ALWAYS, type SqlCondition } from "./search_condition.ts";
import {
  allOf,
  begunTerm,
  contentExpression,
  hasContentPrefix,
  type IndexedTerm,
  nameExpression,
  splitsOf,
  withReadings,
} from "./search_expression.ts";
import { findReadings } from "./search_typos.ts";
import { statement } from "../sqlite/statement.ts";

/** Most plugins that are ranked where a search finds more, by where it finds them. */
export const MOST_NAMED = 200;
const MOST_CONTAINING = 150;

/** Plugins whose names begin with the typed text that are ranked in any case. */
const MOST_BEGINNING = 100;

/** A plugin that answers a search. */
export interface Candidate {
  readonly entry: SearchEntry;
  readonly score: number;
}

/** Results of a search for one clause. */
export interface Candidates {
  readonly found: Map<number, Candidate>;
  /** Whether that is all there is. */
  isComplete: boolean;
  /** The words that were taken for others, as they were read. */
  readings: string[];
  /** The terms by which something was found, however they were read. */
  terms: IndexedTerm[];
}

/** How far a search goes. */
export interface SearchExtent {
  /** Whether all answers are wanted, however many; otherwise only as many as can be ranked at once. */
  readonly isAll: boolean;
  /** Whether parameters and presets are left alone. */
  readonly isNamesOnly: boolean;
}

/**
 * Finds the plugins that answer one clause, with their scores.
 *
 * First by names, vendors and kinds; where nothing has all words there, more
 * forgivingly: beginnings of words, initials, words run together or apart,
 * typing errors. Then by parameters and presets.
 */
export function findCandidates(db: DatabaseSync, clause: SearchClause, extent: SearchExtent): Candidates {
  return new CandidateSearch(db, clause, extent).run();
}

class CandidateSearch {
  readonly #db: DatabaseSync;
  readonly #clause: SearchClause;
  readonly #condition: SqlCondition;
  readonly #extent: SearchExtent;
  readonly #result: Candidates = {
    found: new Map(),
    isComplete: true,
    readings: [],
    terms: [],
  };

  constructor(db: DatabaseSync, clause: SearchClause, extent: SearchExtent) {
    this.#db = db;
    this.#clause = clause;
    this.#extent = extent;
    this.#condition = allConditions(clause.conditions);
  }

  run(): Candidates {
    const { terms } = this.#clause;
    if (terms.length === 0) this.#addAll();
    else {
      this.#addNamed(terms);
      if (terms.length > 1) this.#addCalled(terms);
      if (!this.#result.isComplete) this.#addBeginning(terms);
      const isNamed = this.#result.found.size > 0;
      if (!isNamed) this.#addForgivingly(terms);
      if (this.#result.isComplete && !this.#extent.isNamesOnly) this.#addContaining(terms);
    }
    return this.#result;
  }

  /** By conditions alone. */
  #addAll(): void {
    const { sql, values } = this.#condition;
    this.#add(
      this.#read(`select p.id from plugins p where ${sql} order by p.name collate nocase limit ?`, [
        ...values,
        this.#limit(MOST_NAMED + 1),
      ]),
      [],
      MOST_NAMED,
    );
  }

  #addNamed(terms: readonly IndexedTerm[]): boolean {
    return this.#addMatching("plugins_fts", allOf(terms.map(nameExpression)), terms, MOST_NAMED);
  }

  #addMatching(
    index: "plugins_fts" | "plugin_contents_fts",
    expression: string,
    terms: readonly IndexedTerm[],
    most: number,
  ): boolean {
    const { sql, values } = this.#condition;
    const rows = sql === ALWAYS.sql
      ? this.#read(`select rowid as id from ${index} where ${index} match ? limit ?`, [
        expression,
        this.#limit(most + 1),
      ])
      : this.#read(
        `select f.rowid as id from ${index} f cross join plugins p on p.id = f.rowid
          where f.${index} match ? and (${sql}) limit ?`,
        [expression, ...values, this.#limit(most + 1)],
      );
    this.#add(rows, terms, most);
    return rows.length > 0;
  }

  /** Whose name is all of the words, wherever they were taken apart. */
  #addCalled(terms: readonly IndexedTerm[]): void {
    const key = terms.map((term) => term.key).join("");
    this.#addBetween("name_key", key, key, terms);
  }

  /** If there are very many, those whose names begin with the typed text must be among the ranked ones. */
  #addBeginning(terms: readonly IndexedTerm[]): void {
    const key = terms.map((term) => term.key).join("");
    if (!terms.at(-1)!.isPrefix || terms.some(({ isPhrase }) => isPhrase)) return;
    this.#addBetween("name_key", key, `${key}\u{10ffff}`, terms);
  }

  #addBetween(
    column: "name_key" | "initials",
    first: string,
    last: string,
    terms: readonly IndexedTerm[],
  ): void {
    const { sql, values } = this.#condition;
    const where = `${column} between ? and ?`;
    const ids = this.#condition === ALWAYS
      ? `select id from search_entries where ${where} order by ${column} limit ?`
      : `select p.id from search_entries e cross join plugins p on p.id = e.id
          where e.${where} and (${sql}) order by e.${column} limit ?`;
    this.#add(this.#read(ids, [first, last, ...values, MOST_BEGINNING]), terms, MOST_BEGINNING);
  }

  #addForgivingly(terms: readonly IndexedTerm[]): void {
    if (terms.some(({ isPhrase }) => isPhrase)) return;
    for (const variant of [beginnings(terms), ...joins(terms)]) this.#addNamed(variant);
    if (terms.length === 1) this.#addInitials(terms[0]!);
    if (this.#result.found.size === 0) {
      for (const variant of this.#splits(terms)) {
        this.#addNamed(variant);
      }
    }
    if (this.#result.found.size === 0) this.#addMistyped(terms);
  }

  #addInitials(term: IndexedTerm): void {
    if (term.key.length < 2) return;
    const last = term.isPrefix ? `${term.key}\u{10ffff}` : term.key;
    this.#addBetween("initials", term.key, last, [term]);
  }

  /** The words in which one is taken for two, which both exist. */
  *#splits(terms: readonly IndexedTerm[]): Generator<IndexedTerm[]> {
    for (const [index, term] of terms.entries()) {
      if (this.#exists(term)) continue;
      for (const [first, second] of splitsOf(term.key)) {
        const parts = [part(term, first, false), part(term, second, true)];
        if (this.#exists(parts[0]!) && this.#exists(parts[1]!)) yield terms.toSpliced(index, 1, ...parts);
      }
    }
  }

  #addMistyped(terms: readonly IndexedTerm[]): void {
    for (const variant of [terms, ...joins(terms)]) {
      const read = this.#reread(variant);
      if (read === undefined || !this.#addNamed(read)) continue;
      this.#result.readings.push(read.map(({ readings }) => readings[0]!.key).join(" "));
      return;
    }
  }

  /** The terms with what the unknown ones may have been meant to be; `undefined` where one is like nothing. */
  #reread(terms: readonly IndexedTerm[]): IndexedTerm[] | undefined {
    const isKnown = terms.map((term) => this.#exists(term));
    // Where each word is known and they do not go together, any of them may be wrong.
    const areAllKnown = isKnown.every((known) => known);
    const read: IndexedTerm[] = [];
    for (const [index, term] of terms.entries()) {
      const mayBeWrong = areAllKnown || !isKnown[index];
      const readings = mayBeWrong ? findReadings(this.#db, term.key, term.isPrefix) : [];
      if (readings.length === 0 && !isKnown[index]) return undefined;
      const own = isKnown[index] ? term.readings : [];
      read.push(withReadings(term, [...own, ...readings.filter(({ key }) => key !== term.key)]));
    }
    return read.every(({ readings }, index) => readings === terms[index]!.readings) ? undefined : read;
  }

  #exists(term: IndexedTerm): boolean {
    return statement(this.#db, "select 1 from plugins_fts where plugins_fts match ? limit 1")
      .get(nameExpression(term)) !== undefined;
  }

  #addContaining(terms: readonly IndexedTerm[]): void {
    const add = (withPrefix: boolean) =>
      this.#addMatching(
        "plugin_contents_fts",
        allOf(terms.map((term) => contentExpression(term, withPrefix))),
        terms,
        MOST_CONTAINING,
      );
    if (!add(false) && terms.some(hasContentPrefix)) add(true);
  }

  #limit(most: number): number {
    return this.#extent.isAll ? -1 : most;
  }

  #add(entries: readonly SearchEntry[], terms: readonly IndexedTerm[], most: number): void {
    if (!this.#extent.isAll && entries.length > most) this.#result.isComplete = false;
    if (entries.length === 0) return;
    const sought = [...terms, ...this.#clause.fieldTerms];
    for (const term of sought) if (!this.#result.terms.includes(term)) this.#result.terms.push(term);
    const scoreOf = entryScorer(sought);
    for (const entry of entries) {
      const score = scoreOf(entry);
      const known = this.#result.found.get(entry.id);
      if (known === undefined || known.score < score) this.#result.found.set(entry.id, { entry, score });
    }
  }

  /** As one text: node:sqlite takes longer for each column than for all rows as JSON. */
  #read(ids: string, values: readonly SqlValue[]): SearchEntry[] {
    const sql = `select json_group_array(${ENTRY}) as entries
                   from (${ids}) as chosen join search_entries e on e.id = chosen.id`;
    // Conditions make an unlimited number of different statements, which are not kept.
    const prepared = this.#condition === ALWAYS ? statement(this.#db, sql) : this.#db.prepare(sql);
    return JSON.parse(String(prepared.get(...values)!["entries"])) as SearchEntry[];
  }
}

/** A {@linkcode SearchEntry} as JSON. */
const ENTRY = `json_object('id', e.id, 'nameKey', e.name_key, 'format', e.format,
  'isInstrument', json(iif(e.is_instrument, 'true', 'false')),
  'words', json_object(${
  textFields("name", "kind").map(({ name }) => `'${name}', e.${name}_words`).join(", ")
}))`;

/** Each word may go on. */
function beginnings(terms: readonly IndexedTerm[]): IndexedTerm[] {
  return terms.map(begunTerm);
}

/** The terms with neighbours joined: each pair, and all of them. */
function joins(terms: readonly IndexedTerm[]): IndexedTerm[][] {
  const variants: IndexedTerm[][] = [];
  for (let at = 0; at + 1 < terms.length; at++) {
    variants.push(terms.toSpliced(at, 2, join(terms.slice(at, at + 2))));
  }
  if (terms.length > 2) variants.push([join(terms)]);
  return variants;
}

function join(terms: readonly IndexedTerm[]): IndexedTerm {
  return part(terms[0]!, terms.map(({ key }) => key).join(""), terms.at(-1)!.isPrefix);
}

function part(term: IndexedTerm, key: string, isPrefix: boolean): IndexedTerm {
  return {
    ...term,
    key,
    isPrefix,
    typedWords: [key],
    words: [key],
    kinds: [],
    readings: [{ key, cost: 0, isPrefix }],
  };
}
