// What the confinement costs and loses; a part of `deno task bench` by itself.
import { confinementResults } from "./bench/confinement.ts";

let allKept = true;
for await (const { name, value, promise, isKept } of confinementResults()) {
  allKept &&= isKept;
  console.log(`${isKept ? "kept  " : "BROKEN"}  ${name}: ${value}; ${promise}`);
}
Deno.exit(allKept ? 0 : 1);
