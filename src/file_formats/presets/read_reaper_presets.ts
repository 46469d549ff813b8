import type { PluginState } from "../../model/presets/plugin_state.ts";
import { type ByteSource, joined, piecesOf } from "../byte_source.ts";
import { fromBase64, fromHex } from "../byte_text.ts";
import { FileFormatError } from "../file_format_error.ts";
import { blocksOf, linesOf, readReaperTree, type ReaperBlock } from "../reaper/reaper_tree.ts";
import {
  isReaperVstData,
  readReaperVstData,
  type ReaperVstData,
  vst2StateOf,
  vst3StateOf,
} from "../reaper/reaper_vst_data.ts";
import { textLines } from "../text_lines.ts";
import { codeText } from "../code_text.ts";
import {
  type FilePreset,
  type ForeignState,
  NamedKeys,
  type PresetFile,
  type PresetReading,
  titleOf,
  UNDESCRIBED,
} from "./file_preset.ts";
import { auPluginId } from "./read_au_preset.ts";
import { vst2PluginId } from "./read_vst2_preset.ts";
import { writeVst2Preset } from "./vst2_preset.ts";

/** Blocks of a chain that are plugins; `JS` is a script of REAPER's own. */
const PLUGINS: readonly string[] = ["VST", "AU", "CLAP", "LV2", "JS", "DX"];

/** Most characters of a file with presets: the digits of states of 64 MiB. */
const MOST_CHARACTERS = 128 * 1024 * 1024;

/** Begins a library of presets. */
const LIBRARY = "REAPER_PRESET_LIBRARY";

/** A plugin as a line of REAPER names it. */
interface NamedPlugin {
  /** Such as "VST3", without the "i" of instruments. */
  readonly kind: string;
  readonly name: string;
}

type PluginPart = Pick<FilePreset, "pluginId" | "pluginName" | "state" | "foreign">;

/** Reads a chain of plugins (`.RfxChain`), also those in containers. */
export function readRfxChain(source: ByteSource, reading: PresetReading): PresetFile {
  const isKept = ([name = ""]: readonly string[]) => reading.withStates || !PLUGINS.includes(name);
  const plugins = pluginsOf(readReaperTree(piecesOf(source), isKept));
  return {
    container: "rfxchain",
    presets: plugins.map((block, index) => {
      const part = pluginOf(block, reading.withStates);
      return {
        ...UNDESCRIBED,
        ...part,
        name: titleOf(reading, part.pluginName, plugins.length),
        loadKey: String(index),
      };
    }),
  };
}

/** The blocks of plugins in a block, whatever they are in. */
function pluginsOf(block: ReaperBlock): ReaperBlock[] {
  return blocksOf(block).flatMap((inner) =>
    PLUGINS.includes(inner.words[0] ?? "") ? [inner] : pluginsOf(inner)
  );
}

/** Reads a library of presets (`.RPL`), which is exported for one plugin or several. */
export function readReaperLibrary(source: ByteSource, reading: PresetReading): PresetFile {
  const libraries = blocksOf(readReaperTree(piecesOf(source))).filter(({ words }) => words[0] === LIBRARY);
  if (libraries.length === 0) throw new FileFormatError("invalid", "is not a library of REAPER's presets");
  const keys = new NamedKeys();
  return {
    container: "rpl",
    presets: libraries.flatMap((library) => {
      const named = namedPlugin(library.words[1] ?? "");
      return blocksOf(library).filter(({ words }) => words[0] === "PRESET").map((block) => {
        const name = block.words[1] || reading.title;
        return {
          ...UNDESCRIBED,
          ...storedPlugin(named, bytesOf(block), reading.withStates),
          name,
          loadKey: keys.next(name),
        };
      });
    }),
  };
}

/** A section of the file with a plugin's presets. */
interface StoredPreset {
  name: string;
  /** The parts of its state by their numbers. */
  readonly data: Map<number, string>;
}

/** Begins the name of the file with the presets of a plugin. */
const FILE_KINDS: readonly (readonly [start: string, kind: string])[] = [
  ["vst3-", "VST3"],
  ["vst-", "VST"],
  ["clap-", "CLAP"],
  ["lv2-", "LV2"],
  ["au-", "AU"],
  ["js-", "JS"],
];

/**
 * Reads the file with the presets that a user has saved for a plugin
 * (`presets/vst-NAME.ini`): sections `PresetN` with `Name`, `Len`, and `Data`,
 * `Data_1` and so on in hexadecimal digits, each with a checksum at its end.
 */
export function readReaperPresetIni(source: ByteSource, reading: PresetReading): PresetFile {
  const presets = sectionsOf(textLines(piecesOf(source)));
  const kind = FILE_KINDS.find(([start]) => reading.title.toLowerCase().startsWith(start));
  const named = { kind: kind?.[1] ?? "", name: reading.title.slice(kind?.[0].length ?? 0) };
  const keys = new NamedKeys();
  return {
    container: "reaper-ini",
    presets: presets.map(({ name, data }) => ({
      ...UNDESCRIBED,
      ...storedPlugin(named, dataOf(data), reading.withStates),
      name: name || reading.title,
      loadKey: keys.next(name || reading.title),
    })),
  };
}

function sectionsOf(lines: Iterable<string>): StoredPreset[] {
  const presets: StoredPreset[] = [];
  let isPresets = false;
  let open: StoredPreset | undefined;
  let characters = 0;
  for (const line of lines) {
    characters += line.length;
    if (characters > MOST_CHARACTERS) {
      throw new FileFormatError("too-large", `has more than ${MOST_CHARACTERS} characters`);
    }
    const title = /^\s*\[(.*)\]\s*$/.exec(line)?.[1];
    if (title !== undefined) {
      const isPreset = /^preset\d+$/i.test(title);
      isPresets ||= isPreset || title.toLowerCase() === "general";
      open = isPreset ? { name: "", data: new Map() } : undefined;
      if (open !== undefined) presets.push(open);
      continue;
    }
    const [, key, value] = /^([^=]*)=(.*)$/.exec(line) ?? [];
    if (open === undefined || key === undefined || value === undefined) continue;
    if (key.toLowerCase() === "name") open.name = value.trim();
    const part = /^data(?:_(\d+))?$/i.exec(key);
    if (part !== null) open.data.set(Number(part[1] ?? 0), value);
  }
  if (!isPresets) throw new FileFormatError("invalid", "is not a file of REAPER's presets");
  return presets;
}

function dataOf(parts: ReadonlyMap<number, string>): Uint8Array<ArrayBuffer> {
  const ordered = [...parts].sort(([one], [other]) => one - other);
  return joined(ordered.map(([, digits]) => {
    const bytes = fromHex(digits);
    const data = bytes.subarray(0, -1);
    if (data.reduce((sum, byte) => sum + byte, 0) % 256 !== bytes.at(-1)) {
      throw new FileFormatError("truncated", "has a preset with another checksum than its bytes");
    }
    return data;
  }));
}

/** The bytes of a block; each of its lines is Base64 of its own. */
function bytesOf(block: ReaperBlock): Uint8Array<ArrayBuffer> {
  return joined(linesOf(block).map(fromBase64));
}

/** A plugin of a chain, whose first line has its id. */
function pluginOf(block: ReaperBlock, withStates: boolean): PluginPart {
  const [kind = "", title = "", ...words] = block.words;
  const { name } = namedPlugin(title);
  switch (kind) {
    case "CLAP": {
      const state = blocksOf(block).find((inner) => inner.words[0] === "STATE");
      return {
        pluginName: name,
        pluginId: `clap:${words[0] ?? ""}`,
        ...withStates && state !== undefined
          ? { state: { format: "clap", data: bytesOf(state).toBase64() } }
          : {},
      };
    }
    case "LV2":
      return { pluginName: name, pluginId: `lv2:${words[0] ?? ""}` };
    case "AU": {
      const codes = words.slice(2, 5).map(Number);
      const isKnown = codes.length === 3 && codes.every(Number.isInteger);
      return { pluginName: name, ...isKnown ? { pluginId: auPluginId(codes.map(codeText)) } : {} };
    }
    case "VST":
      return vstOf(name, words.join(" "), withStates ? bytesOf(block) : undefined);
    default:
      return { pluginName: title };
  }
}

/** A number, and behind it the class id of a VST3 in braces, or in angles that of a VST2. */
function vstOf(name: string, words: string, bytes: Uint8Array<ArrayBuffer> | undefined): PluginPart {
  const classId = /\d\{([0-9A-F]{32})\}/i.exec(words)?.[1]?.toUpperCase();
  const data = bytes === undefined ? undefined : readReaperVstData(bytes);
  if (classId !== undefined) {
    return {
      pluginName: name,
      pluginId: `vst3:${classId}`,
      ...data === undefined ? {} : { state: vst3State(data) },
    };
  }
  const number = /(?:^|\s)(-?\d{2,10})(?:<|\s|$)/.exec(words)?.[1] ?? data?.number;
  return {
    pluginName: name,
    ...number === undefined ? {} : { pluginId: vst2PluginId(Number(number)) },
    ...data === undefined ? {} : { foreign: vst2State(data) },
  };
}

/**
 * A plugin of a library, which has no id but that in the bytes; a VST3's is a
 * number made of it. A library can have a name of its own.
 */
function storedPlugin(
  { kind, name }: NamedPlugin,
  bytes: Uint8Array<ArrayBuffer>,
  withStates: boolean,
): PluginPart {
  const named = kind === "" ? {} : { pluginName: kind === "JS" ? `JS: ${name}` : name };
  if (kind !== "VST" && kind !== "VST3" && !(kind === "" && isReaperVstData(bytes))) return named;
  const data = readReaperVstData(bytes);
  if (kind === "VST3" || data.isVst3) return { ...named, ...withStates ? { state: vst3State(data) } : {} };
  const pluginId = vst2PluginId(data.number);
  return { ...named, pluginId, ...withStates ? { foreign: vst2State(data) } : {} };
}

function vst3State({ data }: ReaperVstData): PluginState {
  const { component, controller } = vst3StateOf(data);
  return { format: "vst3", component: component.toBase64(), controller: controller.toBase64() };
}

function vst2State({ number, data, presetName }: ReaperVstData): ForeignState {
  const state = vst2StateOf(data);
  const file = writeVst2Preset({
    uniqueId: number,
    pluginVersion: 1,
    isBank: false,
    name: presetName,
    count: state instanceof Uint8Array ? 1 : state.length,
    state,
  });
  return { format: "vst2", file };
}

/** Splits `VST3i: Name (Vendor) (mono)`. */
function namedPlugin(title: string): NamedPlugin {
  const [, kind, rest] = /^(VST3?|AU|CLAP|LV2|JS|DX)i?: (.*)$/.exec(title) ?? [];
  if (kind === undefined || rest === undefined) return { kind: "", name: title };
  const withoutChannels = rest.replace(/ \((?:mono|stereo|\d+(?:->\d+)?ch|\d+ out)\)$/i, "");
  return { kind, name: withoutChannels.replace(/ \([^()]*(?:\([^()]*\)[^()]*)*\)$/, "") };
}
