import { keyOf, wordsOf } from "./search_text.ts";

/** Where in a text something was found: from and to, in UTF-16 units as programs count them. */
export type TextRange = [from: number, to: number];

/** What is looked for in a text, run together. */
export interface SoughtKey {
  readonly key: string;
  /** Whether the beginning of a word is enough. */
  readonly isPrefix: boolean;
}

/** The places of a text that have what was looked for, in order and apart; none where it has nothing of it. */
export function matchText(text: string, sought: readonly SoughtKey[]): TextRange[] {
  const { key, from, to } = keyWithOffsets(text);
  const boundaries = boundariesOf(text);
  const ranges: TextRange[] = [];
  for (const { key: needle, isPrefix } of sought) {
    for (const start of boundaries) {
      const end = start + needle.length;
      if (needle === "" || !key.startsWith(needle, start) || !(isPrefix || boundaries.has(end))) continue;
      ranges.push([from[start]!, to[end - 1]!]);
    }
  }
  return merged(ranges);
}

function boundariesOf(text: string): Set<number> {
  let at = 0;
  return new Set([0, ...wordsOf(text).map((word) => at += word.length)]);
}

/** The text run together, and where each unit of that comes from. */
function keyWithOffsets(text: string): { key: string; from: number[]; to: number[] } {
  let key = "";
  let at = 0;
  const from: number[] = [];
  const to: number[] = [];
  for (const character of text) {
    const next = at + character.length;
    const folded = keyOf(character);
    for (let i = 0; i < folded.length; i++) {
      from.push(at);
      to.push(next);
    }
    key += folded;
    at = next;
  }
  return { key, from, to };
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
