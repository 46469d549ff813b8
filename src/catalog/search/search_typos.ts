import type { DatabaseSync } from "node:sqlite";
import { categoriesCalled } from "../../model/kinds/kind_words.ts";
import { editDistance } from "../../model/search/edit_distance.ts";
import { mostErrors, type Reading, readingsOf } from "../../model/search/search_ranking.ts";
import type { SearchNode } from "../../model/search/search_query.ts";
import { keyOf, typedWordsOf } from "../../model/search/search_text.ts";
import { SHORTEST_TERM } from "../plugins/index_marks.ts";
import { statement } from "../sqlite/statement.ts";

/** Words that share a trigram with a typed one, which are then compared letter by letter. */
const MOST_CANDIDATES = 10_000;

/** Words that a typed one is taken for at once. */
const MOST_READINGS = 6;

/** Shortest word in which errors are looked for: nearly everything is near a shorter one. */
const SHORTEST_TYPO = 4;

/** The words of names and vendors that a word with typing errors may have been meant to be. */
export function findReadings(db: DatabaseSync, typed: string, isPrefix: boolean): Reading[] {
  if (typed.length < SHORTEST_TYPO) return [];
  const parts = trigrams(typed, isPrefix);
  // Most words have one or two typing errors, and such words are found in a quarter of the time.
  for (const [errors, near] of [[1, oneError(parts)], [2, twoErrors(parts)]] as const) {
    if (near === undefined) continue;
    const readings = readingsOf(typed, matchingTerms(db, near, typed, isPrefix), isPrefix);
    const best = readings[0]?.cost ?? Infinity;
    if (best <= (errors + OPEN_END) / (typed.length + 1)) return readings.slice(0, MOST_READINGS);
  }
  return readingsOf(typed, similarTerms(db, typed, isPrefix), isPrefix).slice(0, MOST_READINGS);
}

/** What `readingsOf` adds to the errors where the typed word may be the beginning of another, before it divides by the length. */
const OPEN_END = 0.5;

/** Words that share any trigram with the typed one. */
function similarTerms(db: DatabaseSync, typed: string, isPrefix: boolean): string[] {
  return matchingTerms(db, trigrams(typed, false).join(" OR "), typed, isPrefix);
}

/** Words by an expression of trigrams. Ranking by them would take longer than comparing the words. */
function matchingTerms(
  db: DatabaseSync,
  expression: string,
  typed: string,
  isPrefix: boolean,
): string[] {
  const errors = mostErrors(typed.length);
  const row = statement(
    db,
    `select json_group_array(t.term) as terms from
       (select rowid as id from search_terms_fts where search_terms_fts match ? limit ?) f
       cross join search_terms t on t.id = f.id
      where length(t.term) between ? and ?`,
  ).get(
    expression,
    MOST_CANDIDATES,
    typed.length - errors,
    isPrefix ? Number.MAX_SAFE_INTEGER : typed.length + errors,
  )!;
  return JSON.parse(String(row["terms"])) as string[];
}

/** The trigrams of a word with its marked beginning and, unless the word may go on, its marked end. */
function trigrams(typed: string, isPrefix: boolean): string[] {
  const characters = ["^", ...typed, ...isPrefix ? [] : ["$"]];
  const found: string[] = [];
  for (let at = 0; at + 3 <= characters.length; at++) {
    found.push(`"${characters.slice(at, at + 3).join("")}"`);
  }
  return found;
}

/** Trigrams that one error can change: two letters that change places are in four. */
const CHANGED_TRIGRAMS = 4;

/** Most stretches of a word that are told apart as the place of an error, and most trigrams elsewhere. */
const MOST_PLACES = 6;
const MOST_ELSEWHERE = 5;

/**
 * An expression that all words with one error in place of the typed one match:
 * wherever the error is, the trigrams elsewhere are unchanged.
 *
 * @returns `undefined` for a word too short to have any elsewhere.
 */
function oneError(trigrams: readonly string[]): string | undefined {
  const places = trigrams.length - CHANGED_TRIGRAMS + 1;
  const step = Math.ceil(places / MOST_PLACES);
  const unchanged: string[] = [];
  for (let at = 0; at < places; at += step) {
    const elsewhere = trigrams.toSpliced(at, CHANGED_TRIGRAMS + step - 1);
    if (elsewhere.length === 0) return undefined;
    unchanged.push(`(${evenly(elsewhere, MOST_ELSEWHERE).join(" AND ")})`);
  }
  return unchanged.length === 0 ? undefined : unchanged.join(" OR ");
}

/**
 * An expression that nearly all words with two errors match: one of three parts
 * of the word has none, unless letters changed places between two parts.
 *
 * @returns `undefined` for a word too short for three parts.
 */
function twoErrors(trigrams: readonly string[]): string | undefined {
  // Two trigrams lie across the border between two parts.
  const length = (trigrams.length - 4) / 3;
  if (length < 1) return undefined;
  const parts = [0, 1, 2].map((part) => {
    const from = Math.round(part * (length + 2));
    return trigrams.slice(from, Math.round(part * (length + 2) + length));
  });
  return parts.map((part) => `(${part.join(" AND ")})`).join(" OR ");
}

/** At most so many of the items, from all over the list. */
function evenly<T>(items: readonly T[], most: number): T[] {
  const stride = Math.max(1, items.length / most);
  return Array.from(
    { length: Math.min(most, items.length) },
    (_, index) => items[Math.floor(index * stride)]!,
  );
}

/** Suggestions for a search that finds nothing. */
const MOST_SUGGESTIONS = 3;

/** Known words close to the unknown words of a search. */
export function findSuggestions(db: DatabaseSync, query: SearchNode): string[] {
  const sought = textsIn(query).map((text) => ({ key: keyOf(text), words: typedWordsOf(text) }))
    .filter(({ key }) => key.length >= SHORTEST_TYPO && !isTerm(db, key));
  const readings = sought.flatMap(({ key, words }) => {
    // One word of "lsp-plugins" alone is not another spelling of it.
    const near = similarTerms(db, key, true)
      .filter((term) => !words.includes(term) && editDistance(key, term) <= Math.ceil(key.length / 2.5));
    return readingsOf(key, near, true);
  });
  readings.sort((a, b) => a.cost - b.cost);
  return [...new Set(readings.map(({ key }) => key))].slice(0, MOST_SUGGESTIONS);
}

/** Those words that names, vendors or kinds have, or that are too short to be told by the list of words. */
export function knownWords(db: DatabaseSync, words: readonly string[]): Set<string> {
  if (words.length === 0) return new Set();
  const row = statement(
    db,
    "select json_group_array(term) as terms from search_terms where term in (select value from json_each(?))",
  ).get(JSON.stringify(words))!;
  const isKnown = (word: string) => word.length < SHORTEST_TERM || categoriesCalled(word).length > 0;
  return new Set([...JSON.parse(String(row["terms"])) as string[], ...words.filter(isKnown)]);
}

function isTerm(db: DatabaseSync, key: string): boolean {
  return statement(db, "select 1 from search_terms where term = ?").get(key) !== undefined;
}

function textsIn(node: SearchNode): string[] {
  if (node.kind === "and" || node.kind === "or") return node.nodes.flatMap(textsIn);
  return node.kind === "text" ? [node.text] : [];
}
