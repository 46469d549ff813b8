import { readAuPreset, writeAuPreset } from "../presets/au_preset.ts";
import type { WrittenFile, WrittenPreset } from "./written_preset.ts";

/** Writes an `.aupreset`; one that has the preset's name already stays as it is. */
export function writeAuPresetFile({ name, state }: WrittenPreset): WrittenFile[] {
  if (state.format !== "au") return [];
  const preset = readAuPreset(state.file);
  return [{ path: "", bytes: preset.name === name ? state.file : writeAuPreset(preset, name) }];
}
