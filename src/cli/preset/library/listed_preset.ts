import type { LibraryPreset } from "../../../catalog/library/library_preset.ts";
import type { LibraryVersion } from "../../../catalog/library/library_version.ts";
import type {
  ComparedVersion,
  ListedLibraryPreset,
  ListedVersion,
} from "../../../model/documents/presets/library_documents.ts";

/** A preset of the library for documents. */
export function listedPreset(preset: LibraryPreset): ListedLibraryPreset {
  const { uuid, name, pluginId, pluginName, author, tags, note, sizeBytes, addedAt, changedAt } = preset;
  return {
    ...{ id: uuid, name, pluginId, pluginName, author, tags: [...tags], note },
    ...{ versions: preset.version, sizeBytes, addedAt, changedAt, isDeleted: preset.isDeleted },
  };
}

/** A version for documents. */
export function listedVersion({ rowId: _rowId, ...version }: LibraryVersion): ListedVersion {
  return version;
}

/** One side of a comparison for documents. */
export function comparedVersion(
  { uuid, name, pluginId }: LibraryPreset,
  { number }: LibraryVersion,
): ComparedVersion {
  return { id: uuid, name, pluginId, version: number };
}
