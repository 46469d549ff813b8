/** Lines around a change that are shown with it. */
const CONTEXT = 2;

/** Most comparisons of lines where none is unique; beyond, all of them count as changed. */
const MOST_COMPARISONS = 1_000_000;

/** A line of a difference: of both texts, of the old one, or of the new one. */
type DiffLine = readonly [sign: " " | "-" | "+", text: string];

/**
 * The difference of two texts in the unified format of `diff -u`, without its
 * head; empty for the same text.
 */
export function textDiff(before: string, after: string): string[] {
  const lines = [...compare(linesOf(before), linesOf(after))];
  const isShown = lines.map(() => false);
  for (const [index, [sign]] of lines.entries()) {
    if (sign === " ") continue;
    for (let at = Math.max(0, index - CONTEXT); at <= Math.min(lines.length - 1, index + CONTEXT); at++) {
      isShown[at] = true;
    }
  }
  const shown: string[] = [];
  const line = { old: 1, new: 1 };
  for (const [index, [sign, text]] of lines.entries()) {
    if (isShown[index] && !isShown[index - 1]) shown.push(`@@ -${line.old} +${line.new} @@`);
    if (isShown[index]) shown.push(sign + text);
    if (sign !== "+") line.old++;
    if (sign !== "-") line.new++;
  }
  return shown;
}

function linesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/**
 * Compares by the lines that both have once each, in the longest run that has
 * one order (patience diff), then the lines between them.
 */
function* compare(a: readonly string[], b: readonly string[]): Generator<DiffLine> {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  for (const line of a.slice(0, start)) yield [" ", line];
  yield* compareMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end));
  for (const line of a.slice(a.length - end)) yield [" ", line];
}

function* compareMiddle(a: readonly string[], b: readonly string[]): Generator<DiffLine> {
  const anchors = a.length === 0 || b.length === 0 ? [] : uniqueAnchors(a, b);
  if (anchors.length === 0) return yield* compareAll(a, b);
  let [left, right] = [0, 0];
  for (const [x, y] of anchors) {
    yield* compare(a.slice(left, x), b.slice(right, y));
    yield [" ", a[x]!];
    [left, right] = [x + 1, y + 1];
  }
  yield* compare(a.slice(left), b.slice(right));
}

/** Places of lines that both texts have once, in ascending order on both sides. */
function uniqueAnchors(a: readonly string[], b: readonly string[]): [number, number][] {
  const inA = uniqueLines(a);
  const pairs = [...uniqueLines(b)].flatMap(([line, y]): [number, number][] => {
    const x = inA.get(line);
    return x === undefined ? [] : [[x, y]];
  }).sort(([x], [other]) => x - other);
  // The longest ascending run: the piles of a game of patience.
  const piles: { readonly pair: [number, number]; readonly below: unknown }[] = [];
  for (const pair of pairs) {
    let low = 0;
    for (let high = piles.length; low < high;) {
      const middle = (low + high) >> 1;
      if (piles[middle]!.pair[1] < pair[1]) low = middle + 1;
      else high = middle;
    }
    piles[low] = { pair, below: piles[low - 1] };
  }
  const run: [number, number][] = [];
  for (let top = piles.at(-1); top !== undefined; top = top.below as typeof top) run.push(top.pair);
  return run.reverse();
}

function uniqueLines(lines: readonly string[]): Map<string, number> {
  const counts = Map.groupBy(lines.keys(), (index) => lines[index]!);
  return new Map(
    [...counts].flatMap(([line, [index, other]]) => other === undefined ? [[line, index!]] : []),
  );
}

/** The longest common run of lines, by comparing each with each. */
function* compareAll(a: readonly string[], b: readonly string[]): Generator<DiffLine> {
  const width = b.length + 1;
  const isSmall = a.length * b.length <= MOST_COMPARISONS;
  const lengths = new Uint32Array(isSmall ? (a.length + 1) * width : 0);
  for (let x = a.length - 1; isSmall && x >= 0; x--) {
    for (let y = b.length - 1; y >= 0; y--) {
      lengths[x * width + y] = a[x] === b[y]
        ? lengths[(x + 1) * width + y + 1]! + 1
        : Math.max(lengths[(x + 1) * width + y]!, lengths[x * width + y + 1]!);
    }
  }
  let [x, y] = [0, 0];
  while (isSmall && x < a.length && y < b.length) {
    if (a[x] === b[y]) {
      yield [" ", a[x]!];
      [x, y] = [x + 1, y + 1];
    } else if (lengths[(x + 1) * width + y]! >= lengths[x * width + y + 1]!) yield ["-", a[x++]!];
    else yield ["+", b[y++]!];
  }
  for (; x < a.length; x++) yield ["-", a[x]!];
  for (; y < b.length; y++) yield ["+", b[y]!];
}
