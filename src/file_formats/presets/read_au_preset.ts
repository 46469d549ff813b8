import type { ByteSource } from "../byte_source.ts";
import { readAuPreset } from "./au_preset.ts";
import { type PresetFile, type PresetReading, UNDESCRIBED } from "./file_preset.ts";
import { stateBytes } from "./state_bytes.ts";

/** Reads an `.aupreset`. */
export function readAuPresetFile(source: ByteSource, { title, withStates }: PresetReading): PresetFile {
  const file = stateBytes(source, 0, source.size);
  const { component, name } = readAuPreset(file);
  return {
    container: "aupreset",
    presets: [{
      ...UNDESCRIBED,
      name: name.trim() || title,
      pluginId: auPluginId(component),
      loadKey: "",
      ...withStates ? { foreign: { format: "au", file } } : {},
    }],
  };
}

/** The public id of an Audio Unit. */
export function auPluginId(component: readonly string[]): string {
  return `au:${component.join(":")}`;
}
