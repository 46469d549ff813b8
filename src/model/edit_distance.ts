/** Distances of a typed word. */
export interface EditDistance {
  /** To the whole other word. */
  readonly whole: number;
  /** To the nearest beginning of it. */
  readonly prefix: number;
}

/**
 * Letters to insert, delete, replace or swap with their neighbour until one
 * word is the other or a beginning of it: optimal string alignment.
 */
export function editDistances(typed: string, word: string): EditDistance {
  const width = word.length + 1;
  let beforeLast = new Uint16Array(width);
  let last = Uint16Array.from({ length: width }, (_, j) => j);
  let row = new Uint16Array(width);
  for (let i = 1; i <= typed.length; i++) {
    row[0] = i;
    for (let j = 1; j < width; j++) {
      const replaced = last[j - 1]! + (typed[i - 1] === word[j - 1] ? 0 : 1);
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, replaced);
      const isSwapped = i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1];
      if (isSwapped) least = Math.min(least, beforeLast[j - 2]! + 1);
      row[j] = least;
    }
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return { whole: last[word.length]!, prefix: Math.min(...last) };
}

/** The distance to the whole word. */
export function editDistance(a: string, b: string): number {
  return editDistances(a, b).whole;
}
