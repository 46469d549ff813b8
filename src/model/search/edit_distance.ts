/** Distances of a typed word. */
export interface EditDistance {
  /** To the whole other word. */
  readonly whole: number;
  /** To the nearest beginning of it. */
  readonly prefix: number;
}

/** Rows of the table that is filled for two words, kept for the next two; its size is the longest word. */
const KEPT = 128;
const ROWS = [new Uint16Array(KEPT), new Uint16Array(KEPT), new Uint16Array(KEPT)];

/**
 * Letters to insert, delete, replace or swap with their neighbour until one
 * word is the other or a beginning of it: optimal string alignment.
 */
export function editDistances(typed: string, word: string): EditDistance {
  const width = word.length + 1;
  let [beforeLast, last, row] = width <= KEPT ? ROWS : ROWS.map(() => new Uint16Array(width));
  for (let j = 0; j < width; j++) last![j] = j;
  for (let i = 1; i <= typed.length; i++) {
    fillRow(row!, last!, beforeLast!, typed, word, i);
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  let prefix = last![0]!;
  for (let j = 1; j < width; j++) if (last![j]! < prefix) prefix = last![j]!;
  return { whole: last![width - 1]!, prefix };
}

function fillRow(
  row: Uint16Array,
  last: Uint16Array,
  beforeLast: Uint16Array,
  typed: string,
  word: string,
  i: number,
): void {
  const letter = typed.charCodeAt(i - 1);
  const letterBefore = i > 1 ? typed.charCodeAt(i - 2) : -1;
  let left = i;
  row[0] = i;
  for (let j = 1; j <= word.length; j++) {
    const other = word.charCodeAt(j - 1);
    let least = last[j - 1]! + (letter === other ? 0 : 1);
    if (last[j]! + 1 < least) least = last[j]! + 1;
    if (left + 1 < least) least = left + 1;
    if (
      j > 1 && letterBefore === other && letter === word.charCodeAt(j - 2) && beforeLast[j - 2]! + 1 < least
    ) {
      least = beforeLast[j - 2]! + 1;
    }
    row[j] = left = least;
  }
}

/** The distance to the whole word. */
export function editDistance(a: string, b: string): number {
  return editDistances(a, b).whole;
}
