import { initialOf, keyOf, wordsOf } from "./search_text.ts";

/** Where in a text something was found: from and to, in UTF-16 units as programs count them. */
export type TextRange = [from: number, to: number];

/** A searched word, run together. */
export interface SoughtKey {
  readonly key: string;
  /** Whether the beginning of a word is enough. */
  readonly isPrefix: boolean;
}

/** Whether a text has any of the sought keys. */
export function hasText(text: string, sought: readonly SoughtKey[]): boolean {
  return findPlaces(text, sought).length > 0;
}

/** The places of the sought keys in a text, in order and without overlap. */
export function matchText(text: string, sought: readonly SoughtKey[]): TextRange[] {
  const places = findPlaces(text, sought);
  if (places.length === 0) return [];
  const { from, to } = offsetsOf(text);
  return merged(places.map(([start, end]) => [from[start]!, to[end - 1]!]));
}

/** The first letters of a text's words, and its numbers in full, if the key has them in order from the first word on. */
export function matchInitials(text: string, key: string): TextRange[] {
  const words = wordsOf(text);
  if (key.length < 2 || words.length < 2 || key[0] !== words[0]![0]) return [];
  const initials: [start: number, end: number][] = [];
  let at = 0;
  let start = 0;
  for (const word of words) {
    if (at === key.length) break;
    const initial = initialOf(word);
    if (!key.startsWith(initial, at)) return [];
    at += initial.length;
    initials.push([start, start + initial.length]);
    start += word.length;
  }
  if (at < key.length) return [];
  const { from, to } = offsetsOf(text);
  return initials.map(([start, end]) => [from[start]!, to[end - 1]!]);
}

/** Where the keys are in the text run together, each from the start of a word on. */
function findPlaces(text: string, sought: readonly SoughtKey[]): [start: number, end: number][] {
  const key = keyOf(text);
  // Most texts have none of the keys, and their words need not be found.
  const present = sought.filter(({ key: needle }) => needle !== "" && key.includes(needle));
  if (present.length === 0) return [];
  const boundaries = boundariesOf(wordsOf(text));
  const places: [start: number, end: number][] = [];
  for (const { key: needle, isPrefix } of present) {
    for (const start of boundaries) {
      const end = start + needle.length;
      if (key.startsWith(needle, start) && (isPrefix || boundaries.includes(end))) places.push([start, end]);
    }
  }
  return places;
}

function boundariesOf(words: readonly string[]): number[] {
  let at = 0;
  return [0, ...words.map((word) => at += word.length)];
}

/** Letters of which several make one syllable. */
const JAMO = /[\p{sc=Hang}--[\uac00-\ud7a3]]/v;

/** Where each unit of the text run together comes from. */
function offsetsOf(text: string): { from: number[]; to: number[] } {
  let at = 0;
  const from: number[] = [];
  const to: number[] = [];
  const areComposed = JAMO.test(text);
  for (const character of text) {
    const next = at + character.length;
    const length = areComposed ? keyOf(text.slice(0, next)).length : from.length + keyOf(character).length;
    // A letter that went into the syllable before it.
    if (length === from.length && length > 0 && JAMO.test(character)) to[length - 1] = next;
    while (from.length < length) {
      from.push(at);
      to.push(next);
    }
    at = next;
  }
  return { from, to };
}

function merged(ranges: readonly TextRange[]): TextRange[] {
  const result: TextRange[] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = result.at(-1);
    if (last === undefined || from > last[1]) result.push([from, to]);
    else last[1] = Math.max(last[1], to);
  }
  return result;
}
