import { exists } from "../../../src/scan/files/file_system.ts";
import type { TemporaryFolder } from "../../../tests/support/temporary_folder.ts";
import { projectPath } from "../../project_path.ts";
import { ask } from "../../run_command.ts";
import { bundleOf, sampleFiles, sampleFolders, type SampleFormat } from "../corpora/samples.ts";
import type { Command } from "../harness/process_meter.ts";
import { CARGO_ROOT, DEBIAN_ROOT, PEERS_PYTHON } from "./install_peers.ts";

/** Another program that reads plugins. */
export interface Peer {
  readonly name: string;
  readonly format: SampleFormat;
  /** What it reads and what it does not, of the things that a scan reads. */
  readonly reads: string;
  /** Why it cannot run here; empty where it can. */
  readonly missing: () => string;
  /** The runs that read all samples, one after the other. */
  readonly runs: (folder: TemporaryFolder) => Promise<readonly Command[]>;
  /** Whether a round takes minutes, so that one has to do and a quick run leaves it out. */
  readonly isSlow?: boolean;
}

const LIBRARIES = `${DEBIAN_ROOT}/usr/lib/${Deno.build.arch}-linux-gnu`;
const ARDOUR = `${DEBIAN_ROOT}/usr/lib/ardour7`;
const MUSE = `${DEBIAN_ROOT}/usr/bin/muse_plugin_scan`;
const QTRACTOR = `${LIBRARIES}/qtractor/qtractor_plugin_scan`;
const LADSPALIST = `${DEBIAN_ROOT}/usr/bin/ladspalist`;
const VST3_PROBE = `${CARGO_ROOT}/bin/vst3-host-probe`;
const LIVI_READER = `${CARGO_ROOT}/bin/livi_reader`;

/** Carla's program, where its packages put it. */
const CARLA =
  ["/usr/lib/carla/carla-discovery-native", "/usr/local/lib/carla/carla-discovery-native"].find(exists) ??
    "carla-discovery-native";

/** The peers except pedalboard, which needs a suite of its own. */
export const PEERS: readonly Peer[] = [
  {
    name: "DawDreamer",
    format: "vst3",
    reads: "parameters with ranges and texts; no buses, programs or latency; unprotected, stores nothing",
    missing: () => missingPackage("dawdreamer"),
    runs: () => Promise.resolve([pythonReader("dawdreamer", sampleFiles("vst3").map(bundleOf))]),
  },
  {
    name: "ardour-vst3-scanner",
    format: "vst3",
    reads: "names, vendors, categories, numbers of channels; no parameters; unprotected, stores them in XML",
    missing: () => missingPeer(`${ARDOUR}/ardour-vst3-scanner`),
    runs: (folder) =>
      Promise.resolve([{
        program: `${ARDOUR}/ardour-vst3-scanner`,
        args: ["--force", ...sampleFiles("vst3").map(bundleOf)],
        env: { HOME: folder.join("ardour"), LD_LIBRARY_PATH: `${LIBRARIES}:${ARDOUR}` },
      }]),
  },
  {
    name: "vst3-host-probe, a process for each plugin",
    format: "vst3",
    reads:
      "classes, buses, parameters; no texts of values; protected by the process of its own, stores nothing",
    missing: () => missingPeer(VST3_PROBE),
    runs: () =>
      Promise.resolve(sampleFiles("vst3").map((file) => ({ program: VST3_PROBE, args: [bundleOf(file)] }))),
  },
  qtractorPeer("clap"),
  qtractorPeer("ladspa"),
  {
    name: "muse_plugin_scan, a process for each library",
    format: "ladspa",
    reads: "all ports with ranges and defaults; protected by the process of its own, stores them in XML",
    missing: () => missingPeer(MUSE),
    runs: museRuns,
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
  {
    name: "ladspalist",
    format: "ladspa",
    reads: "all ports with ranges; no defaults, no groups; unprotected, stores nothing",
    missing: () => missingPeer(LADSPALIST),
    runs: () => Promise.resolve([{ program: LADSPALIST, args: [], env: pathOf("ladspa") }]),
  },
  {
    name: "listplugins",
    format: "ladspa",
    reads: "names only; unprotected, stores nothing",
    missing: () => missingCommand("listplugins", "ladspa-sdk"),
    runs: () => Promise.resolve([{ program: "listplugins", args: [], env: pathOf("ladspa") }]),
  },
  {
    name: "livi (Rust)",
    format: "lv2",
    reads: "ports with ranges and defaults; no presets, units or scale points; stores nothing",
    missing: () => missingPeer(LIVI_READER),
    runs: () => Promise.resolve([{ program: LIVI_READER, args: [], env: pathOf("lv2") }]),
  },
  {
    name: "lv2ls --names",
    format: "lv2",
    reads: "names only; stores nothing",
    missing: () => missingCommand("lv2ls", "lilv-utils"),
    runs: () => Promise.resolve([{ program: "lv2ls", args: ["--names"], env: pathOf("lv2") }]),
  },
  {
    name: "lv2info, a process for each plugin",
    format: "lv2",
    reads: "ports, units, presets and UIs by name; unprotected (LV2 needs no code to read), stores nothing",
    missing: () => missingCommand("lv2info", "lilv-utils"),
    runs: lv2infoRuns,
    isSlow: true,
  },
  ...carlaPeers(),
];

/** The run of a script of ours that reads bundles with a Python package. */
export function pythonReader(name: string, bundles: readonly string[]): Command {
  const script = projectPath(`scripts/bench/peers/${name}_reader.py`);
  return { program: PEERS_PYTHON, args: [script, ...bundles] };
}

/** Why a Python package cannot be measured; empty where it can. */
export function missingPackage(name: string): string {
  const advice = `no Python package "${name}"; scripts/bench/peers/install_peers.ts installs it`;
  const folder = PEERS_PYTHON.replace("/bin/python3", "/lib");
  if (!exists(folder)) return advice;
  const isThere = [...Deno.readDirSync(folder)].some((python) =>
    exists(`${folder}/${python.name}/site-packages/${name}`)
  );
  return isThere ? "" : advice;
}

function missingPeer(program: string): string {
  const name = program.slice(program.lastIndexOf("/") + 1);
  return exists(program) ? "" : `no ${name}; scripts/bench/peers/install_peers.ts installs it`;
}

function missingCommand(name: string, debianPackage: string): string {
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  return folders.some((folder) => exists(`${folder}/${name}`))
    ? ""
    : `no ${name}; Debian's ${debianPackage} has it`;
}

/** The variable that tells a host where to look. */
function pathOf(format: "ladspa" | "lv2"): Record<string, string> {
  return { [`${format.toUpperCase()}_PATH`]: sampleFolders(format).join(":") };
}

/** It reads its orders from standard input, and ends where there are no more. */
function qtractorPeer(format: "clap" | "ladspa"): Peer {
  return {
    name: "qtractor_plugin_scan",
    format,
    reads:
      "names, kinds and numbers of channels and controls; no parameters themselves; unprotected, stores nothing",
    missing: () => missingPeer(QTRACTOR),
    runs: async (folder) => {
      const orders = sampleFiles(format).map((file) => `${format.toUpperCase()}:${file}\n`);
      const input = await folder.write(`qtractor-${format}`, orders.join(""));
      return [{
        program: "sh",
        args: ["-c", 'exec "$0" < "$1"', QTRACTOR, input],
        env: { LD_LIBRARY_PATH: LIBRARIES },
      }];
    },
  };
}

/** It writes only over a file that exists; type 1 is LADSPA. */
async function museRuns(folder: TemporaryFolder): Promise<Command[]> {
  const output = await folder.write("muse.xml", "");
  const env = { LD_LIBRARY_PATH: `${LIBRARIES}:${DEBIAN_ROOT}/usr/lib/muse/modules` };
  return sampleFiles("ladspa").map((library) => ({
    program: MUSE,
    args: ["-p", "-t", "1", "-f", library, "-o", output],
    env,
  }));
}

async function lv2infoRuns(): Promise<Command[]> {
  const { stdout } = await ask("env", [`LV2_PATH=${sampleFolders("lv2").join(":")}`, "lv2ls"]);
  return stdout.trim().split("\n").map((uri) => ({ program: "lv2info", args: [uri], env: pathOf("lv2") }));
}

/** Carla's discovery of each format; one row where it is not installed. */
function carlaPeers(): Peer[] {
  const formats = ["vst3", "clap", "ladspa", "lv2"] as const;
  return (exists(CARLA) ? formats : formats.slice(0, 1)).map((format) => ({
    name: "Carla's discovery, a process for each module",
    format,
    reads: "names, kinds and numbers of ports and parameters; no parameters themselves",
    missing: () => exists(CARLA) ? "" : "no carla-discovery-native; Debian has no package of it",
    runs: () =>
      Promise.resolve(carlaModules(format).map((module) => ({ program: CARLA, args: [format, module] }))),
  }));
}

function carlaModules(format: SampleFormat): string[] {
  if (format === "vst3") return sampleFiles("vst3").map(bundleOf);
  if (format !== "lv2") return sampleFiles(format);
  return sampleFolders("lv2").flatMap((folder) =>
    [...Deno.readDirSync(folder)].map(({ name }) => `${folder}/${name}`)
  );
}
