import { editDistance } from "./edit_distance.ts";

/**
 * The closest known word, for "did you mean"; `undefined` if none is close.
 *
 * The start of a word counts as near, and so does a word with at most one
 * mistake in three letters.
 */
export function closestWord(typed: string, words: readonly string[]): string | undefined {
  const start = typed.toLowerCase();
  let closest: string | undefined;
  let smallest = Math.max(1, Math.floor(typed.length / 3));
  for (const word of words) {
    const distance = editDistance(start, word.toLowerCase());
    if (distance > smallest || (distance === smallest && closest !== undefined)) continue;
    closest = word;
    smallest = distance;
  }
  return closest ?? words.find((word) => typed.length > 1 && word.toLowerCase().startsWith(start));
}
