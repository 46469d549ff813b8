import type { DatabaseSync } from "node:sqlite";
import type { FoundPresetEntry } from "../../model/documents/presets/preset_documents.ts";
import { entryScorer, type SearchEntry, type SoughtTerm } from "../../model/search/search_ranking.ts";
import { wordsOf } from "../../model/search/search_text.ts";
import { isAnyHidden } from "../curation/hidden.ts";
import { fromJson, type SqlValue } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import {
  allOf,
  NOT_OF_HIDDEN,
  type PresetCondition,
  searchConditions,
  searchExpressions,
} from "./preset_filter.ts";
import { type PresetListOptions, readInBatches } from "./list_presets.ts";
import { type RankedPreset, readRankedPresets } from "./read_presets.ts";
import { allTerms, expressionOf, type PresetTerm, termsOf, withSplits } from "./preset_terms.ts";

/** Presets that are counted, and ranked at once; of more, those are ranked that are likely to be the best. */
const MOST_COUNTED = 200;

/** Presets of each way to find the likeliest, and the end of the last page that they are enough for. */
const MOST_LIKELY = 100;

/** A search for presets, the best first. */
export interface PresetSearchOptions extends Omit<PresetListOptions, "order"> {
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
    const first = this.#first();
    const isAllFound = first.length <= MOST_COUNTED;
    const isPage = limit !== undefined && offset + limit <= MOST_LIKELY && !isReversed;
    const all = isAllFound
      ? first
      : isPage
      ? first.slice(0, MOST_COUNTED)
      : this.#find(this.#sought, true, -1);
    const shown = this.#withoutHidden(all);
    const ranked = this.#rank(isAllFound ? shown : this.#likeliest(first));
    if (!isAllFound && !isPage) ranked.push(...this.#rankRest(shown, ranked));
    if (isReversed) ranked.reverse();
    const page = ranked.slice(offset, limit === undefined ? undefined : offset + limit);
    return {
      total: shown.length,
      hidden: all.length - shown.length,
      isTotalExact: isAllFound || !isPage,
      presets: withScores(this.#db, page),
    };
  }

  /**
   * As many as are counted, and one more if there are more. Whole words first:
   * SQLite reads all of what begins with a word before it gives the first.
   */
  #first(): number[] {
    const whole = this.#find(this.#sought, false, MOST_COUNTED + 1);
    if (whole.length > MOST_COUNTED) return whole;
    const begun = this.#find(this.#sought, true, MOST_COUNTED + 1);
    if (begun.length > 0) return begun;
    return this.#find(this.#sought.map(withSplits), true, MOST_COUNTED + 1);
  }

  #find(terms: readonly PresetTerm[], isPrefix: boolean, limit: number): number[] {
    const expressions = terms.map((term) => expressionOf(term, term.column, isPrefix));
    return this.#matching(this.#expression(expressions), limit);
  }

  /** Those that may be the best of very many: called as typed or beginning so, with the words in the name, and others. */
  #likeliest(found: readonly number[]): readonly number[] {
    const inNames = this.#sought.map((term) => expressionOf(term, term.column ?? "name", false));
    const ids = new Set([...this.#named(), ...this.#matching(this.#expression(inNames), MOST_LIKELY)]);
    for (const id of found) if (ids.size < MOST_LIKELY) ids.add(id);
    return this.#withoutHidden([...ids]);
  }

  /** Those that were ranked at once stay where they are when more are asked for, so that pages go on. */
  #rankRest(shown: readonly number[], ranked: readonly Answer[]): Answer[] {
    const known = new Set(ranked.map(({ rowId }) => rowId));
    const least = ranked.at(-1)?.score ?? 1;
    return this.#rank(shown.filter((id) => !known.has(id)))
      .map((answer) => ({ ...answer, score: Math.min(answer.score, least) }));
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
        order by s.name collate nocase, s.public_id limit ${MOST_LIKELY}`,
      [typed, `${typed}\u{10ffff}`, ...values],
    );
  }

  #expression(sought: readonly string[]): string {
    return allTerms([...sought, ...this.#filters], this.#excluded);
  }

  #matching(expression: string, limit: number): number[] {
    const { sql, values } = allOf(this.#conditions);
    if (this.#conditions.length === 0) {
      return this.#ids("select rowid as id from presets_fts where presets_fts match ? limit ?", [
        expression,
        limit,
      ]);
    }
    // Few are missing.
    if (this.#options.filter.isMissing === true) {
      return this.#ids(
        `select s.id from presets s indexed by presets_missing_idx where ${sql}
           and s.id in (select rowid from presets_fts where presets_fts match ?) limit ?`,
        [...values, expression, limit],
      );
    }
    return this.#ids(
      `select s.id from presets_fts f cross join presets s on s.id = f.rowid
        where f.presets_fts match ? and ${sql} limit ?`,
      [expression, ...values, limit],
    );
  }

  #withoutHidden(ids: readonly number[]): readonly number[] {
    if (!this.#leavesOutHidden) return ids;
    return this.#ids(
      `select s.id from json_each(?) as wanted cross join presets s on s.id = wanted.value where ${NOT_OF_HIDDEN}`,
      [JSON.stringify(ids)],
    );
  }

  /** Filters make few different statements, which are kept. */
  #ids(sql: string, values: readonly SqlValue[]): number[] {
    const { ids } = statement(this.#db, `select json_group_array(id) as ids from (${sql})`).get(...values)!;
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
