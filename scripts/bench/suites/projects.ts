import { createGzip } from "node:zlib";
import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { readProject } from "../../../src/file_formats/projects/read_project.ts";
import { type Bench, roundsOf } from "../harness/bench.ts";
import { figureOf } from "../harness/figure.ts";
import { timeMs } from "../harness/in_turn.ts";
import { watchMemory } from "../harness/memory_watch.ts";
import { newCatalog, pluginary } from "../harness/program.ts";
import { ProcessMeter } from "../harness/process_meter.ts";
import { atLeast, atMost, type Row } from "../harness/row.ts";

/** Projects of REAPER in the folder that is searched. */
const PROJECTS = 500;

/** Tracks of each, with three plugins each. */
const TRACKS = 24;

/** Bytes of XML in the set of Live: as many as in the largest that was seen. */
const SET_BYTES = 265_000_000;

/** Bytes of XML of one of its tracks. */
const TRACK_BYTES = 500_000;

/** Promised most memory of the program that reads it. */
const MEMORY_MB = 150;

/** The promises of projects: how fast they are read, and in how much memory. */
export async function* projectRows(bench: Bench): AsyncGenerator<Row> {
  const { folder } = bench;
  yield* reaperRows(bench);
  const set = folder.join("large.als");
  const bytes = await writeLiveSet(set);
  const command = pluginary(folder, await newCatalog(folder), "project", "info", set, "--json");
  const meter = await ProcessMeter.make(folder);
  const runs = [];
  for (let round = 0; round < roundsOf(bench, 3); round++) runs.push(await meter.run(command));
  yield {
    name: `MB of XML per second, a set of Live with ${Math.round(bytes / 1e6)} MB`,
    measured: figureOf("count", runs.map(({ wallMs }) => bytes / 1e3 / wallMs)),
    limit: atLeast(35),
    note: `with the start of the program; ${
      (bytes / 1e3 / Math.min(...runs.map(({ cpuMs }) => cpuMs))).toFixed(0)
    } MB per second of processor time`,
  };
  const { parentPeakBytes } = await watchMemory(command);
  yield {
    name: "peak memory of reading it",
    measured: figureOf("MB", [parentPeakBytes / 1e6]),
    limit: atMost(MEMORY_MB),
    note: "VmHWM",
  };
}

async function* reaperRows(bench: Bench): AsyncGenerator<Row> {
  const folder = bench.folder.join("reaper");
  await Deno.mkdir(folder);
  const project = reaperProject();
  for (let index = 0; index < PROJECTS; index++) {
    await Deno.writeTextFile(`${folder}/Song ${index}.RPP`, project);
  }
  const rounds = roundsOf(bench, 5);
  const rates: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const ms = await timeMs(() => {
      for (let index = 0; index < PROJECTS; index++) readProject(`${folder}/Song ${index}.RPP`);
      return Promise.resolve();
    });
    rates.push(PROJECTS / ms * 1000);
  }
  yield {
    name: `projects of REAPER per second, ${Math.round(project.length / 1000)} KB each`,
    measured: figureOf("count", rates),
    limit: atLeast(100),
  };
  const meter = await ProcessMeter.make(bench.folder);
  const catalog = await newCatalog(bench.folder);
  const scan = pluginary(bench.folder, catalog, "project", "scan", folder, "--json");
  const first = await meter.run(scan);
  yield {
    name: `project scan of ${PROJECTS} projects`,
    measured: figureOf("ms", [first.wallMs]),
    limit: atMost(PROJECTS * 10),
  };
  yield {
    name: `project scan of ${PROJECTS} unchanged projects`,
    measured: figureOf("ms", [(await meter.run(scan)).wallMs]),
    limit: atMost(2000),
  };
}

function reaperProject(): string {
  const state = `        ${"u8v0du5e7f4CAAAAAQAAAAAAAAAC".repeat(4)}\n`.repeat(40);
  const plugins = [
    `      BYPASS 0 0 0\n      <VST "VST3: ZamTube (Damien Zammit)" ZamTube.vst3 0 "" 1976543755{2046504473616C634255545A00000000} ""\n${state}      >\n`,
    `      BYPASS 1 0 0\n      <VST "VST: ReaComp (Cockos)" reacomp.so 0 "" 1919247213<5653547265636D726561636F6D700000> ""\n${state}      >\n`,
    `      BYPASS 0 0 0\n      <CLAP "CLAP: Surge XT (Surge Synth Team)" org.surge-synth-team.surge-xt ""\n        <STATE\n${state}        >\n      >\n`,
  ].join("");
  const tracks = Array.from(
    { length: TRACKS },
    (_, index) => `  <TRACK {${index}}\n    NAME "Track ${index}"\n    <FXCHAIN\n${plugins}    >\n  >\n`,
  );
  return `<REAPER_PROJECT 0.1 "7.06/linux-x86_64" 1702219845\n${tracks.join("")}>\n`;
}

/** @returns The bytes of XML. */
async function writeLiveSet(path: string): Promise<number> {
  const gzip = createGzip({ level: 6 });
  const file = gzip.pipe(createWriteStream(path));
  let bytes = 0;
  const write = async (text: string) => {
    bytes += text.length;
    if (!gzip.write(text)) await once(gzip, "drain");
  };
  await write(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Ableton Creator="Ableton Live 12.0.5"><LiveSet><Tracks>\n',
  );
  for (let index = 0; bytes < SET_BYTES; index++) await write(liveTrack(index));
  await write("</Tracks></LiveSet></Ableton>\n");
  gzip.end();
  await once(file, "finish");
  return bytes;
}

/** A track with a plugin, its parameters and its state, as far apart as in sets. */
function liveTrack(index: number): string {
  const parameters = Array.from(
    { length: 400 },
    (_, id) =>
      `<PluginParameterSettings Id="${id}">\n\t<Index Value="${id}" />\n\t<VisualIndex Value="${id}" />\n\t` +
      `<ParameterName Value="Parameter ${id}" />\n\t<ParameterId Value="${id * 7919 + index}" />\n\t` +
      `<LomId Value="0" />\n</PluginParameterSettings>\n`,
  ).join("");
  const state = `${(index * 2654435761 >>> 0).toString(16).padStart(8, "0").repeat(10).toUpperCase()}\n`;
  const states = state.repeat(Math.ceil((TRACK_BYTES - parameters.length) / state.length));
  return `<MidiTrack Id="${index}"><Name><EffectiveName Value="Track ${index}" /></Name><Freeze Value="false" />\n` +
    `<DeviceChain><DeviceChain><Devices><PluginDevice Id="0"><On><Manual Value="true" /></On>\n${parameters}` +
    `<PluginDesc><Vst3PluginInfo Id="0"><Preset><Vst3Preset Id="0"><ProcessorState>\n${states}</ProcessorState>` +
    `</Vst3Preset></Preset><Name Value="ZamTube" /><Uid><Fields.0 Value="541478980" /><Fields.1 Value="1935764579" />` +
    `<Fields.2 Value="1112888410" /><Fields.3 Value="0" /></Uid></Vst3PluginInfo></PluginDesc>\n` +
    `</PluginDevice></Devices></DeviceChain></DeviceChain></MidiTrack>\n`;
}
