import type { Catalog } from "../../src/catalog/sqlite/catalog.ts";
import { CatalogJournal } from "../../src/catalog/scans/catalog_journal.ts";
import { openCatalog } from "../../src/catalog/open_catalog.ts";
import { vacuum } from "../../src/catalog/maintenance/vacuum.ts";
import type { ScannedModule } from "../../src/model/module.ts";
import type { Parameter, Plugin } from "../../src/model/plugin.ts";
import { countsOf } from "../../src/model/plugins/plugin_counts.ts";
import { NO_JOURNAL } from "../../src/model/scan_journal.ts";
import { discover } from "../../src/scan/discovery/discovery.ts";
import type { FoundModule } from "../../src/scan/formats/found_module.ts";
import { searchRoots } from "../../src/scan/discovery/search_paths.ts";
import { thisSystem } from "../../src/scan/files/search_system.ts";
import { fingerprint } from "../../src/scan/planning/fingerprint.ts";
import { scan } from "../../src/scan/scanner.ts";
import { statKey } from "../../src/scan/planning/stat_key.ts";
import { makeBundle } from "../../tests/support/bundles.ts";
import { runProgram } from "../../tests/support/program.ts";
import { missingSamples, VST3_FOLDER } from "../../tests/support/sample_plugins.ts";
import { TemporaryFolder } from "../../tests/support/temporary_folder.ts";
import { median, type Result, timeMs } from "./measure.ts";

/** Number of modules in the second scan, and its promised time. */
const UNCHANGED_MODULES = 600;
const UNCHANGED_MS = 50;

/** The large catalog: its plugins, their parameters, and its promised size. */
const LARGE_PLUGINS = 5000;
const LARGE_PARAMETERS = 100;
const LARGE_BYTES = 40e6;

/** The promises of the catalog: quick second scans, a bounded size, and no time lost by storing. */
export async function* catalogResults(): AsyncGenerator<Result> {
  yield* secondScan();
  yield* largeCatalog();
}

/**
 * Scans of modules that have not changed, as processes and in turn: compared
 * with the start of the program, which loads nothing for a scan, and with a
 * scan that finds nothing, which lacks only the modules.
 */
async function* secondScan(): AsyncGenerator<Result> {
  await using folder = await TemporaryFolder.make();
  for (let i = 0; i < UNCHANGED_MODULES; i++) await makeBundle(folder, `plugins/Plugin ${i}.vst3`);
  // Times are trusted only some seconds after a change.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const path = folder.join("catalog.db");
  {
    using catalog = await openCatalog(path);
    await storeFolder(catalog, folder.join("plugins"));
  }
  const nothing = folder.join("nothing");
  await Deno.mkdir(nothing);
  const rows = (await runWith(path, "scan", folder.join("plugins"))).split("\n").length;
  if (rows < UNCHANGED_MODULES) throw new Error(`The scan shows ${rows} lines`);
  const overStart: number[] = [];
  const overNothing: number[] = [];
  for (let i = 0; i < 15; i++) {
    const scanMs = await timeMs(async () => void await runWith(path, "scan", folder.join("plugins")));
    overStart.push(scanMs - await timeMs(async () => void await runWith(path, "--version")));
    const nothingMs = await timeMs(async () => void await runWith(folder.join("other.db"), "scan", nothing));
    overNothing.push(scanMs - nothingMs);
  }
  yield secondScanResult("the start of the program", median(overStart));
  yield secondScanResult("a scan that finds nothing", median(overNothing));
}

async function runWith(catalog: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runProgram(args, { env: { PLUGINARY_CATALOG: catalog } });
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

function secondScanResult(what: string, ms: number): Result {
  return {
    name: `second scan of ${UNCHANGED_MODULES} modules, over ${what}`,
    value: `${ms.toFixed(1)} ms`,
    promise: `at most ${UNCHANGED_MS} ms`,
    isKept: ms <= UNCHANGED_MS,
  };
}

/** Stores each module of a folder as if it had been scanned. */
export async function storeFolder(catalog: Catalog, folder: string): Promise<void> {
  const journal = await beginScan(catalog);
  let count = 0;
  const roots = searchRoots({ paths: [folder] }, thisSystem(() => undefined));
  for await (const discovery of discover(roots)) {
    if ("problem" in discovery) throw new Error(discovery.problem.message);
    if ("module" in discovery) await store(journal, discovery.module, count++, 20);
  }
}

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
  const state = files.length === 0 ? undefined : await fingerprint(files);
  const module: ScannedModule = {
    location,
    format: "vst3",
    outcome: "scanned",
    change: "added",
    failures: [],
    warnings: [],
    durationMs: 20,
    architectures: [...architectures],
    fingerprint: state?.value ?? `sha256:${index.toString(16).padStart(64, "0")}`,
    ...(state === undefined
      ? {}
      : { sizeBytes: state.sizeBytes, modifiedAt: state.modifiedAt.toISOString() }),
    worker: "w1",
    plugins: [benchPlugin(index, location, parameters)],
  };
  const key = statKey(location, files);
  await journal.begin(found);
  await journal.commit(module, {
    root: "/",
    files,
    ...(binary === undefined ? {} : { binary }),
    ...(key === undefined ? {} : { statKey: key }),
  });
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

async function* largeCatalog(): AsyncGenerator<Result> {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
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
    value: `${(size / 1e6).toFixed(1)} MB`,
    promise: `at most ${LARGE_BYTES / 1e6} MB`,
    isKept: size <= LARGE_BYTES,
  };
  yield {
    name: "memory that storing the last nine tenths of them takes",
    value: `${(grownBytes / 1e6).toFixed(1)} MB`,
    promise: "at most 64 MB, however many",
    isKept: grownBytes <= 64e6,
  };
  if (missingSamples() !== "") return;
  const storedPerSecond = LARGE_PLUGINS * 0.9 / (ms / 1000);
  const scannedPerSecond = await scanRate();
  const ratio = storedPerSecond / scannedPerSecond;
  yield {
    name: "storing against scanning, in plugins per second",
    value: `${ratio.toFixed(1)} x (${storedPerSecond.toFixed(0)} against ${scannedPerSecond.toFixed(0)})`,
    promise: "at least 5 x",
    isKept: ratio >= 5,
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
