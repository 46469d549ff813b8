import { missingFixtures, writeModules } from "../corpora/many_modules.ts";
import { type Bench, roundsOf } from "../harness/bench.ts";
import { figureOf, median } from "../harness/figure.ts";
import { inTurn } from "../harness/in_turn.ts";
import { type ProcessCost, ProcessMeter } from "../harness/process_meter.ts";
import { newCatalog, pluginary } from "../harness/program.ts";
import { atMost, type Row } from "../harness/row.ts";

const MODULES = 500;
const ROUNDS = 21;
const LIMIT_MS = 50;

/** Times are trusted only some seconds after a change. */
const SETTLING_MS = 2500;

/**
 * A scan without changes, compared with the start of the program, which loads
 * nothing for a scan, and with a scan that finds nothing, which lacks only the
 * modules.
 */
export async function* secondScanRows(bench: Bench): AsyncGenerator<Row> {
  const { folder } = bench;
  const missing = missingFixtures();
  if (missing !== "") {
    yield { name: "second scan", skipped: missing };
    return;
  }
  const modules = folder.join("modules");
  await writeModules(modules, MODULES);
  const nothing = folder.join("nothing");
  await Deno.mkdir(nothing);
  await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
  const meter = await ProcessMeter.make(folder);
  const catalog = await newCatalog(folder);
  const otherCatalog = await newCatalog(folder);
  const run = (path: string, ...args: string[]) => meter.run(pluginary(folder, path, ...args));
  await run(catalog, "scan", modules);
  const costs = await inTurn(roundsOf(bench, ROUNDS), {
    scan: () => run(catalog, "scan", modules),
    start: () => run(catalog, "--version"),
    nothing: () => run(otherCatalog, "scan", nothing),
  });
  yield overRow("the start of the program", costs.scan, costs.start);
  yield overRow("a scan that finds nothing", costs.scan, costs.nothing);
}

function overRow(what: string, scan: readonly ProcessCost[], other: readonly ProcessCost[]): Row {
  const middle = (costs: readonly ProcessCost[], of: keyof ProcessCost) =>
    median(costs.map((cost) => cost[of])).toFixed(0);
  return {
    name: `second scan of ${MODULES} modules with no change, over ${what}`,
    measured: figureOf("ms", scan.map(({ wallMs }, i) => wallMs - other[i]!.wallMs)),
    limit: atMost(LIMIT_MS),
    note: `${middle(scan, "wallMs")} against ${middle(other, "wallMs")} ms; processor time ${
      middle(scan, "cpuMs")
    } against ${middle(other, "cpuMs")} ms`,
  };
}
