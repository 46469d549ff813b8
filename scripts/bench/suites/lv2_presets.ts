import { fileName } from "../../../src/platform/paths.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { filesOfBundle } from "../../../src/presets/finding/bundle_files.ts";
import { readSources } from "../../../src/presets/finding/clap_presets.ts";
import { PresetAccount } from "../../../src/presets/finding/preset_account.ts";
import { PresetReader } from "../../../src/presets/finding/preset_reader.ts";
import { type PresetSource, sourceAt } from "../../../src/presets/finding/preset_source.ts";
import { exists } from "../../../src/scan/files/file_system.ts";
import { FETCHED_PRESETS, sampleFolders } from "../corpora/samples.ts";
import { type Bench, roundsOf } from "../harness/bench.ts";
import { figureOf } from "../harness/figure.ts";
import { type Command, type ProcessCost, ProcessMeter } from "../harness/process_meter.ts";
import { newCatalog, pluginary } from "../harness/program.ts";
import { atLeast, atMost, type Row } from "../harness/row.ts";

const ROUNDS = 7;

/** The promise: so many presets of Debian's packages ... */
const PRESETS = 1400;

/** ... are in the catalog after this time. */
const LIMIT_MS = 500;

/** With this argument the script is one measured run: a fresh process, as a user's is. */
const RUN_ARGUMENT = "--index-all";

/**
 * The LV2 presets of all sample packages, read in a confined worker, stored and
 * indexed for search. A user's search for presets leaves those of a plugin's own
 * bundle to the scan of plugins; here they are read with the others.
 */
export async function* lv2PresetRows(bench: Bench): AsyncGenerator<Row> {
  const { folder } = bench;
  const fetched = `${FETCHED_PRESETS}/usr/lib/lv2`;
  if (!exists(fetched)) {
    yield { name: "LV2 presets", skipped: "no samples; scripts/bench/fetch_samples.ts fetches them" };
    return;
  }
  const meter = await ProcessMeter.make(folder);
  const folders = [...sampleFolders("lv2"), fetched];
  const all: ProcessCost[] = [];
  const first: ProcessCost[] = [];
  const second: ProcessCost[] = [];
  let [own, users] = ["", ""];
  for (let round = 0; round < roundsOf(bench, ROUNDS); round++) {
    [own, users] = [await newCatalog(folder), await newCatalog(folder)];
    all.push(await meter.run(indexAllCommand(own, folders)));
    first.push(await meter.run(pluginary(folder, users, "presets", "scan", ...folders)));
    second.push(await meter.run(pluginary(folder, users, "presets", "scan", ...folders)));
  }
  const count = await presetsIn(bench, own);
  yield {
    name: "LV2 presets of Debian packages",
    measured: figureOf("count", [count]),
    limit: atLeast(PRESETS),
  };
  yield {
    name: "their first index: process, new catalog, confined worker, index for search",
    measured: figureOf("ms", all.map(({ wallMs }) => wallMs)),
    limit: atMost(LIMIT_MS),
    note: `processor time ${processorMs(all)} ms`,
  };
  yield {
    name: "first presets scan of the bundles without plugins among them",
    measured: figureOf("ms", first.map(({ wallMs }) => wallMs)),
    limit: atMost(LIMIT_MS),
    note: `${await presetsIn(bench, users)} presets; processor time ${processorMs(first)} ms`,
  };
  yield {
    name: "the next one, with no change",
    measured: figureOf("ms", second.map(({ wallMs }) => wallMs)),
    note: `processor time ${processorMs(second)} ms`,
  };
}

function processorMs(costs: readonly ProcessCost[]): string {
  return figureOf("ms", costs.map(({ cpuMs }) => cpuMs)).median.toFixed(0);
}

async function presetsIn({ folder }: Bench, catalog: string): Promise<number> {
  const { program, args, env = {} } = pluginary(folder, catalog, "presets", "list", "--limit", "1", "--json");
  const { stdout } = await new Deno.Command(program, { args: [...args], env: { ...env } }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).total;
}

function indexAllCommand(catalog: string, folders: readonly string[]): Command {
  const args = [
    "run",
    "-A",
    "--quiet",
    "--no-check",
    import.meta.filename!,
    RUN_ARGUMENT,
    catalog,
    ...folders,
  ];
  return { program: Deno.execPath(), args };
}

async function indexAll(path: string, folders: readonly string[]): Promise<void> {
  using catalog = await openCatalog(path);
  const account = await PresetAccount.begin(catalog, () => new Date());
  const environment = (name: string) => Deno.env.get(name);
  await using reader = new PresetReader({ format: "lv2", location: "", readable: folders, environment });
  let failures = 0;
  for await (const { outcome } of readSources(folders.flatMap(sourcesIn), reader, account)) {
    if (outcome === "failed") failures++;
  }
  await account.end();
  if (failures > 0) throw new Error(`${failures} bundles cannot be read`);
}

/** The bundles whose manifests speak of presets. */
function sourcesIn(folder: string): PresetSource[] {
  const bundles = [...Deno.readDirSync(folder)].map(({ name }) => `${folder}/${name}`).filter((bundle) =>
    exists(`${bundle}/manifest.ttl`) && /[:#]Preset\b/.test(Deno.readTextFileSync(`${bundle}/manifest.ttl`))
  );
  const root = {
    path: folder,
    endings: undefined,
    hasBundles: true,
    isRecursive: false,
    saidBy: "system",
  } as const;
  return bundles.map((path) =>
    sourceAt({ path, name: fileName(path), kind: "bundle", root }, "lv2", filesOfBundle(path))
  );
}

if (import.meta.main) {
  const [argument, catalog, ...folders] = Deno.args;
  if (argument !== RUN_ARGUMENT || catalog === undefined) {
    throw new Error("This file is run by scripts/bench.ts");
  }
  await indexAll(catalog, folders);
}
