// Measures what the project promises and prints it beside the promise. Times
// are ratios of runs made in turn, so that a noisy machine does not matter.
import { foundationResults } from "./bench/foundation.ts";
import { lv2Results } from "./bench/lv2.ts";
import type { Result } from "./bench/measure.ts";

async function* allResults(): AsyncGenerator<Result> {
  yield* foundationResults();
  yield* lv2Results();
}

let allKept = true;
for await (const { name, value, promise, isKept } of allResults()) {
  allKept &&= isKept;
  console.log(`${isKept ? "kept  " : "BROKEN"}  ${name}: ${value}; ${promise}`);
}
Deno.exit(allKept ? 0 : 1);
