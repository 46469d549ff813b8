import type { TemporaryFolder } from "../../support/temporary_folder.ts";

/** A port as `lv2_reader.c` prints it; bounds and default as the Turtle has them. */
export interface ReaderPort {
  readonly symbol: string;
  readonly name: string;
  readonly isAudio: boolean;
  readonly isControl: boolean;
  readonly isCv: boolean;
  readonly isEvent: boolean;
  readonly isInput: boolean;
  readonly default: number | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly unit: string;
  readonly group: string;
  readonly properties: readonly string[];
  readonly scalePoints: readonly { readonly value: number; readonly label: string }[];
}

/** A plugin as `lv2_reader.c` prints it. */
export interface ReaderPlugin {
  readonly uri: string;
  readonly name: string;
  readonly author: string;
  /** URI of the class that lilv finds. */
  readonly class: string;
  readonly presetCount: number;
  readonly uiCount: number;
  readonly ports: readonly ReaderPort[];
}

const SOURCE = new URL("./lv2_reader.c", import.meta.url).pathname;
const PRESET_SOURCE = new URL("./lv2_presets.c", import.meta.url).pathname;
const LV2_SDK = "/usr/share/juce/modules/juce_audio_processors/format_types/LV2_SDK";

/** Where Debian's packages put LV2 bundles. */
export const LV2_FOLDER = "/usr/lib/lv2";

/** Why nothing can be compared here, for the names of tests; empty where it can. */
export function missingReader(): string {
  for (const file of [`${LV2_FOLDER}/ZamTube.lv2/manifest.ttl`, "/usr/bin/lv2info"]) {
    if (!exists(file)) return ` (skipped: there is no ${file})`;
  }
  return "";
}

function exists(file: string): boolean {
  try {
    return Deno.statSync(file).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Compiles the independent reader against the lilv of the system; headers come from JUCE's copy. */
export async function compileReader(folder: TemporaryFolder, source: string = SOURCE): Promise<string> {
  const program = folder.join("lv2_reader");
  const includes = [`-I${LV2_SDK}/lilv`, `-I${LV2_SDK}/lv2`];
  await run("cc", ["-O2", ...includes, "-o", program, source, "-l:liblilv-0.so.0"]);
  return program;
}

/** A preset of an installed plugin as `lv2_presets.c` prints it. */
export interface ReaderPreset {
  readonly plugin: string;
  /** The plugin's folder, with a slash at its end. */
  readonly bundle: string;
  readonly uri: string;
  readonly label: string;
  /** The number of values beside those of ports. */
  readonly properties: number;
  /** Values by the symbols of ports. */
  readonly ports: Readonly<Record<string, number>>;
}

/** The presets of all installed plugins as lilv reads them. */
export async function readInstalledPresets(folder: TemporaryFolder): Promise<ReaderPreset[]> {
  const program = await compileReader(folder, PRESET_SOURCE);
  return (await run(program, [])).split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
}

/** All installed plugins as the independent reader sees them. */
export async function readInstalled(program: string): Promise<ReaderPlugin[]> {
  const lines = (await run(program, [])).split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const plugin = JSON.parse(line) as ReaderPlugin;
    return { ...plugin, ports: plugin.ports.map(withBooleans) };
  });
}

/** C prints 0 and 1. */
function withBooleans(port: ReaderPort): ReaderPort {
  const { isAudio, isControl, isCv, isEvent, isInput } = port;
  return {
    ...port,
    isAudio: Boolean(isAudio),
    isControl: Boolean(isControl),
    isCv: Boolean(isCv),
    isEvent: Boolean(isEvent),
    isInput: Boolean(isInput),
  };
}

async function run(program: string, args: string[]): Promise<string> {
  const env = { LC_ALL: "C", LANG: "C" };
  const { code, stdout, stderr } = await new Deno.Command(program, { args, env }).output();
  if (code !== 0) throw new Error(`"${program}" ended with ${code}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}
