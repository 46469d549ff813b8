import type { DatabaseSync } from "node:sqlite";
import type { FoundPresetEntry } from "../../model/documents/presets/preset_documents.ts";
import { entryScorer, type SearchEntry, type SoughtTerm } from "../../model/search/search_ranking.ts";
import { keyOf, typedWordsOf, wordsOf } from "../../model/search/search_text.ts";
import { isAnyHidden } from "../curation/hidden.ts";
import { splitsOf } from "../search/search_expression.ts";
import { fromJson, type SqlValue } from "../sqlite/json_column.ts";
import {
  allOf,
  NOT_OF_HIDDEN,
  type PresetCondition,
  searchConditions,
  searchExpressions,
} from "./preset_filter.ts";
import { type PresetListOptions, readInBatches } from "./list_presets.ts";
import { type RankedPreset, readRankedPresets } from "./read_presets.ts";
import { PRESET_COLUMNS, type PresetColumn } from "./rows/preset_index.ts";

/** Presets that are ranked of each way to find them, where more are found. */
const MOST_RANKED = 200;

/** Presets that are counted; of more, there are "at least" so many. */
const MOST_COUNTED = 1000;

/** Answers that are ranked at once: those of a first page and some more. */
const FIRST_ANSWERS = 100;

/** A search for presets, the best first. */
export interface PresetSearchOptions extends Omit<PresetListOptions, "order"> {
  /** As a person types it: words that must all be there, `-word`, `"phrase"`, `author:name`. */
  readonly typed: string;
}

/** A part of what a search found. */
export interface FoundPresetPage {
  /** Presets without limit and offset. */
  readonly total: number;
  readonly hidden: number;
  /** False if there are more; very common words are not counted to the end. */
  readonly isTotalExact: boolean;
  /** Read as they are asked for. */
  readonly presets: Iterable<FoundPresetEntry>;
}

/** Something to look for. */
interface PresetTerm {
  /** Words as in the index, apart as capitals and digits part them. */
  readonly words: readonly string[];
  readonly typedWords: readonly string[];
  readonly key: string;
  readonly isPhrase: boolean;
  readonly isExcluded: boolean;
  /** Unset for any column. */
  readonly column?: PresetColumn;
  /** Ways to take it for two words. */
  readonly splits?: readonly (readonly string[])[];
}

const NOTHING: FoundPresetPage = { total: 0, hidden: 0, isTotalExact: true, presets: [] };

/** Finds presets by their names, authors, tags and plugins; to be read in the transaction in which it is called. */
export function searchPresets(db: DatabaseSync, options: PresetSearchOptions): FoundPresetPage {
  const terms = termsOf(options.typed);
  const filters = searchExpressions(options.filter);
  if (filters === undefined || terms.every(({ isExcluded }) => isExcluded)) return NOTHING;
  return new PresetSearch(db, options, terms, filters).run();
}

class PresetSearch {
  readonly #db: DatabaseSync;
  readonly #options: PresetSearchOptions;
  readonly #sought: readonly PresetTerm[];
  readonly #excluded: readonly PresetTerm[];
  readonly #filters: readonly string[];
  readonly #conditions: PresetCondition[];
  readonly #leavesOutHidden: boolean;

  constructor(
    db: DatabaseSync,
    options: PresetSearchOptions,
    terms: readonly PresetTerm[],
    filters: readonly string[],
  ) {
    this.#db = db;
    this.#options = options;
    this.#sought = terms.filter(({ isExcluded }) => !isExcluded);
    this.#excluded = terms.filter(({ isExcluded }) => isExcluded);
    this.#filters = filters;
    this.#conditions = searchConditions(options.filter);
    this.#leavesOutHidden = options.leavesOutHidden && isAnyHidden(db);
  }

  run(): FoundPresetPage {
    const { offset, limit, isReversed } = this.#options;
    const isPage = limit !== undefined && offset + limit <= FIRST_ANSWERS && !isReversed;
    let readings = this.#sought;
    let found = this.#matching(this.#anywhere(readings, true), isPage ? MOST_COUNTED + 1 : -1);
    if (found.length === 0) {
      readings = readings.map(withSplits);
      found = this.#matching(this.#anywhere(readings, true), isPage ? MOST_COUNTED + 1 : -1);
    }
    const isTotalExact = !isPage || found.length <= MOST_COUNTED;
    const all = isTotalExact ? found : found.slice(0, MOST_COUNTED);
    const shown = this.#leavesOutHidden ? this.#notHidden(all) : all;
    const candidates = isPage && shown.length > MOST_RANKED ? this.#likeliest(shown, readings) : shown;
    const ranked = this.#rank(candidates);
    if (isReversed) ranked.reverse();
    const rows = ranked.slice(offset, limit === undefined ? undefined : offset + limit);
    return {
      total: shown.length,
      hidden: all.length - shown.length,
      isTotalExact,
      presets: withScores(this.#db, rows),
    };
  }

  /** Those that may be the best of very many: called as typed, beginning so, with whole words in the name, and others. */
  #likeliest(all: readonly number[], terms: readonly PresetTerm[]): number[] {
    const named = this.#named();
    const whole = this.#matching(this.#inNames(terms, false), MOST_RANKED);
    const begun = whole.length < MOST_RANKED ? this.#matching(this.#inNames(terms, true), MOST_RANKED) : [];
    const ids = [...new Set([...named, ...whole, ...begun, ...all.slice(0, MOST_RANKED)])];
    return this.#leavesOutHidden ? this.#notHidden(ids) : ids;
  }

  /** Called exactly as typed, or beginning with that, in the order of names. */
  #named(): number[] {
    const isPlain = this.#sought.every(({ column = "name" }) => column === "name") &&
      this.#excluded.length === 0 &&
      this.#filters.length === 0;
    const typed = this.#sought.map(({ typedWords }) => typedWords.join(" ")).join(" ");
    if (!isPlain || typed === "") return [];
    const { sql, values } = allOf(this.#conditions);
    return this.#ids(
      `select s.id from presets s where s.name >= ? collate nocase and s.name < ? collate nocase and ${sql}
        order by s.name collate nocase, s.public_id limit ${MOST_RANKED}`,
      [typed, `${typed}\u{10ffff}`, ...values],
    );
  }

  #anywhere(terms: readonly PresetTerm[], isPrefix: boolean): string {
    return this.#expression(terms.map((term) => expressionOf(term, term.column, isPrefix)));
  }

  #inNames(terms: readonly PresetTerm[], isPrefix: boolean): string {
    return this.#expression(terms.map((term) => expressionOf(term, term.column ?? "name", isPrefix)));
  }

  #expression(sought: readonly string[]): string {
    const wanted = [...sought, ...this.#filters].join(" AND ");
    return this.#excluded.reduce(
      (expression, term) => `(${expression}) NOT ${expressionOf(term, term.column, false)}`,
      wanted,
    );
  }

  #matching(expression: string, limit: number): number[] {
    const { sql, values } = allOf(this.#conditions);
    if (this.#conditions.length === 0) {
      return this.#ids("select rowid as id from presets_fts where presets_fts match ? limit ?", [
        expression,
        limit,
      ]);
    }
    return this.#ids(
      `select s.id from presets_fts f cross join presets s on s.id = f.rowid
        where f.presets_fts match ? and ${sql} limit ?`,
      [expression, ...values, limit],
    );
  }

  #notHidden(ids: readonly number[]): number[] {
    return this.#ids(
      `select s.id from json_each(?) as wanted cross join presets s on s.id = wanted.value where ${NOT_OF_HIDDEN}`,
      [JSON.stringify(ids)],
    );
  }

  #ids(sql: string, values: readonly SqlValue[]): number[] {
    const { ids } = this.#db.prepare(`select json_group_array(id) as ids from (${sql})`).get(...values)!;
    return fromJson<number[]>(ids)!;
  }

  #rank(ids: readonly number[]): Answer[] {
    const scoreOf = entryScorer(this.#sought.map(soughtTerm));
    const presets = readRankedPresets(this.#db, ids);
    return [...presets].map(([rowId, preset]) => ({
      rowId,
      preset,
      score: scoreOf(rankingEntry(rowId, preset)),
    }))
      .sort(compareAnswers);
  }
}

/** A preset with its score. */
interface Answer {
  readonly rowId: number;
  readonly preset: RankedPreset;
  readonly score: number;
}

function* withScores(db: DatabaseSync, answers: readonly Answer[]): Generator<FoundPresetEntry> {
  const rows = readInBatches(db, answers.map(({ rowId }) => rowId));
  let index = 0;
  for (const entry of rows) yield { ...entry, score: Math.round(answers[index++]!.score * 1000) / 1000 };
}

/** The best first; of equal ones short names, then by name and plugin. */
function compareAnswers(a: Answer, b: Answer): number {
  const [left, right] = [a.preset.entry, b.preset.entry];
  return b.score - a.score || left.name.length - right.name.length || compareText(left.name, right.name) ||
    compareText(left.pluginName ?? "", right.pluginName ?? "") || compareText(left.id, right.id);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A preset as ranking sees plugins: its plugin and author are to it what a vendor is to a plugin, its tags are its kind. */
function rankingEntry(id: number, { entry, vendor }: RankedPreset): SearchEntry {
  const { name, pluginName = "", author, tags } = entry;
  const words = wordsOf(name);
  return {
    id,
    nameKey: words.join(""),
    vendorKey: "",
    words: {
      name: words.join(" "),
      vendor: wordsOf(`${pluginName} ${author} ${vendor}`).join(" "),
      kind: tags.flatMap(wordsOf).join(" "),
    },
    format: "",
    isInstrument: false,
  };
}

function soughtTerm({ key, column, isPhrase }: PresetTerm): SoughtTerm {
  return {
    key,
    readings: [{ key, cost: 0, isPrefix: !isPhrase }],
    kinds: [],
    field: column === "name" ? "name" : column === undefined || column === "tags" ? undefined : "vendor",
  };
}

/** Names of columns that people type before a word. */
const COLUMNS: ReadonlyMap<string, PresetColumn> = new Map([
  ...PRESET_COLUMNS.map((column) => [column, column] as const),
  ["tag", "tags"],
]);

/** Terms that count. */
const MOST_TERMS = 24;

/** Words, phrases in quotes, `column:word`, and any of these after a `-`; what has no letter or digit says nothing. */
function termsOf(typed: string): PresetTerm[] {
  const terms: PresetTerm[] = [];
  for (const [, minus, name = "", phrase, word = ""] of typed.matchAll(TERM)) {
    const column = COLUMNS.get(name.toLowerCase());
    const said = phrase ?? word;
    const text = column === undefined && name !== "" ? `${name} ${said}` : said;
    const words = wordsOf(text);
    if (words.length === 0) continue;
    terms.push({
      words,
      typedWords: typedWordsOf(text),
      key: keyOf(text),
      isPhrase: phrase !== undefined,
      isExcluded: minus !== "",
      ...(column === undefined ? {} : { column }),
    });
  }
  return terms.slice(0, MOST_TERMS);
}

const TERM = /(-?)(?:(\p{L}+):)?(?:"([^"]*)"|([^\s"]+))/gu;

/** The operand of FTS5 that finds a term: its words side by side, as typed, or run together. */
function expressionOf(
  { words, typedWords, key, isPhrase, splits = [] }: PresetTerm,
  column: PresetColumn | undefined,
  isPrefix: boolean,
): string {
  const goesOn = isPrefix && !isPhrase;
  const forms = new Set([words.join(" "), typedWords.join(" "), ...isPhrase ? [] : [key]]);
  const parts = [...forms].map((form) => `"${form}"${goesOn ? "*" : ""}`);
  const all = [...parts, ...splits.map((split) => `"${split.join(" ")}"`)].join(" OR ");
  return column === undefined ? `(${all})` : `${column} : (${all})`;
}

/** The term, also as two words: "supersaw" may be written "super saw". */
function withSplits(term: PresetTerm): PresetTerm {
  return term.isPhrase ? term : { ...term, splits: splitsOf(term.key) };
}
