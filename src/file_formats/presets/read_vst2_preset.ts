import type { ByteSource } from "../byte_source.ts";
import type { FilePreset, PresetFile, PresetReading } from "./file_preset.ts";
import { UNDESCRIBED } from "./file_preset.ts";
import { stateBytes } from "./state_bytes.ts";
import { readVst2Preset, type Vst2Preset, writeVst2Preset } from "./vst2_preset.ts";

/** Reads an `.fxp`, or an `.fxb` with each of the programs that stand in it. */
export function readVst2PresetFile(source: ByteSource, reading: PresetReading): PresetFile {
  const preset = readVst2Preset(source);
  const container = preset.isBank ? "fxb" : "fxp";
  if (preset.state.kind !== "programs") {
    return { container, presets: [presetOf(source, preset, reading, "")] };
  }
  return {
    container,
    presets: preset.state.programs.map((program, index) => presetOf(source, program, reading, String(index))),
  };
}

function presetOf(
  source: ByteSource,
  preset: Vst2Preset,
  { title, withStates }: PresetReading,
  loadKey: string,
): FilePreset {
  return {
    ...UNDESCRIBED,
    name: preset.name?.trim() || title,
    pluginId: vst2PluginId(preset.uniqueId),
    loadKey,
    ...withStates ? { foreign: { format: "vst2", file: fileOf(source, preset) } } : {},
  };
}

/** The public id of a VST2 plugin. */
export function vst2PluginId(uniqueId: number): string {
  return `vst2:${uniqueId | 0}`;
}

/** The preset as a file of its own, also where it is a program of a bank. */
function fileOf(source: ByteSource, preset: Vst2Preset): Uint8Array<ArrayBuffer> {
  const { uniqueId, pluginVersion, isBank, name = "", count, state } = preset;
  const head = { uniqueId, pluginVersion, isBank, name, count };
  if (state.kind === "parameters") return writeVst2Preset({ ...head, state: state.values });
  if (state.kind === "programs") return stateBytes(source, 0, source.size);
  return writeVst2Preset({ ...head, state: stateBytes(source, state.offset, state.size) });
}
