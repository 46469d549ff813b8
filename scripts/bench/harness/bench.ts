import type { Row } from "./row.ts";
import type { TemporaryFolder } from "../../../tests/support/temporary_folder.ts";

/** What a suite gets from the benchmark. */
export interface Bench {
  /** Whether few rounds are enough, to see that everything works. */
  readonly isQuick: boolean;
  /** A folder of the suite, removed after it. */
  readonly folder: TemporaryFolder;
}

/** Measures one part of the program. */
export type Suite = (bench: Bench) => AsyncIterable<Row>;

/** Rounds of a quick run. */
const QUICK_ROUNDS = 3;

/** The rounds to make of the usual number. */
export function roundsOf({ isQuick }: Bench, usual: number): number {
  return isQuick ? Math.min(usual, QUICK_ROUNDS) : usual;
}
