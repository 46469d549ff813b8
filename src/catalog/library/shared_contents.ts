import type { DatabaseSync } from "node:sqlite";
import type { SharedContent, SharedPreset, SharedVersion } from "../../model/presets/shared_presets.ts";
import { statement } from "../sqlite/statement.ts";
import { readBlob } from "./blobs.ts";
import type { LibraryPreset } from "./library_preset.ts";
import type { LibraryVersion } from "./library_version.ts";

/** Describes a preset and some of its versions as a shared file does. */
export function toShare(
  db: DatabaseSync,
  { uuid, name, pluginId, pluginName, author, tags, note, addedAt }: LibraryPreset,
  versions: readonly LibraryVersion[],
): SharedPreset {
  return {
    ...{ id: uuid, name, pluginId, pluginName, author, tags: [...tags], note, addedAt },
    versions: versions.map((version) => versionToShare(db, version)).sort((a, b) => a.number - b.number),
  };
}

/**
 * Reads a content by its hash.
 *
 * @throws {PluginaryError} `catalog-damaged` if it is not what was stored.
 */
export function readShared(db: DatabaseSync, { sha256 }: SharedContent): Uint8Array {
  return readBlob(db, Number(statement(db, "select id from preset_blobs where hash = ?").get(sha256)!["id"]));
}

function versionToShare(
  db: DatabaseSync,
  { rowId, number, hash, sizeBytes, pluginVersion, author, note, at }: LibraryVersion,
): SharedVersion {
  const texts = statement(
    db,
    `select b.hash, b.size_bytes from library_versions v join preset_blobs b on b.id = v.texts_id where v.id = ?`,
  ).get(rowId);
  return {
    number,
    state: { sha256: hash, sizeBytes },
    ...(texts === undefined
      ? {}
      : { texts: { sha256: String(texts["hash"]), sizeBytes: Number(texts["size_bytes"]) } }),
    ...{ pluginVersion, author, note, at },
  };
}
