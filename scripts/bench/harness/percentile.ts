import { median } from "./figure.ts";
import { timeMs } from "./in_turn.ts";

/** Rounds for each input; the quickest counts, since other programs also use the machine. */
const ROUNDS = 3;

/** The time that 95 of 100 inputs keep, in milliseconds, and the spread in words. */
export interface Percentile {
  readonly ms: number;
  readonly note: string;
}

/** Measures how long the work on each input takes. */
export async function percentile95<T>(
  inputs: Iterable<T>,
  run: (input: T) => Promise<unknown>,
): Promise<Percentile> {
  const times: number[] = [];
  for (const input of inputs) {
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await timeMs(() => run(input)));
    times.push(Math.min(...rounds));
  }
  times.sort((a, b) => a - b);
  return {
    ms: times[Math.floor(times.length * 0.95)]!,
    note: `the 95th of 100; median ${median(times).toFixed(1)}, slowest ${times.at(-1)!.toFixed(1)} ms`,
  };
}
