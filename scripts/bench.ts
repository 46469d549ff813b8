// Measures the program against its limits and against other programs, and prints
// a table. Times are judged as ratios of runs made in turn, so that a noisy
// machine does not matter.
import { TemporaryFolder } from "../tests/support/temporary_folder.ts";
import type { Suite } from "./bench/harness/bench.ts";
import { type BenchOptions, BenchUsageError, parseBenchOptions } from "./bench/harness/bench_options.ts";
import { regressions } from "./bench/harness/compare_reports.ts";
import { markdownOf } from "./bench/harness/markdown.ts";
import { plotSvg } from "./bench/plot/plot.ts";
import { beginReport, describeRun, type Report, type ReportRow } from "./bench/harness/report.ts";
import { checkOutput, readReport } from "./bench/harness/report_files.ts";
import { hasPassed, type Row } from "./bench/harness/row.ts";
import { rowLines, titleLine } from "./bench/harness/table.ts";
import { catalogRows } from "./bench/suites/catalog.ts";
import { commandLineRows } from "./bench/suites/command_line.ts";
import { compiledRows } from "./bench/suites/compiled.ts";
import { confinementRows } from "./bench/suites/confinement.ts";
import { curationRows } from "./bench/suites/curation.ts";
import { foundationRows } from "./bench/suites/foundation.ts";
import { growthRows } from "./bench/suites/growth.ts";
import { importRows } from "./bench/suites/import.ts";
import { ladspaRows } from "./bench/suites/ladspa.ts";
import { largeCatalogRows } from "./bench/suites/large_catalogs.ts";
import { lv2Rows } from "./bench/suites/lv2.ts";
import { lv2PresetRows } from "./bench/suites/lv2_presets.ts";
import { pedalboardRows } from "./bench/suites/pedalboard.ts";
import { peerRows } from "./bench/suites/peers.ts";
import { presetRows } from "./bench/suites/presets.ts";
import { scanRows } from "./bench/suites/scan.ts";
import { projectRows } from "./bench/suites/projects.ts";
import { scannerRows } from "./bench/suites/scanner.ts";
import { searchRows } from "./bench/suites/search.ts";
import { similarRows } from "./bench/suites/similar.ts";
import { secondScanRows } from "./bench/suites/second_scan.ts";

/** The suites, in the order in which they run. */
const SUITES: Readonly<Record<string, Suite>> = {
  scan: scanRows,
  "second-scan": secondScanRows,
  growth: growthRows,
  peers: peerRows,
  pedalboard: pedalboardRows,
  foundation: foundationRows,
  confinement: confinementRows,
  catalog: catalogRows,
  "large-catalogs": largeCatalogRows,
  compiled: compiledRows,
  import: importRows,
  "command-line": commandLineRows,
  ladspa: ladspaRows,
  lv2: lv2Rows,
  "lv2-presets": lv2PresetRows,
  search: searchRows,
  presets: presetRows,
  similar: similarRows,
  curation: curationRows,
  projects: projectRows,
  scanner: scannerRows,
};

const HELP = `Measure the program against its limits and other programs.

Usage: deno task bench [OPTION...] [SUITE...]

Arguments:
  SUITE...        Suites to run (default: all): ${Object.keys(SUITES).slice(0, 8).join(", ")},
                  ${Object.keys(SUITES).slice(8).join(", ")}

Options:
  --quick         Make few rounds and leave out what takes minutes
  --json FILE     Write all medians and spreads to FILE
  --svg FILE      Draw the numbers and the growth into FILE
  --markdown FILE Write the table to FILE for the documentation
  --compare FILE  Fail on a regression against FILE, written by --json
  --help          Show this help

Exits with 1 if a limit is broken or a number has become worse.
`;

async function main(args: readonly string[]): Promise<number> {
  const options = parseBenchOptions(args, Object.keys(SUITES));
  if (options.isHelp) {
    console.log(HELP);
    return 0;
  }
  for (const file of [options.json, options.svg, options.markdown]) {
    if (file !== undefined) await checkOutput(file);
  }
  const earlier = options.compare === undefined ? undefined : await readReport(options.compare);
  const report = await run(options);
  if (options.json !== undefined) {
    await Deno.writeTextFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  if (options.svg !== undefined) {
    await Deno.writeTextFile(options.svg, plotSvg(report));
  }
  if (options.markdown !== undefined) await Deno.writeTextFile(options.markdown, markdownOf(report));
  const worse = earlier === undefined ? [] : regressions(earlier, report);
  for (const { suite, name, text } of worse) console.log(`WORSE   ${suite}: ${name}: ${text}`);
  return report.rows.every(hasPassed) && worse.length === 0 ? 0 : 1;
}

async function run({ suites, isQuick }: BenchOptions): Promise<Report> {
  const begun = await beginReport(isQuick);
  console.log(`${describeRun(begun)}\n${titleLine()}`);
  const rows: ReportRow[] = [];
  for (const [suite, measure] of Object.entries(SUITES)) {
    if (suites.length > 0 && !suites.includes(suite)) continue;
    await using folder = await TemporaryFolder.make();
    const add = (row: Row) => {
      rows.push({ suite, ...row });
      console.log(rowLines(row));
    };
    try {
      for await (const row of measure({ isQuick, folder })) add(row);
    } catch (error) {
      // The numbers of the other suites are worth keeping.
      if (!(error instanceof Error)) throw error;
      add({ name: "the rest of this suite", failed: error.message });
    }
  }
  return { ...begun, rows };
}

if (import.meta.main) {
  try {
    Deno.exit(await main(Deno.args));
  } catch (error) {
    if (!(error instanceof BenchUsageError)) throw error;
    console.error(`bench: ${error.message}`);
    Deno.exit(2);
  }
}
