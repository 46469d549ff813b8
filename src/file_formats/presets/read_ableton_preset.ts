import type { PluginState } from "../../model/presets/plugin_state.ts";
import { bytesAsSource, type ByteSource, joined, piecesOf } from "../byte_source.ts";
import { fromHex } from "../byte_text.ts";
import { FileFormatError } from "../file_format_error.ts";
import { gunzip, isGzip } from "../packed/gunzip.ts";
import { inflate } from "../packed/inflate.ts";
import { readXml } from "../xml/read_xml.ts";
import { childAt, type XmlElement } from "../xml/xml_element.ts";
import { codeText } from "../code_text.ts";
import {
  type FilePreset,
  type ForeignState,
  MOST_STATE_BYTES,
  type PresetFile,
  type PresetReading,
  titleOf,
  UNDESCRIBED,
} from "./file_preset.ts";
import { auPluginId } from "./read_au_preset.ts";
import { vst2PluginId } from "./read_vst2_preset.ts";
import { writeVst2Preset } from "./vst2_preset.ts";

/**
 * A plugin's part of a document of Live: a device describes it and has the
 * preset inside; a chain of a rack has the preset alone.
 */
interface LivePlugin {
  readonly info: XmlElement | undefined;
  readonly preset: XmlElement;
}

/** Elements of plugins by the preset that is in them. */
const INFOS: ReadonlyMap<string, string> = new Map([
  ["Vst3PluginInfo", "Vst3Preset"],
  ["VstPluginInfo", "VstPreset"],
  ["AuPluginInfo", "AuPreset"],
]);

const PRESETS: readonly string[] = [...INFOS.values()];

/** Kinds of VST2 states whose bytes are the plugin's own, as big-endian numbers. */
const PROGRAM_CHUNK = "FPCh";
const BANK_CHUNK = "FBCh";

/** Begins bytes that zlib has packed. */
const ZLIB = 0x78;

/**
 * Reads the plugins of a rack (`.adg`) or a device (`.adv`) of Ableton Live, in
 * the order of the document. Live's own devices are left out.
 */
export function readAbletonPresetFile(
  source: ByteSource,
  reading: PresetReading,
  container: "adg" | "adv",
): PresetFile {
  const plugins: LivePlugin[] = [];
  let isOfLive = false;
  readXml(isGzip(source) ? gunzip(source) : piecesOf(source), {
    open(name) {
      isOfLive ||= name === "Ableton";
      return isOfLive && (INFOS.has(name) || PRESETS.includes(name));
    },
    skipsText: () => !reading.withStates,
    kept(element) {
      const inner = INFOS.get(element.name);
      if (inner === undefined) plugins.push({ info: undefined, preset: element });
      else {
        const preset = childAt(element, "Preset", inner);
        if (preset !== undefined) plugins.push({ info: element, preset });
      }
    },
  });
  if (!isOfLive) throw new FileFormatError("invalid", "is XML, and not of Ableton Live");
  return {
    container,
    presets: plugins.map((plugin, index) => {
      const part = pluginOf(plugin, reading.withStates);
      return {
        ...UNDESCRIBED,
        ...part,
        name: titleOf(reading, part.pluginName ?? valueOf(plugin.preset, "Name"), plugins.length),
        loadKey: String(index),
      };
    }),
  };
}

type PluginPart = Pick<FilePreset, "pluginId" | "pluginName" | "state" | "foreign">;

function pluginOf({ info, preset }: LivePlugin, withStates: boolean): PluginPart {
  // In a rack, the name of a VST3's preset is the plugin's; that of an Audio Unit is the preset's.
  const own = preset.name === "Vst3Preset" ? valueOf(preset, "Name") : undefined;
  const name = valueOf(info, "Name") || valueOf(info, "PlugName") || own;
  const named = name === undefined || name === "" ? {} : { pluginName: name };
  switch (preset.name) {
    case "Vst3Preset":
      return {
        ...named,
        ...idPart(classIdOf(info) ?? classIdOf(preset), (id) => `vst3:${id}`),
        ...withStates ? { state: vst3StateOf(preset) } : {},
      };
    case "VstPreset": {
      const uniqueId = numberOf(info, "UniqueId") ?? numberOf(preset, "UniqueId");
      const foreign = withStates && uniqueId !== undefined ? vst2StateOf(preset, uniqueId) : undefined;
      return { ...named, ...idPart(uniqueId, vst2PluginId), ...foreign === undefined ? {} : { foreign } };
    }
    default: {
      const foreign = withStates ? auStateOf(preset) : undefined;
      const codes = ["Type", "SubType", "Manufacturer"].map((part) =>
        numberOf(info, `Component${part}`) ?? numberOf(preset, part)
      );
      const component = codes.every((code) => code !== undefined) ? codes.map(codeText) : undefined;
      return { ...named, ...idPart(component, auPluginId), ...foreign === undefined ? {} : { foreign } };
    }
  }
}

function idPart<T>(id: T | undefined, text: (id: T) => string): Pick<FilePreset, "pluginId"> {
  return id === undefined ? {} : { pluginId: text(id) };
}

function valueOf(element: XmlElement | undefined, name: string): string | undefined {
  return childAt(element, name)?.attributes["Value"];
}

function numberOf(element: XmlElement | undefined, name: string): number | undefined {
  const text = valueOf(element, name);
  return text !== undefined && /^-?\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/** The digits of a class id, from four signed numbers, or nothing where they are missing. */
function classIdOf(element: XmlElement | undefined): string | undefined {
  const uid = childAt(element, "Uid");
  const fields = [0, 1, 2, 3].map((index) => numberOf(uid, `Fields.${index}`));
  if (fields.some((field) => field === undefined)) return undefined;
  const digits = fields.map((field) => (field! >>> 0).toString(16).padStart(8, "0")).join("").toUpperCase();
  return /^0+$/.test(digits) ? undefined : digits;
}

function vst3StateOf(preset: XmlElement): PluginState {
  const stream = (name: string) => fromHex(childAt(preset, name)?.text ?? "").toBase64();
  return { format: "vst3", component: stream("ProcessorState"), controller: stream("ControllerState") };
}

function vst2StateOf(preset: XmlElement, uniqueId: number): ForeignState | undefined {
  const kind = codeText(numberOf(preset, "Type") ?? 0);
  if (kind !== PROGRAM_CHUNK && kind !== BANK_CHUNK) return undefined;
  const isBank = kind === BANK_CHUNK;
  const file = writeVst2Preset({
    uniqueId,
    pluginVersion: 1,
    isBank,
    name: "",
    count: numberOf(preset, isBank ? "ProgramCount" : "ParameterCount") ?? 1,
    state: fromHex(childAt(preset, "Buffer")?.text ?? ""),
  });
  return { format: "vst2", file };
}

function auStateOf(preset: XmlElement): ForeignState | undefined {
  const bytes = fromHex(childAt(preset, "Buffer")?.text ?? "");
  if (bytes.length === 0) return undefined;
  return { format: "au", file: bytes[0] === ZLIB ? unpacked(bytes) : bytes };
}

/** The bytes that zlib (RFC 1950) has packed, between its header and its checksum. */
function unpacked(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const range = { offset: 2, size: Math.max(0, bytes.length - 6) };
  return joined(inflate(bytesAsSource(bytes), range, MOST_STATE_BYTES));
}
