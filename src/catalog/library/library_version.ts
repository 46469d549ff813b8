import type { DatabaseSync } from "node:sqlite";
import { statement } from "../sqlite/statement.ts";

/** A version of a preset, without its state. */
export interface LibraryVersion {
  readonly rowId: number;
  readonly number: number;
  /** SHA-256 of the state. */
  readonly hash: string;
  readonly sizeBytes: number;
  /** The plugin's version then; empty if unknown. */
  readonly pluginVersion: string;
  readonly author: string;
  readonly note: string;
  readonly at: string;
}

const SELECT_VERSIONS = `select v.id, v.number, b.hash, b.size_bytes, v.plugin_version, v.author, v.note, v.at
  from library_versions v join preset_blobs b on b.id = v.state_id where v.preset_id = ?`;

/** The versions of a preset, the last one first. */
export function readVersions(db: DatabaseSync, presetRow: number): LibraryVersion[] {
  return statement(db, `${SELECT_VERSIONS} order by v.number desc`).all(presetRow).map(versionOf);
}

function versionOf(row: Readonly<Record<string, unknown>>): LibraryVersion {
  return {
    rowId: Number(row["id"]),
    number: Number(row["number"]),
    hash: String(row["hash"]),
    sizeBytes: Number(row["size_bytes"]),
    pluginVersion: String(row["plugin_version"]),
    author: String(row["author"]),
    note: String(row["note"]),
    at: String(row["at"]),
  };
}
