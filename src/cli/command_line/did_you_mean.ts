import { closestWord } from "../../model/search/closest_word.ts";

/** The hint for a misspelt word: the nearest known one; `undefined` when none is near. */
export function didYouMean(typed: string, words: readonly string[]): string | undefined {
  const closest = closestWord(typed, words);
  return closest === undefined ? undefined : `Did you mean "${closest}"?`;
}
