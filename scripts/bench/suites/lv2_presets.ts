import { exists } from "../../../src/scan/files/file_system.ts";
import { FETCHED_PRESETS, sampleFolders } from "../corpora/samples.ts";
import { type Bench, roundsOf } from "../harness/bench.ts";
import { figureOf } from "../harness/figure.ts";
import { type Command, type ProcessCost, ProcessMeter } from "../harness/process_meter.ts";
import { newCatalog, pluginary } from "../harness/program.ts";
import { atLeast, atMost, type Row } from "../harness/row.ts";

const ROUNDS = 7;

/** The promise: this many presets of Debian's packages ... */
const PRESETS = 1400;

/** ... are in the catalog after this time. */
const LIMIT_MS = 500;

/** What the catalog says of its presets. */
interface PresetList {
  readonly total: number;
}

/** The LV2 presets of all sample packages: found, read in a confined worker, stored and indexed for search. */
export async function* lv2PresetRows(bench: Bench): AsyncGenerator<Row> {
  const { folder } = bench;
  const fetched = `${FETCHED_PRESETS}/usr/lib/lv2`;
  if (!exists(fetched)) {
    yield { name: "LV2 presets", skipped: "no samples; scripts/bench/fetch_samples.ts fetches them" };
    return;
  }
  const meter = await ProcessMeter.make(folder);
  const folders = [...sampleFolders("lv2"), fetched];
  const scan = (catalog: string) => meter.run(pluginary(folder, catalog, "presets", "scan", ...folders));
  const first: ProcessCost[] = [];
  const second: ProcessCost[] = [];
  const start: ProcessCost[] = [];
  let catalog = "";
  for (let round = 0; round < roundsOf(bench, ROUNDS); round++) {
    catalog = await newCatalog(folder);
    first.push(await scan(catalog));
    second.push(await scan(catalog));
    start.push(await meter.run(pluginary(folder, catalog, "--version")));
  }
  const { total } = await output<PresetList>(
    pluginary(folder, catalog, "presets", "list", "--limit", "1", "--json"),
  );
  yield {
    name: "LV2 presets of Debian packages",
    measured: figureOf("count", [total]),
    limit: atLeast(PRESETS),
  };
  const note = (costs: readonly ProcessCost[]) =>
    `processor time ${
      figureOf("ms", costs.map(({ cpuMs }) => cpuMs)).median.toFixed(0)
    } ms; the start of the program ${
      figureOf("ms", start.map(({ wallMs }) => wallMs)).median.toFixed(0)
    } ms of it`;
  yield {
    name: "their first index, with a new catalog and the start of the program",
    measured: figureOf("ms", first.map(({ wallMs }) => wallMs)),
    limit: atMost(LIMIT_MS),
    note: note(first),
  };
  yield {
    name: "the next index, with no change",
    measured: figureOf("ms", second.map(({ wallMs }) => wallMs)),
    note: note(second),
  };
}

async function output<T>({ program, args, env = {} }: Command): Promise<T> {
  const { code, stdout } = await new Deno.Command(program, {
    args: [...args],
    env: { ...env },
    stderr: "inherit",
  })
    .output();
  if (code !== 0) throw new Error(`"${args.join(" ")}" ended with ${code}`);
  return JSON.parse(new TextDecoder().decode(stdout));
}
