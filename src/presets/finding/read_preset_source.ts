import { readPresetFile } from "../../file_formats/presets/read_preset_file.ts";
import type { ReadPreset } from "../../model/presets/found_preset.ts";
import type { SourceReading } from "./preset_account.ts";
import { FileWindow } from "../../scan/files/file_window.ts";
import type { PresetSource } from "./preset_source.ts";
import { fileFault } from "./file_fault.ts";

/** Reads a file of presets without any code of plugins; the states in it are left where they are. */
export function readPresetSource({ path, name, isFactory }: PresetSource): SourceReading {
  try {
    using source = FileWindow.open(path);
    const { container, presets } = readPresetFile({ name, source }, { withStates: false });
    return { container, presets: presets.map((preset) => found(preset, isFactory)) };
  } catch (error) {
    return { fault: fileFault(error) };
  }
}

function found({ state: _state, ...preset }: ReadPreset, isFactory: boolean | undefined) {
  return isFactory === undefined || preset.isFactory !== undefined ? preset : { ...preset, isFactory };
}
