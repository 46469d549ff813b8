import { IS_FULL_RUN } from "./counts.ts";

/** An arbitrary number that never changes. */
const FIXED_SEED = 20_261_121;

/**
 * The seed of all random inputs of the tests: the same for every run, so that a
 * commit passes or fails for everyone. `deno task stress` draws another one for
 * each test file; `PLUGINARY_TEST_SEED` names one.
 */
export const SEED: number = namedSeed() ?? (IS_FULL_RUN ? drawnSeed() : FIXED_SEED);

function namedSeed(): number | undefined {
  const text = Deno.env.get("PLUGINARY_TEST_SEED");
  if (text === undefined) return undefined;
  const seed = Number(text);
  // fast-check uses and prints seeds of this size.
  if (/^-?\d+$/.test(text) && seed === (seed | 0)) return seed;
  throw new Error(`Cannot use "${text}" of PLUGINARY_TEST_SEED: it is not a whole number of 32 bits`);
}

function drawnSeed(): number {
  return crypto.getRandomValues(new Int32Array(1))[0]!;
}
