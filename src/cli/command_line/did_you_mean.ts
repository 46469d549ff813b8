import { closestWord } from "../../model/search/closest_word.ts";

/** The hint of an error in a word: the nearest one that is right; `undefined` when none is near. */
export function didYouMean(typed: string, words: readonly string[]): string | undefined {
  const closest = closestWord(typed, words);
  return closest === undefined ? undefined : `Did you mean "${closest}"?`;
}
