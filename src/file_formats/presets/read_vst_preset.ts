import type { PluginState } from "../../model/presets/plugin_state.ts";
import type { ByteSource } from "../byte_source.ts";
import { type PresetFile, type PresetReading, UNDESCRIBED } from "./file_preset.ts";
import { stateBytes } from "./state_bytes.ts";
import {
  COMPONENT_CHUNK,
  CONTROLLER_CHUNK,
  INFO_CHUNK,
  readVstPreset,
  type VstPreset,
} from "./vst_preset.ts";
import { readVstPresetInfo } from "./vst_preset_info.ts";

/** Longest description; typical ones have 1 kB. */
const MOST_INFO_BYTES = 1024 * 1024;

/** Reads a `.vstpreset` with its description. */
export function readVstPresetFile(source: ByteSource, reading: PresetReading): PresetFile {
  const preset = readVstPreset(source);
  const info = infoOf(source, preset);
  return {
    container: "vstpreset",
    presets: [{
      ...info,
      name: info.name || reading.title,
      pluginId: `vst3:${preset.classId}`,
      loadKey: "",
      ...reading.withStates ? { state: vst3State(source, preset) } : {},
    }],
  };
}

function infoOf(source: ByteSource, { chunks }: VstPreset): ReturnType<typeof described> {
  const chunk = chunks.find(({ id }) => id === INFO_CHUNK);
  if (chunk === undefined || chunk.size === 0 || chunk.size > MOST_INFO_BYTES) {
    return { name: "", ...UNDESCRIBED };
  }
  return described(readVstPresetInfo(source.read(chunk.offset, chunk.size).slice()));
}

function described({ pluginName, ...info }: ReturnType<typeof readVstPresetInfo>) {
  return { ...info, ...pluginName === "" ? {} : { pluginName } };
}

/** The streams of a VST3 preset, empty where it has none. */
export function vst3State(source: ByteSource, { chunks }: VstPreset): PluginState {
  const stream = (wanted: string) => {
    const chunk = chunks.find(({ id }) => id === wanted);
    return chunk === undefined ? "" : stateBytes(source, chunk.offset, chunk.size).toBase64();
  };
  return { format: "vst3", component: stream(COMPONENT_CHUNK), controller: stream(CONTROLLER_CHUNK) };
}
