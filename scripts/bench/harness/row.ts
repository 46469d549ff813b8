import { type Figure, figureOf } from "./figure.ts";
import type { Fit } from "./growth.ts";

/** The bound that a row is judged by. */
export interface Limit {
  readonly kind: "at most" | "at least";
  readonly value: number;
  /** A stricter bound, hoped for. */
  readonly wanted?: number;
}

/** A number of the benchmark, judged by its ratio where it has one, else by its measured value. */
export interface MeasuredRow {
  /** The same in each run, so that runs can be compared. */
  readonly name: string;
  readonly measured: Figure;
  /** The other side, measured in turn. */
  readonly baseline?: Figure;
  /** The ratios of the pairs. */
  readonly ratio?: Figure;
  /** Whether the judged number would have become larger, had the other side not been stopped. */
  readonly isLowerBound?: boolean;
  /** Whether more is better, as of a peer's time in scans; a limit tells it as well. */
  readonly isMoreBetter?: boolean;
  readonly limit?: Limit;
  /** The work that was done, and the work that was left out. */
  readonly note?: string;
  /** The cost by the amount of work, for the plot. */
  readonly curve?: readonly Point[];
  /** The line through the curve. */
  readonly fit?: Fit;
}

/** A row that could not be measured here. */
export interface SkippedRow {
  readonly name: string;
  readonly skipped: string;
}

/** A suite that ended with an error, which counts as a broken limit. */
export interface FailedRow {
  readonly name: string;
  readonly failed: string;
}

/** A line of the benchmark's table. */
export type Row = MeasuredRow | SkippedRow | FailedRow;

/** Whether a row has a number. */
export function isMeasured<SomeRow extends Row>(row: SomeRow): row is SomeRow & MeasuredRow {
  return "measured" in row;
}

/** Whether a row leaves the run successful: a skipped one does, since its reason is told. */
export function hasPassed(row: Row): boolean {
  return isMeasured(row) ? isKept(row) !== false : !("failed" in row);
}

/** A cost at an amount of work. */
export interface Point {
  readonly work: number;
  readonly cost: Figure;
}

/** A skipped row; reasons that are written for the names of tests lose their frame. */
export function skippedRow(name: string, reason: string): SkippedRow {
  return { name, skipped: reason.trim().replace(/^\(skipped: (.*)\)$/, "$1").replace(/^skipped: /, "") };
}

/** A limit from above. */
export function atMost(value: number, wanted?: number): Limit {
  return { kind: "at most", value, ...(wanted === undefined ? {} : { wanted }) };
}

/** A limit from below. */
export function atLeast(value: number): Limit {
  return { kind: "at least", value };
}

/** The number that a row is judged by. */
export function judged(row: MeasuredRow): Figure {
  return row.ratio ?? row.measured;
}

/** Whether a number is within its limit; `undefined` without a limit. */
export function isKept(row: MeasuredRow): boolean | undefined {
  if (row.limit === undefined) return undefined;
  const { median } = judged(row);
  return row.limit.kind === "at most" ? median <= row.limit.value : median >= row.limit.value;
}

/** A row of two times that were measured in turn, judged by their ratio. */
export function ratioRow(
  name: string,
  { measured, baseline }: { measured: readonly number[]; baseline: readonly number[] },
  more: Pick<MeasuredRow, "limit" | "note" | "isMoreBetter"> = {},
): MeasuredRow {
  return {
    name,
    measured: figureOf("ms", measured),
    baseline: figureOf("ms", baseline),
    ratio: figureOf("x", measured.map((value, i) => value / baseline[i]!)),
    ...more,
  };
}
