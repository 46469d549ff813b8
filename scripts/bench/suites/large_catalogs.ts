import { type Bench, roundsOf } from "../harness/bench.ts";
import { figureOf } from "../harness/figure.ts";
import { fitGrowth } from "../harness/growth.ts";
import { inTurn } from "../harness/in_turn.ts";
import { ProcessMeter } from "../harness/process_meter.ts";
import { newCatalog, pluginary } from "../harness/program.ts";
import { atMost, type Point, type Row } from "../harness/row.ts";
import { makeCatalog } from "../make_catalog.ts";

const ROUNDS = 5;

/** Numbers of plugins; a quick run leaves out the last, whose catalog takes minutes to make. */
const SIZES = [10_000, 100_000, 1_000_000];

/** Commands as people type them; the second search is misspelt. */
const COMMANDS: readonly (readonly string[])[] = [
  ["list"],
  ["search", "reverb"],
  ["search", "compresor"],
  ["list", "--count-by", "vendor"],
  ["catalog", "stats"],
];

/** The time of commands in larger and larger catalogs, with the start of the program. */
export async function* largeCatalogRows(bench: Bench): AsyncGenerator<Row> {
  const meter = await ProcessMeter.make(bench.folder);
  const curves = new Map<readonly string[], Point[]>(COMMANDS.map((command) => [command, []]));
  for (const work of bench.isQuick ? SIZES.slice(0, -1) : SIZES) {
    const catalog = await newCatalog(bench.folder);
    await makeCatalog(work, catalog);
    for (const [command, curve] of curves) {
      const { costs } = await inTurn(roundsOf(bench, ROUNDS), {
        costs: () => meter.run(pluginary(bench.folder, catalog, ...command)),
      });
      curve.push({ work, cost: figureOf("ms", costs.map(({ wallMs }) => wallMs)) });
    }
    await Deno.remove(catalog.slice(0, catalog.lastIndexOf("/")), { recursive: true });
  }
  for (const [command, curve] of curves) {
    const fit = fitGrowth(curve.map(({ work, cost }) => [work, cost.median]));
    const costs = curve.map(({ work, cost }) => `${work}: ${cost.median.toFixed(0)} ms`).join(", ");
    yield {
      name: `"pluginary ${command.join(" ")}" by number of plugins, power of the growth`,
      measured: figureOf("exponent", [fit.exponent]),
      limit: atMost(1),
      note: `with the start of the program; ${costs}`,
      curve,
      fit,
    };
  }
}
