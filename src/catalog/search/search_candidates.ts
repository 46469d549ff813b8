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
  withNeighbours,
  withReadings,
  wordTerm,
} from "./search_expression.ts";
import { findReadings, knownWords } from "./search_typos.ts";
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
 * First by names, vendors and kinds: whole words, beginnings of words, words
 * run together or apart, initials; where nothing has them, with typing errors.
 * Then by parameters and presets. Their order decides ranks, never what is found.
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
      const begun = withNeighbours(terms.map((term) => term.isPhrase ? term : begunTerm(term)));
      this.#addNamed(begun);
      // Of very many answers those with whole words must be among the ranked ones.
      if (!this.#result.isComplete) {
        this.#addMatching("plugins_fts", namesOf(withNeighbours(terms)), begun, MOST_NAMED);
      }
      for (const variant of this.#splits(begun)) this.#addNamed(variant);
      if (terms.length > 1) this.#addCalled(begun);
      else this.#addInitials(begun[0]!);
      if (!this.#result.isComplete) this.#addBeginning(begun);
      // Names of files have several words; one alone is rather mistyped.
      const hasSeveralWords = begun.length > 1 || begun[0]!.typedWords.length > 1;
      if (this.#result.found.size === 0 && hasSeveralWords) this.#addFiled(begun);
      if (this.#result.found.size === 0) this.#addMistyped(begun);
      if (this.#result.isComplete && !this.#extent.isNamesOnly) this.#addContaining(begun);
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
    return this.#addMatching("plugins_fts", namesOf(terms), terms, MOST_NAMED);
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

  /** Whose name is all of the words, wherever they were taken apart, in any order. */
  #addCalled(terms: readonly IndexedTerm[]): void {
    if (terms.length > MOST_PERMUTED) return;
    for (const key of new Set(permutations(terms.map((term) => term.key)))) {
      this.#addBetween("name_key", key, key, terms);
    }
  }

  /** If there are very many, those whose names begin with the typed text must be among the ranked ones. */
  #addBeginning(terms: readonly IndexedTerm[]): void {
    const key = terms.map((term) => term.key).join("");
    if (terms.some(({ isPhrase }) => isPhrase)) return;
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

  /** Whose name has these initials. */
  #addInitials(term: IndexedTerm): void {
    if (term.key.length < 2 || term.isPhrase) return;
    this.#addBetween("initials", term.key, `${term.key}\u{10ffff}`, [term]);
  }

  /** Whose files are called so, as "lsp-plugins.lv2" is where the vendor has another name. */
  #addFiled(terms: readonly IndexedTerm[]): void {
    if (terms.some(({ key, isPhrase }) => isPhrase || key.length < SHORTEST_FILE_NAME)) return;
    const { sql, values } = this.#condition;
    // Most paths do not have the text, and the name of the file takes longer to find.
    const isCalled = [
      ...terms.map(() => "instr(lower(p.location), ?) > 0"),
      ...terms.map(() => `instr(lower(${FILE_NAME}), ?) > 0`),
    ].join(" and ");
    const typed = terms.map(({ text }) => text.toLowerCase());
    const texts = [...typed, ...typed];
    const ids = `select p.id from plugins p where ${isCalled} and (${sql}) limit ?`;
    this.#add(this.#read(ids, [...texts, ...values, this.#limit(MOST_NAMED + 1)]), terms, MOST_NAMED);
  }

  /** The terms with one of them taken for two words, which both exist. */
  *#splits(terms: readonly IndexedTerm[]): Generator<IndexedTerm[]> {
    for (const [index, term] of terms.entries()) {
      if (term.isPhrase) continue;
      const splits = splitsOf(term.key);
      const known = knownWords(this.#db, splits.flat());
      for (const words of splits) {
        if (!words.every((word) => known.has(word))) continue;
        const parts = words.map((word) => ({ ...wordTerm(term, word), isPart: true }));
        yield terms.toSpliced(index, 1, ...parts);
      }
    }
  }

  #addMistyped(terms: readonly IndexedTerm[]): void {
    if (terms.some(({ isPhrase }) => isPhrase) || this.#addReread(terms)) return;
    for (const variant of joins(terms)) this.#addReread(variant);
  }

  #addReread(terms: readonly IndexedTerm[]): boolean {
    const read = this.#reread(terms);
    if (read === undefined || !this.#addNamed(read)) return false;
    this.#result.readings.push(read.map(({ readings }) => readings[0]!.key).join(" "));
    return true;
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

/** Shortest text that is looked for in names of files. */
const SHORTEST_FILE_NAME = 3;

/** The last part of a plugin's location, without its folder. */
const FILE_NAME =
  "replace(p.location, rtrim(p.location, replace(replace(p.location, '/', ''), '\\', '')), '')";

/** A {@linkcode SearchEntry} as JSON. */
const ENTRY = `json_object('id', e.id, 'nameKey', e.name_key, 'format', e.format,
  'isInstrument', json(iif(e.is_instrument, 'true', 'false')),
  'words', json_object(${
  textFields("name", "kind").map(({ name }) => `'${name}', e.${name}_words`).join(", ")
}))`;

function namesOf(terms: readonly IndexedTerm[]): string {
  return allOf(terms.map(nameExpression));
}

/** Words of which every order is tried; of more there are too many. */
const MOST_PERMUTED = 4;

/** The words run together, in every order. */
function permutations(words: readonly string[]): string[] {
  if (words.length < 2) return [...words];
  return words.flatMap((word, index) => permutations(words.toSpliced(index, 1)).map((rest) => word + rest));
}

/** The terms with any two of them taken for one word, in either order. */
function joins(terms: readonly IndexedTerm[]): IndexedTerm[][] {
  if (terms.length > MOST_PERMUTED) return [];
  return terms.flatMap((first, index) =>
    terms.flatMap((second, other) => {
      if (other === index) return [];
      const rest = terms.filter((_, at) => at !== index && at !== other);
      return [[wordTerm(first, first.key + second.key), ...rest]];
    })
  );
}
