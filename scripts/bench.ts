// Measures the project's promises and prints each value beside its promise.
// Times are ratios of runs made in turn, so that a noisy machine does not
// matter.
import { confinementResults } from "./bench/confinement.ts";
import { catalogResults } from "./bench/catalog.ts";
import { commandLineResults } from "./bench/command_line.ts";
import { compiledResults } from "./bench/compiled.ts";
import { foundationResults } from "./bench/foundation.ts";
import { importResults } from "./bench/import.ts";
import { ladspaResults } from "./bench/ladspa.ts";
import { lv2Results } from "./bench/lv2.ts";
import { searchResults } from "./bench/search.ts";
import { scannerResults } from "./bench/scanner.ts";

/** The suites; arguments select some of them by name. */
const SUITES = {
  foundation: foundationResults,
  confinement: confinementResults,
  catalog: catalogResults,
  compiled: compiledResults,
  import: importResults,
  "command-line": commandLineResults,
  ladspa: ladspaResults,
  lv2: lv2Results,
  search: searchResults,
  scanner: scannerResults,
};

let allKept = true;
for (const [suite, results] of Object.entries(SUITES)) {
  if (Deno.args.length > 0 && !Deno.args.includes(suite)) continue;
  for await (const { name, value, promise, isKept } of results()) {
    allKept &&= isKept;
    console.log(`${isKept ? "kept  " : "BROKEN"}  ${name}: ${value}; ${promise}`);
  }
}
Deno.exit(allKept ? 0 : 1);
