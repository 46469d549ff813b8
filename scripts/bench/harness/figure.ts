/** The units of the benchmark's numbers; `x` is a ratio, and the units of counts are told in the row's name. */
export type Unit = "ms" | "MB" | "x" | "%" | "count" | "exponent";

/** A measured number: the median of some runs, with its spread. */
export interface Figure {
  readonly unit: Unit;
  readonly median: number;
  /** The lower and the upper quartile; the same as the median for a number that was taken once. */
  readonly low: number;
  readonly high: number;
  readonly runs: number;
}

/** The median and the quartiles of some values. */
export function figureOf(unit: Unit, values: readonly number[]): Figure {
  if (values.length === 0) throw new Error("There is no median of no values");
  const sorted = [...values].sort((a, b) => a - b);
  return {
    unit,
    median: quantile(sorted, 0.5),
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
    runs: values.length,
  };
}

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  return figureOf("count", values).median;
}

function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const [below, above] = [Math.floor(position), Math.ceil(position)];
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (position - below);
}
