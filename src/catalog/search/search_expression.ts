import { CATEGORIES, categoriesCalled } from "../../model/kinds/kind_words.ts";
import type { TextTerm } from "../../model/search/search_query.ts";
import type { Reading, SoughtTerm } from "../../model/search/search_ranking.ts";
import { TEXT_FIELDS, type TextField, textFields } from "../../model/search/text_fields.ts";
import { keyOf, typedWordsOf, wordsOf } from "../../model/search/search_text.ts";
import { markedFile, markedKind, SHORTEST_FILE_RUN } from "../plugins/index_marks.ts";

/** A term that has something to look for, in the forms that the indexes know. */
export interface IndexedTerm extends SoughtTerm {
  /** As it was typed, for messages. */
  readonly text: string;
  /** Apart where the person typed something between them. */
  readonly typedWords: readonly string[];
  /** Apart as in the indexes. */
  readonly words: readonly string[];
  readonly isPrefix: boolean;
  readonly isPhrase: boolean;
  /** Whether it is half of a word that was taken for two; such halves are not looked for in contents. */
  readonly isPart?: boolean;
}

/** Of such words every part of their texts is in the indexes already. */
// deno-lint-ignore no-control-regex
const ASCII = /^[\x00-\x7f]*$/;

/** Shortest word whose beginning alone is looked for among parameters and presets, which are many. */
const SHORTEST_CONTENT_PREFIX = 4;

/** Shortest beginning of a category's name that means it. */
const SHORTEST_KIND_PREFIX = 3;

/**
 * A term in the forms that the indexes hold.
 *
 * @returns `undefined` for a term without a letter or digit.
 */
export function indexedTerm(term: TextTerm): IndexedTerm | undefined {
  const key = keyOf(term.text);
  if (key === "") return undefined;
  const typedWords = typedWordsOf(term.text);
  const { isPrefix, isPhrase, field, text } = term;
  return {
    key,
    text,
    typedWords,
    words: wordsOf(text),
    isPrefix,
    isPhrase,
    field,
    readings: [{ key, cost: 0, isPrefix }],
    kinds: field === undefined ? kindsOf(typedWords.join(""), isPrefix) : [],
  };
}

/** The term with a last word that may go on. */
export function begunTerm(term: IndexedTerm): IndexedTerm {
  return {
    ...term,
    isPrefix: true,
    readings: [{ key: term.key, cost: 0, isPrefix: true }],
    kinds: term.field === undefined ? kindsOf(term.typedWords.join(""), true) : [],
  };
}

/** Terms that are also read run together with each other; with more of them that would be too many words. */
const MOST_JOINED = 6;

/**
 * The terms, each also read run together with any other one: "de esser" may be
 * written "deesser". Their order plays no part, as everywhere.
 */
export function withNeighbours(terms: readonly IndexedTerm[]): readonly IndexedTerm[] {
  const joinable = terms.filter(({ isPhrase }) => !isPhrase);
  if (joinable.length < 2 || joinable.length > MOST_JOINED) return terms;
  return terms.map((term) => {
    if (term.isPhrase) return term;
    const keys = joinable.filter((other) => other !== term)
      .flatMap((other) => [term.key + other.key, other.key + term.key]);
    const { isPrefix } = term;
    return {
      ...term,
      readings: [...term.readings, ...[...new Set(keys)].map((key) => ({ key, cost: 0, isPrefix }))],
      kinds: [...new Set([...term.kinds, ...keys.flatMap((key) => kindsOf(key, false))])],
    };
  });
}

/** One word that stands for a term or for several. */
export function wordTerm(term: IndexedTerm, key: string): IndexedTerm {
  const { isPrefix } = term;
  return {
    ...term,
    key,
    typedWords: [key],
    words: [key],
    kinds: kindsOf(key, isPrefix),
    readings: [{ key, cost: 0, isPrefix }],
  };
}

/** The kinds that a word names, also by the beginning of a category. */
function kindsOf(word: string, isPrefix: boolean): string[] {
  const begun = isPrefix && word.length >= SHORTEST_KIND_PREFIX
    ? CATEGORIES.filter((category) => run(category).startsWith(word))
    : [];
  return [...new Set([...categoriesCalled(word), ...begun])].map(run);
}

/** The operand of FTS5 that finds a term in names, vendors and kinds. */
export function nameExpression(term: IndexedTerm): string {
  const parts = term.readings.map(({ key, isPrefix }) => quoted([key], isPrefix));
  // Part of a text that is written without spaces.
  if (term.words.length > 1 && !ASCII.test(term.key)) parts.push(quoted(term.words, term.isPrefix));
  if (term.typedWords.length > 1) {
    parts.push(quoted(term.typedWords, term.isPrefix));
    // "lsp-plugins" of "Plugins by LSP".
    if (!term.isPhrase) {
      parts.push(`(${allOf(term.typedWords.map((word) => quoted([word], term.isPrefix)))})`);
    }
  }
  if (term.field !== undefined) return `${columnsOf(term.field)} : (${parts.join(" OR ")})`;
  return either([...parts, ...kindExpressions(term)]);
}

/** The term's word and its kinds, as marked words. */
function kindExpressions({ key, kinds }: IndexedTerm): string[] {
  return [...new Set([key, ...kinds])].map((kind) => quoted([markedKind(kind)], false));
}

/** The filter of FTS5 for a field's columns. */
function columnsOf(field: TextField): string {
  return `{${TEXT_FIELDS[field].columns.join(" ")}}`;
}

function either(parts: readonly string[]): string {
  return parts.length === 1 ? parts[0]! : `(${parts.join(" OR ")})`;
}

/** Columns of contents that a word without a field is looked for in. */
const CONTENT_COLUMNS = ["title", ...textFields("contents").flatMap(({ columns }) => columns)];

/** The operand of FTS5 that finds a term anywhere; whole words only, unless `withPrefix`. */
export function contentExpression(term: IndexedTerm, withPrefix = false): string {
  const isPrefix = withPrefix && term.isPrefix && term.key.length >= SHORTEST_CONTENT_PREFIX;
  const apart = term.isPhrase ? [] : splitsOf(term.key).map((words) => quoted(words, false));
  const parts = [quoted(term.words, isPrefix), ...apart];
  if (term.words.length > 1) parts.push(quoted([term.key], isPrefix));
  if (term.field !== undefined) return `${columnsOf(term.field)} : ${either(parts)}`;
  for (const { key } of term.readings) if (key !== term.key) parts.push(quoted([key], isPrefix));
  return `{${CONTENT_COLUMNS.join(" ")}} : ${either([...parts, ...kindExpressions(term)])}`;
}

/** The operand of FTS5 that finds a term in the names of files. */
export function fileExpression(term: IndexedTerm): string {
  const apart = [...new Set([term.typedWords, term.words].map((words) => quoted(words, true)))];
  return `file : ${either(isFileRun(term) ? [...apart, fileRun(term)] : apart)}`;
}

/** The operand of FTS5 that finds the names of files that begin with a term run together. */
export function fileRunExpression(term: IndexedTerm): string {
  return `file : ${fileRun(term)}`;
}

/** Whether a term is long enough for {@linkcode fileRunExpression}. */
export function isFileRun({ key }: IndexedTerm): boolean {
  return key.length >= SHORTEST_FILE_RUN;
}

function fileRun({ key }: IndexedTerm): string {
  return quoted([markedFile(key)], true);
}

/** Whether looking for beginnings too could find more. */
export function hasContentPrefix({ isPrefix, key }: IndexedTerm): boolean {
  return isPrefix && key.length >= SHORTEST_CONTENT_PREFIX;
}

/** All operands at once. */
export function allOf(expressions: readonly string[]): string {
  return expressions.join(" AND ");
}

const SHORTEST_SPLIT = 5;
const SHORTEST_PART = 2;

/** All ways to take a word for two. */
export function splitsOf(key: string): [string, string][] {
  if (key.length < SHORTEST_SPLIT) return [];
  const splits: [string, string][] = [];
  for (let at = SHORTEST_PART; at <= key.length - SHORTEST_PART; at++) {
    // Never between the halves of a character.
    if (key.charCodeAt(at) >= 0xdc00 && key.charCodeAt(at) < 0xe000) continue;
    splits.push([key.slice(0, at), key.slice(at)]);
  }
  return splits;
}

/** A term that stands for others. */
export function withReadings(term: IndexedTerm, readings: readonly Reading[]): IndexedTerm {
  return { ...term, readings };
}

/** Letters and digits only, so nothing that FTS5 takes for its own is ever in a string of it. */
function quoted(words: readonly string[], isPrefix: boolean): string {
  return `"${words.join(" ")}"${isPrefix ? "*" : ""}`;
}

function run(category: string): string {
  return category.replaceAll("-", "");
}
