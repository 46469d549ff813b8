import type { DatabaseSync } from "node:sqlite";
import { entryScorer, type SearchEntry } from "../../model/search/search_ranking.ts";
import { textFields } from "../../model/search/text_fields.ts";
import type { SqlValue } from "../sqlite/json_column.ts";
import type { SearchClause } from "./search_clause.ts";
import { LOCAL_OWNER } from "../curation/registers.ts";
import { fieldsNamedBy, usedTagFields } from "../curation/tag_words.ts";
import { allConditions, ALWAYS, joined, type SqlCondition } from "./search_condition.ts";
import {
  allOf,
  begunTerm,
  contentExpression,
  fileExpression,
  fileRunExpression,
  hasContentPrefix,
  type IndexedTerm,
  isFileRun,
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

/** Tables that are searched with expressions of FTS5. */
type Index = "plugins_fts" | "plugin_contents_fts";

class CandidateSearch {
  readonly #db: DatabaseSync;
  readonly #clause: SearchClause;
  readonly #condition: SqlCondition;
  readonly #extent: SearchExtent;
  readonly #entries = new Map<number, SearchEntry>();
  /** Terms that no name, vendor or kind has. */
  readonly #unnamed = new Set<IndexedTerm>();
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
    this.#condition = allConditions(db, clause.conditions);
  }

  run(): Candidates {
    const { terms } = this.#clause;
    if (terms.length === 0) this.#addAll();
    else {
      const begun = withNeighbours(terms.map((term) => term.isPhrase ? term : begunTerm(term)));
      this.#addBegun(begun, withNeighbours(terms));
      for (const variant of this.#splits(begun)) this.#addNamed(variant);
      if (terms.length > 1) this.#addCalled(begun);
      this.#addTagged(begun);
      if (!this.#result.isComplete) this.#addBeginning(begun);
      if (this.#result.found.size === 0) this.#addFiled(begun);
      if (this.#result.found.size === 0) this.#addMistyped(begun);
      if (this.#result.isComplete && !this.#extent.isNamesOnly) this.#addContaining(begun);
    }
    return this.#result;
  }

  /** By conditions alone. */
  #addAll(): void {
    const { sql, values } = this.#condition;
    this.#add(
      this.#ids(`select p.id from plugins p where ${sql} order by p.name collate nocase limit ?`, [
        ...values,
        this.#limit(MOST_NAMED + 1),
      ]),
      [],
      MOST_NAMED,
    );
  }

  /**
   * By names, vendors and kinds. Of very many answers those with whole words
   * must be among the ranked ones; if these are very many too, no others are.
   */
  #addBegun(begun: readonly IndexedTerm[], whole: readonly IndexedTerm[]): void {
    const ids = this.#matching("plugins_fts", namesOf(begun), MOST_NAMED);
    if (this.#extent.isAll || ids.length <= MOST_NAMED) return this.#add(ids, begun, MOST_NAMED);
    const idsOfWhole = this.#matching("plugins_fts", namesOf(whole), MOST_NAMED);
    this.#add(idsOfWhole, begun, MOST_NAMED);
    if (idsOfWhole.length <= MOST_NAMED) this.#add(ids, begun, MOST_NAMED);
  }

  #addNamed(terms: readonly IndexedTerm[]): boolean {
    return this.#addMatching("plugins_fts", namesOf(terms), terms, MOST_NAMED);
  }

  #addMatching(index: Index, expression: string, terms: readonly IndexedTerm[], most: number): boolean {
    const ids = this.#matching(index, expression, most);
    this.#add(ids, terms, most);
    return ids.length > 0;
  }

  /** The plugins that an expression of FTS5 finds, one more than `most` if there are more. */
  #matching(index: Index, expression: string, most: number): number[] {
    const { sql, values } = this.#condition;
    return sql === ALWAYS.sql
      ? this.#ids(`select rowid as id from ${index} where ${index} match ? limit ?`, [
        expression,
        this.#limit(most + 1),
      ])
      : this.#ids(
        `select f.rowid as id from ${index} f cross join plugins p on p.id = f.rowid
          where f.${index} match ? and (${sql}) limit ?`,
        [expression, ...values, this.#limit(most + 1)],
      );
  }

  /** Whose name is all of the words, wherever they were taken apart, in any order. */
  #addCalled(terms: readonly IndexedTerm[]): void {
    if (terms.length > MOST_PERMUTED) return;
    const keys = permutations(terms.map((term) => term.key));
    this.#addEntries("e.name_key in (select value from json_each(?))", [JSON.stringify(keys)], terms);
  }

  /**
   * By tags that a word names in whole, or in one of their levels: each such
   * word for itself with the others in names, then all such words at once.
   */
  #addTagged(terms: readonly IndexedTerm[]): void {
    const known = usedTagFields(this.#db);
    if (known.length === 0) return;
    const tagged = terms.map((term) => ({ term, fields: fieldsNamedBy(known, term.text) }))
      .filter(({ fields }) => fields.length > 0);
    if (tagged.length === 0) return;
    for (const word of tagged) this.#addHavingTags([word], terms);
    if (tagged.length > 1) this.#addHavingTags(tagged, terms);
  }

  #addHavingTags(
    tagged: readonly { readonly term: IndexedTerm; readonly fields: readonly string[] }[],
    terms: readonly IndexedTerm[],
  ): void {
    const others = terms.filter((term) => tagged.every((word) => word.term !== term));
    const [first, ...further] = tagged.map(({ fields }) => JSON.stringify(fields));
    const { sql, values } = joined(
      [
        ...further.map((fields) => ({
          sql: `exists (${HAVING_TAG} and c.target = p.plugin_id)`,
          values: [fields],
        })),
        ...others.length === 0 ? [] : [{
          sql: "p.id in (select rowid from plugins_fts where plugins_fts match ?)",
          values: [namesOf(others)],
        }],
        this.#condition,
      ],
      " and ",
      ALWAYS,
    );
    const ids = this.#ids(
      `select distinct p.id as id from (${HAVING_TAG}) as tagged
         cross join plugins p on p.plugin_id = tagged.target where ${sql} limit ?`,
      [first!, ...values, this.#limit(MOST_NAMED + 1)],
    );
    this.#add(ids, terms, MOST_NAMED);
  }

  /** If there are very many, those whose names begin with the typed text must be among the ranked ones. */
  #addBeginning(terms: readonly IndexedTerm[]): void {
    const key = terms.map((term) => term.key).join("");
    if (terms.some(({ isPhrase }) => isPhrase)) return;
    this.#addEntries("e.name_key between ? and ?", [key, `${key}\u{10ffff}`], terms);
  }

  /** By their entries, in the order of the index that `where` uses. */
  #addEntries(where: string, bounds: readonly string[], terms: readonly IndexedTerm[]): void {
    const { sql, values } = this.#condition;
    const ids = this.#condition === ALWAYS
      ? `select e.id from search_entries e where ${where} limit ?`
      : `select p.id from search_entries e cross join plugins p on p.id = e.id
          where ${where} and (${sql}) limit ?`;
    this.#add(this.#ids(ids, [...bounds, ...values, MOST_BEGINNING]), terms, MOST_BEGINNING);
  }

  /** Whose files are called so, as "lsp-plugins.lv2" is where the vendor has another name. */
  #addFiled(terms: readonly IndexedTerm[]): void {
    if (terms.some(({ key, isPhrase }) => isPhrase || key.length < SHORTEST_FILE_NAME)) return;
    // One of several words of a file's name is rather mistyped than meant.
    const isOneWord = terms.length === 1 && terms[0]!.typedWords.length === 1;
    if (isOneWord && !isFileRun(terms[0]!)) return;
    const expression = isOneWord ? fileRunExpression : fileExpression;
    this.#addMatching("plugin_contents_fts", allOf(terms.map(expression)), terms, MOST_NAMED);
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
    if (terms.some(({ isPhrase }) => isPhrase)) return;
    // The words are right, and the conditions leave nothing of what has them.
    if (this.#condition.sql !== ALWAYS.sql && this.#exists("plugins_fts", namesOf(terms))) return;
    if (this.#addReread(terms)) return;
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
    const isKnown = terms.map((term) => this.#exists("plugins_fts", nameExpression(term)));
    for (const [index, term] of terms.entries()) if (!isKnown[index]) this.#unnamed.add(term);
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
    const isRead = read.some(({ readings }, index) =>
      !isKnown[index] || readings.length > terms[index]!.readings.length
    );
    return isRead ? read : undefined;
  }

  #exists(index: Index, expression: string): boolean {
    return statement(this.#db, `select 1 from ${index} where ${index} match ? limit 1`).get(expression) !==
      undefined;
  }

  #addContaining(terms: readonly IndexedTerm[]): void {
    if (this.#hasStranger(terms)) return;
    const add = (withPrefix: boolean) =>
      this.#addMatching(
        "plugin_contents_fts",
        allOf(terms.map((term) => contentExpression(term, withPrefix))),
        terms,
        MOST_CONTAINING,
      );
    if (!add(false) && terms.some(hasContentPrefix)) add(true);
  }

  /**
   * Whether one of several terms stands nowhere, as a mistyped one does. FTS5
   * would look for all others too, whose beginnings are many.
   */
  #hasStranger(terms: readonly IndexedTerm[]): boolean {
    return terms.length > 1 &&
      terms.some((term) =>
        this.#unnamed.has(term) && !this.#exists("plugin_contents_fts", contentExpression(term, true))
      );
  }

  #limit(most: number): number {
    return this.#extent.isAll ? -1 : most;
  }

  /** @param most The plugins that were asked for; with one more, there may be further ones. */
  #add(ids: readonly number[], terms: readonly IndexedTerm[], most: number): void {
    if (!this.#extent.isAll && ids.length > most) this.#result.isComplete = false;
    if (ids.length === 0) return;
    const sought = [...terms, ...this.#clause.fieldTerms];
    for (const term of sought) if (!this.#result.terms.includes(term)) this.#result.terms.push(term);
    const scoreOf = entryScorer(sought);
    for (const entry of this.#read(ids)) {
      const score = scoreOf(entry);
      const known = this.#result.found.get(entry.id);
      if (known === undefined || known.score < score) this.#result.found.set(entry.id, { entry, score });
    }
  }

  #ids(sql: string, values: readonly SqlValue[]): number[] {
    return JSON.parse(this.#json(`select json_group_array(id) as json from (${sql})`, values)) as number[];
  }

  /** The entries of plugins; each is read once. */
  #read(ids: readonly number[]): SearchEntry[] {
    const unread = ids.filter((id) => !this.#entries.has(id));
    if (unread.length > 0) {
      const rows = JSON.parse(this.#json(READ_ENTRIES, [JSON.stringify(unread)])) as EntryRow[];
      for (const row of rows) this.#entries.set(row[0], entryOf(row));
    }
    return ids.map((id) => this.#entries.get(id)!);
  }

  /** As one text: node:sqlite takes longer for each column than for all rows as JSON. */
  #json(sql: string, values: readonly SqlValue[]): string {
    // Conditions make an unlimited number of different statements, which are not kept.
    const isKept = this.#condition === ALWAYS || sql === READ_ENTRIES;
    const prepared = isKept ? statement(this.#db, sql) : this.#db.prepare(sql);
    return String(prepared.get(...values)!["json"]);
  }
}

/** The plugins that have one of some tags, by their registers. */
const HAVING_TAG = `select c.target from curation c
  where c.owner = '${LOCAL_OWNER}' and c.kind = 'plugin' and c.value is not null
    and c.field in (select value from json_each(?))`;

/** Shortest text that is looked for in names of files. */
const SHORTEST_FILE_NAME = 3;

/** Fields whose words stand in entries, in the order of their columns. */
const RANKED_FIELDS = textFields("name", "kind").map(({ name }) => name);

/** A {@linkcode SearchEntry} as a row of JSON. */
type EntryRow = [
  id: number,
  nameKey: string,
  vendorKey: string,
  format: string,
  isInstrument: number,
  ...words: string[],
];

const READ_ENTRIES =
  `select json_group_array(json_array(e.id, e.name_key, e.vendor_key, e.format, e.is_instrument,
      ${RANKED_FIELDS.map((name) => `e.${name}_words`).join(", ")})) as json
    from json_each(?) as wanted cross join search_entries e on e.id = wanted.value`;

function entryOf([id, nameKey, vendorKey, format, isInstrument, ...words]: EntryRow): SearchEntry {
  const byField = Object.fromEntries(RANKED_FIELDS.map((name, index) => [name, words[index]!]));
  return {
    id,
    nameKey,
    vendorKey,
    format,
    isInstrument: isInstrument === 1,
    words: byField as SearchEntry["words"],
  };
}

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
