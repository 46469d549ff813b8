import { type Bench, roundsOf } from "../harness/bench.ts";
import { figureOf } from "../harness/figure.ts";
import { fitGrowth, LINEAR } from "../harness/growth.ts";
import { inTurn } from "../harness/in_turn.ts";
import { ProcessMeter } from "../harness/process_meter.ts";
import { newCatalog, pluginary } from "../harness/program.ts";
import { atMost, type Point, type Row } from "../harness/row.ts";
import { makeCatalog } from "../make_catalog.ts";

const ROUNDS = 5;

/** Numbers of plugins; a quick run leaves out the last, whose catalog takes minutes to make. */
const SIZES = [10_000, 100_000, 1_000_000];

/** The largest catalog for commands that read or write all of it. */
const WHOLE_SIZE = 100_000;

const PLUGIN = `vst3:${"1".padStart(32, "0")}`;

/** What people ask all the time; the second search is misspelt. */
const QUESTIONS: readonly (readonly string[])[] = [
  ["list"],
  ["list", "--offset", "5000"],
  ["list", "--vendor", "fabfilter"],
  ["list", "--count-by", "vendor"],
  ["search", "reverb"],
  ["search", "compresor"],
  ["info", PLUGIN],
  ["catalog", "stats"],
];

/** All other commands of the catalog, in an order in which each finds what it needs. */
const OTHERS: readonly (readonly string[])[] = [
  ["list", "--modules"],
  ["scan", "history"],
  ["scan", "show"],
  ["similar", PLUGIN],
  ["duplicates"],
  ["categories"],
  ["categorize", "--query", "fabfilter", "eq", "--dry-run"],
  ["vendors"],
  ["vendors", "rename", "FabFilter", "Fab Filter", "--dry-run"],
  ["blocklist", "list"],
  ["blocklist", "add", PLUGIN],
  ["blocklist", "clear", "--yes"],
  ["override", "set", PLUGIN, "timeout=2m"],
  ["override", "list"],
  ["export", "--json", "--output", "/dev/null"],
  ["catalog", "check"],
  ["catalog", "prune"],
  ["catalog", "vacuum"],
  ["catalog", "backup"],
  ["catalog", "restore", "--yes"],
];

const REPAIR = ["catalog", "repair"];

/** The time of every command in larger and larger catalogs, with the start of the program. */
export async function* largeCatalogRows(bench: Bench): AsyncGenerator<Row> {
  const meter = await ProcessMeter.make(bench.folder);
  const commands = [...QUESTIONS, ...OTHERS, REPAIR];
  const curves = new Map<readonly string[], Point[]>(commands.map((command) => [command, []]));
  for (const work of bench.isQuick ? SIZES.slice(0, -1) : SIZES) {
    const catalog = await newCatalog(bench.folder);
    await makeCatalog(work, catalog);
    const measure = async (command: readonly string[], rounds: number) => {
      const { costs } = await inTurn(rounds, {
        costs: () => meter.run(pluginary(bench.folder, catalog, ...command)),
      });
      curves.get(command)!.push({ work, cost: figureOf("ms", costs.map(({ wallMs }) => wallMs)) });
    };
    for (const command of QUESTIONS) await measure(command, roundsOf(bench, ROUNDS));
    if (work <= WHOLE_SIZE) {
      for (const command of OTHERS) await measure(command, 1);
      await damage(catalog);
      // Without a round before, after which nothing would be damaged.
      const { wallMs } = await meter.run(pluginary(bench.folder, catalog, ...REPAIR));
      curves.get(REPAIR)!.push({ work, cost: figureOf("ms", [wallMs]) });
    }
    await Deno.remove(catalog.slice(0, catalog.lastIndexOf("/")), { recursive: true });
  }
  for (const [command, curve] of curves) {
    const fit = fitGrowth(curve.map(({ work, cost }) => [work, cost.median]));
    const costs = curve.map(({ work, cost }) => `${work}: ${cost.median.toFixed(0)} ms`).join(", ");
    yield {
      name: `"pluginary ${command.join(" ")}" by number of plugins, power of the growth`,
      measured: figureOf("exponent", [fit.exponent]),
      limit: atMost(LINEAR),
      note: `with the start of the program; ${costs}`,
      curve,
      fit,
    };
  }
}

/** Overwrites a page in the middle of a file. */
async function damage(file: string): Promise<void> {
  using handle = await Deno.open(file, { write: true });
  const pageBytes = 4096;
  const { size } = await handle.stat();
  await handle.seek(Math.floor(size / 2 / pageBytes) * pageBytes, Deno.SeekMode.Start);
  await handle.write(new Uint8Array(pageBytes).fill(0xaa));
}
