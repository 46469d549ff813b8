import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { indexPresetChanges } from "../../../src/catalog/presets/index_preset_changes.ts";
import { type PresetFile, savePresetFile } from "../../../src/catalog/presets/preset_files.ts";
import type { FoundPreset } from "../../../src/model/presets/found_preset.ts";

/** What a file says of a preset, of which a test only says what matters to it. */
export function foundPreset(name: string, changes: Partial<FoundPreset> = {}): FoundPreset {
  return { name, pluginId: "vst3:Synth", author: "", tags: [], description: "", loadKey: "", ...changes };
}

/** A file with these presets. */
export function presetFile(
  path: string,
  presets: readonly FoundPreset[],
  changes: Partial<PresetFile> = {},
): PresetFile {
  return {
    path,
    container: "vstpreset",
    root: "/presets",
    statKey: `${path} 1`,
    sizeBytes: 100,
    outcome: "read",
    presets,
    at: "2026-02-01T00:00:00.000Z",
    ...changes,
  };
}

/** Stores files as a search for presets does. */
export async function storePresetFiles(catalog: Catalog, ...files: readonly PresetFile[]): Promise<void> {
  await catalog.write((db) => {
    for (const file of files) savePresetFile(db, file);
  });
  await indexPresetChanges(catalog);
}
