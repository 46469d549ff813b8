import { exists } from "../../../src/scan/files/file_system.ts";
import { projectPath } from "../../project_path.ts";
import { ask } from "../../run_command.ts";
import { sampleFiles, sampleFolders, type SampleFormat } from "../corpora/samples.ts";
import { type Bench, roundsOf } from "../harness/bench.ts";
import { inTurn } from "../harness/in_turn.ts";
import { type Command, ProcessMeter, sumOf } from "../harness/process_meter.ts";
import { newCatalog, pluginary } from "../harness/program.ts";
import { atLeast, type Limit, ratioRow, type Row } from "../harness/row.ts";
import { PEERS_PYTHON } from "../peers/install_peers.ts";

const ROUNDS = 3;

/** One plugin can keep pedalboard busy for minutes; a peer that is stopped has taken at least so long. */
const LONGEST_READ = "10m";

/** Carla's programs, where its packages put them. */
const CARLA = ["/usr/lib/carla/carla-discovery-native", "/usr/local/lib/carla/carla-discovery-native"];

/** Another program that reads plugins. */
interface Peer {
  readonly name: string;
  readonly format: SampleFormat;
  /** What it reads and what it does not, of the things that a scan reads. */
  readonly reads: string;
  /** Why it cannot run here; empty where it can. */
  readonly missing: () => string;
  /** The runs that read all samples, one after the other. */
  readonly runs: () => Promise<readonly Command[]>;
  /** Whether a round takes minutes, so that one has to do and a quick run leaves it out. */
  readonly isSlow?: boolean;
  readonly limit?: Limit;
}

const PEERS: readonly Peer[] = [
  {
    name: "pedalboard",
    format: "vst3",
    reads:
      "parameters with ranges and texts; no buses, programs or latency; unprotected, stores nothing; stopped after 10 minutes",
    missing: () => missingPackage("pedalboard"),
    runs: () => Promise.resolve([pythonReader("pedalboard")]),
    isSlow: true,
    limit: atLeast(200),
  },
  {
    name: "DawDreamer",
    format: "vst3",
    reads: "parameters with ranges and texts; no buses, programs or latency; unprotected, stores nothing",
    missing: () => missingPackage("dawdreamer"),
    runs: () => Promise.resolve([pythonReader("dawdreamer")]),
  },
  {
    name: "lv2info, a process for each plugin",
    format: "lv2",
    reads: "ports, units, presets and UIs by name; unprotected (LV2 needs no code to read), stores nothing",
    missing: () => missingCommand("lv2info", "lilv-utils"),
    runs: lv2infoRuns,
    isSlow: true,
  },
  {
    name: "analyseplugin, a process for each library",
    format: "ladspa",
    reads: "all ports and hints; protected by the process of its own, stores nothing",
    missing: () => missingCommand("analyseplugin", "ladspa-sdk"),
    runs: () =>
      Promise.resolve(
        sampleFiles("ladspa").map((library) => ({ program: "analyseplugin", args: [library] })),
      ),
  },
  ...carlaPeers(),
];

/** Other programs on the same plugins, against a first scan of them; each in turn with the scan. */
export async function* peerRows(bench: Bench): AsyncGenerator<Row> {
  const meter = await ProcessMeter.make(bench.folder);
  for (const peer of PEERS) yield await peerRow(bench, meter, peer);
}

async function peerRow(bench: Bench, meter: ProcessMeter, peer: Peer): Promise<Row> {
  const name = `${peer.name}, against a first scan of the same ${peer.format} plugins`;
  const reason = whySkipped(bench, peer);
  if (reason !== "") return { name, skipped: reason };
  const runs = await peer.runs();
  const read = async () => (await sumOf(runs.map((run) => () => meter.run(run, true)))).wallMs;
  const scan = async () => {
    const catalog = await newCatalog(bench.folder);
    return (await meter.run(pluginary(bench.folder, catalog, "scan", ...sampleFolders(peer.format)))).wallMs;
  };
  const { measured, baseline } = peer.isSlow
    ? { measured: [await read()], baseline: [await scan()] }
    : await inTurn(roundsOf(bench, ROUNDS), { measured: read, baseline: scan });
  return ratioRow(name, { measured, baseline }, {
    note: `reads ${peer.reads}`,
    ...(peer.limit === undefined ? {} : { limit: peer.limit }),
  });
}

function whySkipped({ isQuick }: Bench, { format, missing, isSlow = false }: Peer): string {
  const reason = missing();
  if (reason !== "") return reason;
  if (sampleFolders(format).length === 0) return `no ${format} samples`;
  return isQuick && isSlow ? "takes minutes; left out of a quick run" : "";
}

function pythonReader(name: string): Command {
  const script = projectPath(`scripts/bench/peers/${name}_reader.py`);
  return {
    program: "timeout",
    args: [LONGEST_READ, PEERS_PYTHON, script, ...sampleFiles("vst3").map(bundleOf)],
  };
}

function bundleOf(library: string): string {
  return library.slice(0, library.indexOf("/Contents/"));
}

function missingPackage(name: string): string {
  const advice = `no Python package "${name}"; scripts/bench/peers/install_peers.ts installs it`;
  const folder = PEERS_PYTHON.replace("/bin/python3", "/lib");
  if (!exists(folder)) return advice;
  const isThere = [...Deno.readDirSync(folder)].some((python) =>
    exists(`${folder}/${python.name}/site-packages/${name}`)
  );
  return isThere ? "" : advice;
}

function missingCommand(name: string, debianPackage: string): string {
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  return folders.some((folder) => exists(`${folder}/${name}`))
    ? ""
    : `no ${name}; Debian's ${debianPackage} has it`;
}

async function lv2infoRuns(): Promise<Command[]> {
  const { stdout } = await ask("lv2ls", []);
  return stdout.trim().split("\n").map((uri) => ({ program: "lv2info", args: [uri] }));
}

/** Carla's discovery of each format; one row where it is not installed. */
function carlaPeers(): Peer[] {
  const program = CARLA.find(exists);
  const formats = ["vst3", "clap", "ladspa", "lv2"] as const;
  return (program === undefined ? formats.slice(0, 1) : formats).map((format) => ({
    name: "Carla's discovery, a process for each module",
    format,
    reads: "names, kinds and numbers of ports and parameters; no parameters themselves",
    missing: () => program === undefined ? "no carla-discovery-native; Debian has no package of it" : "",
    runs: () =>
      Promise.resolve(carlaModules(format).map((module) => ({ program: program!, args: [format, module] }))),
  }));
}

function carlaModules(format: SampleFormat): string[] {
  if (format === "vst3") return sampleFiles("vst3").map(bundleOf);
  if (format !== "lv2") return sampleFiles(format);
  return sampleFolders("lv2").flatMap((folder) =>
    [...Deno.readDirSync(folder)].map(({ name }) => `${folder}/${name}`)
  );
}
