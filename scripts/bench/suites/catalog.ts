import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { CatalogJournal } from "../../../src/catalog/scans/catalog_journal.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { vacuum } from "../../../src/catalog/maintenance/vacuum.ts";
import { NO_CURATION } from "../../../src/model/curation/plugin_curation.ts";
import type { ScannedModule } from "../../../src/model/module.ts";
import type { Parameter, Plugin } from "../../../src/model/plugin.ts";
import { countsOf } from "../../../src/model/plugins/plugin_counts.ts";
import { NO_JOURNAL } from "../../../src/model/scan_journal.ts";
import type { FoundModule } from "../../../src/scan/formats/found_module.ts";
import { scan } from "../../../src/scan/scanner.ts";
import { missingSamples, VST3_FOLDER } from "../../../tests/support/sample_plugins.ts";
import type { Bench } from "../harness/bench.ts";
import { figureOf } from "../harness/figure.ts";
import { timeMs } from "../harness/in_turn.ts";
import { atLeast, atMost, type Row } from "../harness/row.ts";

/** The large catalog: its plugins, their parameters, and its promised size. */
const LARGE_PLUGINS = 5000;
const LARGE_PARAMETERS = 100;
const LARGE_BYTES = 30e6;

async function beginScan(catalog: Catalog): Promise<CatalogJournal> {
  return await CatalogJournal.begin(catalog, {
    toolVersion: "bench",
    paths: [],
    formats: [],
    pid: Deno.pid,
    host: "bench",
    isFull: false,
    now: () => new Date(),
  });
}

async function store(
  journal: CatalogJournal,
  found: FoundModule,
  index: number,
  parameters: number,
): Promise<void> {
  const { location, files, binary, architectures } = found;
  const module: ScannedModule = {
    location,
    format: "vst3",
    outcome: "scanned",
    change: "added",
    failures: [],
    warnings: [],
    durationMs: 20,
    architectures: [...architectures],
    fingerprint: `sha256:${index.toString(16).padStart(64, "0")}`,
    worker: "w1",
    plugins: [benchPlugin(index, location, parameters)],
  };
  await journal.begin(found);
  await journal.commit(module, { root: "/", files, ...(binary === undefined ? {} : { binary }) });
}

const WORDS =
  "Attack Release Threshold Ratio Drive Cutoff Resonance Mix Gain Depth Rate Feedback Time Tone Width Pan"
    .split(" ");

/** A plugin with realistic texts: names in groups, values with units, no two plugins alike. */
function benchPlugin(index: number, location: string, parameterCount: number): Plugin {
  const random = randomNumbers(index + 1);
  const parameters = Array.from({ length: parameterCount }, (_, i) => benchParameter(i, random));
  const at = new Date().toISOString();
  const nativeId = index.toString(16).toUpperCase().padStart(32, "0");
  const plugin: Plugin = {
    id: `vst3:${nativeId}`,
    format: "vst3",
    nativeId,
    name: `${WORDS[index % WORDS.length]} ${WORDS[(index * 7) % WORDS.length]} ${index}`,
    vendor: `Vendor ${index % 120}`,
    version: `1.${index % 30}.0`,
    url: "https://vendor.example",
    isInstrument: false,
    category: "delay",
    features: ["audio-effect", "delay", "stereo"],
    rawCategories: ["Fx", "Delay"],
    location,
    installations: [],
    buses: [
      { direction: "input", type: "audio", name: "Input", channels: 2, role: "main", isDefaultActive: true },
      {
        direction: "output",
        type: "audio",
        name: "Output",
        channels: 2,
        role: "main",
        isDefaultActive: true,
      },
    ],
    parameters,
    programs: ["Default"],
    latencySamples: 0,
    hasEditor: true,
    outcome: "scanned",
    isMissing: false,
    addedAt: at,
    updatedAt: at,
    scannedAt: at,
    curation: NO_CURATION,
  };
  return { ...plugin, ...countsOf(plugin) };
}

function benchParameter(index: number, random: () => number): Parameter {
  const word = () => WORDS[Math.floor(random() * WORDS.length)]!;
  const value = random();
  return {
    id: String(Math.floor(random() * 2 ** 31)),
    name: `${word()} ${word()} ${index}`,
    group: `Section ${index % 8}`,
    unit: ["dB", "Hz", "ms", "%", ""][Math.floor(random() * 5)]!,
    minimum: 0,
    maximum: 1,
    default: value,
    minimumText: "0.0",
    maximumText: (random() * 1000).toFixed(1),
    defaultText: (value * 1000).toFixed(1),
    stepCount: 0,
    scalePoints: [],
    flags: ["automatable"],
  };
}

/** A linear congruential generator, which gives the same numbers in each run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** The limits of the catalog: a bounded size, and no time lost by storing. */
export async function* catalogRows(bench: Bench): AsyncGenerator<Row> {
  const path = bench.folder.join("catalog.db");
  using catalog = await openCatalog(path);
  const journal = await beginScan(catalog);
  const add = (from: number, to: number) => storeMany(journal, from, to);
  await add(0, LARGE_PLUGINS / 10);
  const memoryBefore = Deno.memoryUsage().rss;
  const ms = await timeMs(() => add(LARGE_PLUGINS / 10, LARGE_PLUGINS));
  const grownBytes = Deno.memoryUsage().rss - memoryBefore;
  await vacuum(catalog);
  const { size } = await Deno.stat(path);
  yield {
    name: `catalog of ${LARGE_PLUGINS} plugins x ${LARGE_PARAMETERS} parameters, with its index`,
    measured: figureOf("MB", [size / 1e6]),
    limit: atMost(LARGE_BYTES / 1e6),
  };
  yield {
    name: "memory that storing the last nine tenths of them takes",
    measured: figureOf("MB", [grownBytes / 1e6]),
    limit: atMost(64),
    note: "however many",
  };
  if (missingSamples() !== "") return;
  const storedPerSecond = LARGE_PLUGINS * 0.9 / (ms / 1000);
  const scannedPerSecond = await scanRate();
  const ratio = storedPerSecond / scannedPerSecond;
  yield {
    name: "storing against scanning, in plugins per second",
    measured: figureOf("count", [storedPerSecond]),
    baseline: figureOf("count", [scannedPerSecond]),
    ratio: figureOf("x", [ratio]),
    limit: atLeast(5),
  };
}

async function storeMany(journal: CatalogJournal, from: number, to: number): Promise<void> {
  for (let i = from; i < to; i++) {
    const location = `/plugins/vendor ${i % 120}/Plugin ${i}.vst3`;
    const files = [`${location}/Contents/x86_64-linux/Plugin ${i}.so`];
    const found: FoundModule = { format: "vst3", location, architectures: ["x86_64"], files: [] };
    await store(journal, { ...found, binary: files[0]! }, i, LARGE_PARAMETERS);
  }
}

/** The plugins per second in a scan of real plugins. */
async function scanRate(): Promise<number> {
  let plugins = 0;
  const ms = await timeMs(async () => {
    for await (const event of scan({ version: "bench", paths: [VST3_FOLDER], journal: NO_JOURNAL })) {
      if (event.event === "module") plugins += event.module.plugins.length;
    }
  });
  return plugins / (ms / 1000);
}
