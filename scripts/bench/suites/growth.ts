import { missingFixtures, touchModule, writeModules } from "../corpora/many_modules.ts";
import { type Bench, roundsOf } from "../harness/bench.ts";
import { type Figure, figureOf } from "../harness/figure.ts";
import { fitGrowth, LINEAR, type WorkAndCost } from "../harness/growth.ts";
import { inTurn } from "../harness/in_turn.ts";
import { memoryRows, type MemoryUse, watchMemory } from "../harness/memory_watch.ts";
import { ProcessMeter } from "../harness/process_meter.ts";
import { newCatalog, pluginary } from "../harness/program.ts";
import { atMost, type Point, type Row } from "../harness/row.ts";

/** Numbers of modules. */
const SIZES = [1, 10, 100, 1000, 5000];
const QUICK_SIZES = [1, 10, 100, 500];

/** Scans of a size without changes. */
const ROUNDS = 5;

/** Times are trusted only some seconds after a change. */
const SETTLING_MS = 2500;

/** The same scans of more and more modules: first, unchanged, and with 1 % changed. */
export async function* growthRows(bench: Bench): AsyncGenerator<Row> {
  const missing = missingFixtures();
  if (missing !== "") {
    yield { name: "cost as work grows", skipped: missing };
    return;
  }
  const meter = await ProcessMeter.make(bench.folder);
  const corpora: Corpus[] = [];
  for (const modules of bench.isQuick ? QUICK_SIZES : SIZES) corpora.push(await Corpus.make(bench, modules));
  const nothing = await emptyCosts(bench, meter);

  const first: Point[] = [];
  for (const corpus of corpora) first.push(await corpus.scanFirst(bench, meter));
  yield curveRow("first scan", first, nothing.first);

  await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
  const unchanged: Point[] = [];
  for (const corpus of corpora) unchanged.push(await corpus.scanAgain(bench, meter));
  yield curveRow("second scan with no change", unchanged, nothing.again);

  const [smaller, largest] = corpora.slice(-2) as [Corpus, Corpus];
  yield await afterTouch(bench, meter, largest, first.at(-1)!.cost);
  yield* memoryAtScale(smaller, largest, bench);
}

/** Modules with the catalog of their last scan. */
class Corpus {
  readonly modules: number;
  readonly folder: string;
  readonly files: readonly string[];
  readonly catalog: string;

  private constructor(modules: number, folder: string, files: readonly string[], catalog: string) {
    this.modules = modules;
    this.folder = folder;
    this.files = files;
    this.catalog = catalog;
  }

  static async make(bench: Bench, modules: number): Promise<Corpus> {
    const folder = bench.folder.join(`modules-${modules}`);
    const files = await writeModules(folder, modules);
    return new Corpus(modules, folder, files, await newCatalog(bench.folder));
  }

  /** Once for the large sizes, which take long enough to be steady. */
  async scanFirst(bench: Bench, meter: ProcessMeter): Promise<Point> {
    const rounds = this.modules >= 1000 ? 1 : roundsOf(bench, ROUNDS);
    const values: number[] = [];
    for (let i = 0; i < rounds; i++) {
      const catalog = i === 0 ? this.catalog : await newCatalog(bench.folder);
      values.push((await meter.run(pluginary(bench.folder, catalog, "scan", this.folder))).wallMs);
    }
    return { work: this.modules, cost: figureOf("ms", values) };
  }

  async scanAgain(bench: Bench, meter: ProcessMeter): Promise<Point> {
    const scan = () => meter.run(pluginary(bench.folder, this.catalog, "scan", this.folder));
    const { costs } = await inTurn(roundsOf(bench, ROUNDS), { costs: scan });
    return { work: this.modules, cost: figureOf("ms", costs.map(({ wallMs }) => wallMs)) };
  }
}

/** The scans of an empty folder, which cost what every scan costs. */
async function emptyCosts(bench: Bench, meter: ProcessMeter): Promise<{ first: number; again: number }> {
  const folder = bench.folder.join("nothing");
  await Deno.mkdir(folder);
  const catalog = await newCatalog(bench.folder);
  const scan = (path: string) => meter.run(pluginary(bench.folder, path, "scan", folder));
  const costs = await inTurn(roundsOf(bench, ROUNDS), {
    first: async () => scan(await newCatalog(bench.folder)),
    again: () => scan(catalog),
  });
  const middle = (side: "first" | "again") => figureOf("ms", costs[side].map(({ wallMs }) => wallMs)).median;
  return { first: middle("first"), again: middle("again") };
}

/** The power of the growth over a scan of nothing, from 10 modules on: one module costs little but noise. */
function curveRow(name: string, points: readonly Point[], emptyMs: number): Row {
  const grown = points.filter(({ work }) => work >= 10)
    .map(({ work, cost }): WorkAndCost => [work, cost.median]);
  const fit = fitGrowth(grown, emptyMs);
  const costs = points.map(({ work, cost }) => `${work}: ${cost.median.toFixed(0)} ms`).join(", ");
  return {
    name: `${name} by number of modules, power of the growth`,
    measured: figureOf("exponent", [fit.exponent]),
    limit: atMost(LINEAR),
    note: `over a scan of nothing (${emptyMs.toFixed(0)} ms); ${costs}`,
    curve: points,
    fit,
  };
}

async function afterTouch(bench: Bench, meter: ProcessMeter, corpus: Corpus, first: Figure): Promise<Row> {
  const step = 100;
  const shares: number[] = [];
  for (let round = 0; round < roundsOf(bench, ROUNDS); round++) {
    for (let i = round; i < corpus.files.length; i += step) await touchModule(corpus.files[i]!);
    await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
    const { wallMs } = await meter.run(pluginary(bench.folder, corpus.catalog, "scan", corpus.folder));
    shares.push(100 * wallMs / first.median);
  }
  return {
    name: `scan after a change of 1 % of ${corpus.modules} modules, of the first scan's time`,
    measured: figureOf("%", shares),
    ...(isPromised(corpus) ? { limit: atMost(3) } : {}),
    note: `with the start of the program; the first scan took ${first.median.toFixed(0)} ms`,
  };
}

async function* memoryAtScale(smaller: Corpus, largest: Corpus, bench: Bench): AsyncGenerator<Row> {
  const use = async ({ folder }: Corpus): Promise<MemoryUse> =>
    await watchMemory(pluginary(bench.folder, await newCatalog(bench.folder), "scan", folder));
  const few = await use(smaller);
  const many = await use(largest);
  yield* memoryRows(`first scan of ${largest.modules} modules`, many, { limit: atMost(120) });
  const grownBytes = many.parentPeakBytes - few.parentPeakBytes;
  yield {
    name: `parent's peak memory at ${largest.modules} modules, over that at ${smaller.modules}`,
    measured: figureOf("MB", [grownBytes / 1e6]),
    ...(isPromised(largest) ? { limit: atMost(20) } : {}),
    note: "VmHWM",
  };
}

/** Whether a corpus is as large as those of the promises; with fewer modules, the start of the program weighs more. */
function isPromised({ modules }: Corpus): boolean {
  return modules >= SIZES.at(-1)!;
}
