import { sampleFiles, sampleFolders, type SampleFormat } from "../corpora/samples.ts";
import { type Bench, roundsOf } from "../harness/bench.ts";
import { compileC } from "../harness/c_program.ts";
import { READERS, sampleReader, vst3Reader } from "../harness/c_readers.ts";
import { memoryRows, watchMemory } from "../harness/memory_watch.ts";
import { inTurn } from "../harness/in_turn.ts";
import { type Command, type ProcessCost, ProcessMeter, sumOf } from "../harness/process_meter.ts";
import { newCatalog, pluginary } from "../harness/program.ts";
import { atMost, ratioRow, type Row } from "../harness/row.ts";

const ROUNDS = 7;

const FORMATS: readonly SampleFormat[] = ["vst3", "clap", "ladspa", "lv2"];

/** Copies of the VST3 samples for the slope. */
const COPIES = 3;

/** The first scan of all samples, confined and stored, against plain readers in C that run in turn. */
export async function* scanRows(bench: Bench): AsyncGenerator<Row> {
  const formats = FORMATS.filter((format) => sampleFolders(format).length > 0);
  if (formats.length === 0) {
    yield {
      name: "first scan of all samples",
      skipped: "no samples; scripts/bench/fetch_samples.ts fetches them",
    };
    return;
  }
  const meter = await ProcessMeter.make(bench.folder);
  const readers: [SampleFormat, Command][] = [];
  for (const format of formats) readers.push([format, await sampleReader(format, bench.folder)]);
  yield* allFormats(bench, meter, readers);
  yield* memory(bench, "first scan of all samples", formats);
  for (const [format, reader] of readers) yield* oneFormat(bench, meter, format, reader);
  if (formats.includes("vst3")) yield* perVst3Plugin(bench, meter);
}

async function* allFormats(
  bench: Bench,
  meter: ProcessMeter,
  readers: readonly (readonly [SampleFormat, Command])[],
): AsyncGenerator<Row> {
  const { scan, read } = await inTurn(roundsOf(bench, ROUNDS), {
    scan: () => firstScan(bench, meter, readers.flatMap(([format]) => sampleFolders(format))),
    read: () => sumOf(readers.map(([, reader]) => () => meter.run(reader))),
  });
  const formats = readers.map(([format]) => format).join(", ");
  yield ratioRow(`first scan of all samples (${formats}), against C readers in turn`, wall(scan, read), {
    limit: atMost(1.2, 1),
    note:
      "confined, all parameters, LV2 presets, stored and indexed; the readers protect, check and store nothing",
  });
  yield ratioRow("processor time of both", cpu(scan, read), { note: "all processes together" });
}

async function* memory(
  bench: Bench,
  run: string,
  formats: readonly SampleFormat[],
): AsyncGenerator<Row> {
  const catalog = await newCatalog(bench.folder);
  const paths = formats.flatMap(sampleFolders);
  yield* memoryRows(run, await watchMemory(pluginary(bench.folder, catalog, "scan", ...paths)));
}

async function* oneFormat(
  bench: Bench,
  meter: ProcessMeter,
  format: SampleFormat,
  reader: Command,
): AsyncGenerator<Row> {
  const { scan, read } = await inTurn(roundsOf(bench, ROUNDS), {
    scan: () => firstScan(bench, meter, sampleFolders(format)),
    read: () => meter.run(reader),
  });
  const note = `the reader: ${READERS[format]}`;
  yield ratioRow(`first scan of ${format} alone, against its C reader`, wall(scan, read), { note });
  yield ratioRow(`processor time of both, ${format} alone`, cpu(scan, read), { note });
  yield* memory(bench, `first scan of ${format} alone`, [format]);
}

/** The slope, which leaves out the start of the program: more plugins, and their time shared out among them. */
async function* perVst3Plugin(bench: Bench, meter: ProcessMeter): AsyncGenerator<Row> {
  const originals = sampleFiles("vst3");
  const folder = bench.folder.join("vst3-copies");
  const copies = await copyBundles(originals, folder);
  const program = await compileC(vst3Reader(), bench.folder.join("vst3_reader"));
  const read = (files: readonly string[]) => () => meter.run({ program, args: files });
  const paths = sampleFolders("vst3");
  const costs = await inTurn(roundsOf(bench, ROUNDS), {
    scanFew: () => firstScan(bench, meter, paths),
    scanMany: () => firstScan(bench, meter, [...paths, folder]),
    readFew: read(originals),
    readMany: read([...originals, ...copies]),
  });
  const perPlugin = (many: readonly ProcessCost[], few: readonly ProcessCost[]) =>
    many.map(({ cpuMs }, i) => (cpuMs - few[i]!.cpuMs) / copies.length);
  yield ratioRow("processor time for each further VST3 plugin, against the C++ reader", {
    measured: perPlugin(costs.scanMany, costs.scanFew),
    baseline: perPlugin(costs.readMany, costs.readFew),
  }, { limit: atMost(1.3), note: `the reader: ${READERS.vst3}` });
}

/** Copies with content of their own, so that no scan takes two for the same. */
async function copyBundles(libraries: readonly string[], folder: string): Promise<string[]> {
  const copies: string[] = [];
  for (let i = 1; i <= COPIES; i++) {
    for (const library of libraries) {
      const [bundle, name] = /([^/]+)\.vst3\/.*?([^/]+)\.so$/.exec(library)!.slice(1) as [string, string];
      const binaries = `${folder}/${bundle} ${i}.vst3/Contents/${Deno.build.arch}-linux`;
      await Deno.mkdir(binaries, { recursive: true });
      const copy = `${binaries}/${name} ${i}.so`;
      await Deno.copyFile(library, copy);
      await Deno.writeFile(copy, new Uint8Array(i), { append: true });
      copies.push(copy);
    }
  }
  return copies;
}

async function firstScan(
  { folder }: Bench,
  meter: ProcessMeter,
  paths: readonly string[],
): Promise<ProcessCost> {
  const catalog = await newCatalog(folder);
  const cost = await meter.run(pluginary(folder, catalog, "scan", ...paths));
  await Deno.remove(catalog.slice(0, catalog.lastIndexOf("/")), { recursive: true });
  return cost;
}

function wall(measured: readonly ProcessCost[], baseline: readonly ProcessCost[]) {
  return { measured: measured.map(({ wallMs }) => wallMs), baseline: baseline.map(({ wallMs }) => wallMs) };
}

function cpu(measured: readonly ProcessCost[], baseline: readonly ProcessCost[]) {
  return { measured: measured.map(({ cpuMs }) => cpuMs), baseline: baseline.map(({ cpuMs }) => cpuMs) };
}
