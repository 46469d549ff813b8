import { keyOf, typedWordsOf, wordsOf } from "../../model/search/search_text.ts";
import { splitsOf } from "../search/search_expression.ts";
import { PRESET_COLUMNS, type PresetColumn } from "./rows/preset_index.ts";

/** Something to look for. */
export interface PresetTerm {
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

/** Names of columns that people type before a word. */
const COLUMNS: ReadonlyMap<string, PresetColumn> = new Map([
  ...PRESET_COLUMNS.map((column) => [column, column] as const),
  ["tag", "tags"],
]);

/** Terms that count. */
const MOST_TERMS = 24;

/** Reads words, phrases in quotes, `column:word`, and any of these after a `-`; what has no letter or digit says nothing. */
export function termsOf(typed: string): PresetTerm[] {
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
export function expressionOf(
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
export function withSplits(term: PresetTerm): PresetTerm {
  return term.isPhrase ? term : { ...term, splits: splitsOf(term.key) };
}

/** An expression for what all others must match, without what excluded terms find. */
export function allTerms(wanted: readonly string[], excluded: readonly PresetTerm[]): string {
  return excluded.reduce(
    (expression, term) => `(${expression}) NOT ${expressionOf(term, term.column, false)}`,
    wanted.join(" AND "),
  );
}

/** Whether a person types something to look for, rather than only what is not wanted. */
export function hasSoughtTerm(typed: string): boolean {
  return termsOf(typed).some(({ isExcluded }) => !isExcluded);
}

/** The expression that finds all that a person does not want, where nothing else is typed. */
export function unwantedExpression(typed: string): string | undefined {
  const terms = termsOf(typed);
  if (terms.length === 0 || terms.some(({ isExcluded }) => !isExcluded)) return undefined;
  return terms.map((term) => expressionOf(term, term.column, false)).join(" OR ");
}

/** The names before a colon that are none of a column, and are searched as words. */
export function unknownFields(typed: string): string[] {
  return [...typed.matchAll(TERM)].flatMap(([, , name = "", phrase, word = ""]) => {
    // "C:/Presets" and "2:1" have no field.
    const isField = /^\p{L}{2,}$/u.test(name) && !COLUMNS.has(name.toLowerCase());
    return isField && (phrase !== undefined || !word.startsWith("/")) ? [name] : [];
  });
}

/** The expression that finds all that a person types; `undefined` where that says nothing to look for. */
export function typedExpression(typed: string): string | undefined {
  const terms = termsOf(typed);
  const sought = terms.filter(({ isExcluded }) => !isExcluded);
  if (sought.length === 0) return undefined;
  return allTerms(
    sought.map((term) => expressionOf(term, term.column, true)),
    terms.filter(({ isExcluded }) => isExcluded),
  );
}
