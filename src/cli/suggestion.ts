/**
 * The word that was probably meant, for "did you mean"; `undefined` when none is near.
 *
 * The start of a word counts as near, and so does a word with at most one
 * mistake in three letters.
 */
export function closestWord(typed: string, words: readonly string[]): string | undefined {
  let closest: string | undefined;
  let smallest = Math.max(1, Math.floor(typed.length / 3));
  for (const word of words) {
    const distance = editDistance(typed.toLowerCase(), word.toLowerCase());
    if (distance > smallest || (distance === smallest && closest !== undefined)) continue;
    closest = word;
    smallest = distance;
  }
  return closest ?? words.find((word) => typed.length > 1 && word.startsWith(typed));
}

/** Letters to insert, delete, replace or swap with their neighbour: optimal string alignment. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, replaced);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwapped) row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
