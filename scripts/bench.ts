// Measures what the project promises and prints it beside the promise. Times
// are ratios of runs made in turn, so that a noisy machine does not matter.
import { foundationResults } from "./bench/foundation.ts";

let allKept = true;
for await (const { name, value, promise, isKept } of foundationResults()) {
  allKept &&= isKept;
  console.log(`${isKept ? "kept  " : "BROKEN"}  ${name}: ${value}; ${promise}`);
}
Deno.exit(allKept ? 0 : 1);
