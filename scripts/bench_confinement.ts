// Measures the cost of confinement; runs one part of `deno task bench` on its own.
import { confinementResults } from "./bench/confinement.ts";

let allKept = true;
for await (const { name, value, promise, isKept } of confinementResults()) {
  allKept &&= isKept;
  console.log(`${isKept ? "kept  " : "BROKEN"}  ${name}: ${value}; ${promise}`);
}
Deno.exit(allKept ? 0 : 1);
