import { compareShared, importShared } from "../../catalog/library/import_shared.ts";
import { pluginFit } from "../../catalog/library/plugin_fit.ts";
import { indexPresetChanges } from "../../catalog/presets/index_preset_changes.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type { ImportedPreset } from "../../model/documents/presets/sharing_documents.ts";
import type { SharedPreset } from "../../model/presets/shared_presets.ts";
import type { SharedArchive } from "./shared_archive.ts";

/** What an import would do, and how the installed plugins fit; reads only. */
export async function planImport(
  catalog: Catalog,
  { manifest }: SharedArchive,
): Promise<ImportedPreset[]> {
  return await catalog.read((db) => manifest.presets.map((preset) => plan(db, preset)));
}

/** Imports all presets of a file that has been verified, or none. */
export async function importPresets(catalog: Catalog, archive: SharedArchive): Promise<void> {
  const now = new Date();
  await catalog.write((db) => {
    for (const preset of archive.manifest.presets) {
      importShared(db, preset, (content) => archive.content(content), now);
    }
  });
  await indexPresetChanges(catalog);
}

function plan(db: Catalog["db"], preset: SharedPreset): ImportedPreset {
  const { id, name, pluginId, pluginName, versions } = preset;
  const { pluginVersion } = versions.reduce((last, next) => next.number > last.number ? next : last);
  const { status, version, candidates } = pluginFit(db, { pluginId, pluginName, pluginVersion });
  const { change, newVersions } = compareShared(db, preset);
  return {
    ...{ id, name, pluginId, pluginName, status, pluginVersion },
    ...(version === undefined ? {} : { installedVersion: version }),
    candidates: [...candidates],
    change,
    newVersions: newVersions.length,
  };
}
