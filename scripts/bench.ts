// Measures what the project promises and prints it beside the promise. Times
// are ratios of runs made in turn, so that a noisy machine does not matter.
import { confinementResults } from "./bench/confinement.ts";
import { foundationResults } from "./bench/foundation.ts";

let allKept = true;
for (const results of [foundationResults(), confinementResults()]) {
  for await (const { name, value, promise, isKept } of results) {
    allKept &&= isKept;
    console.log(`${isKept ? "kept  " : "BROKEN"}  ${name}: ${value}; ${promise}`);
  }
}
Deno.exit(allKept ? 0 : 1);
