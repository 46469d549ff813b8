/** A comparison of two actions measured in turn, so that a slow moment of the machine affects both. */
export interface Comparison {
  /** Medians, in milliseconds. */
  readonly measuredMs: number;
  readonly baselineMs: number;
  /** Median of the ratios of each pair. */
  readonly ratio: number;
}

/** Runs both in turn, after one round that does not count. */
export async function compare(
  rounds: number,
  measured: () => Promise<void>,
  baseline: () => Promise<void>,
): Promise<Comparison> {
  await measured();
  await baseline();
  const pairs: [number, number][] = [];
  for (let i = 0; i < rounds; i++) pairs.push([await timeMs(measured), await timeMs(baseline)]);
  return {
    measuredMs: median(pairs.map(([ms]) => ms)),
    baselineMs: median(pairs.map(([, ms]) => ms)),
    ratio: median(pairs.map(([a, b]) => a / b)),
  };
}

/** The time that an action takes, in milliseconds. */
export async function timeMs(action: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** The middle value; of an even number, the upper one of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** One promise of the project, as measured. */
export interface Result {
  readonly name: string;
  readonly value: string;
  readonly promise: string;
  readonly isKept: boolean;
}

/** A ratio of two times, with the promised maximum. */
export function ratioResult(name: string, comparison: Comparison, promised: number): Result {
  const { measuredMs, baselineMs, ratio } = comparison;
  return {
    name,
    value: `${ratio.toFixed(2)} x (${measuredMs.toFixed(1)} against ${baselineMs.toFixed(1)} ms)`,
    promise: `at most ${promised} x`,
    isKept: ratio <= promised,
  };
}
