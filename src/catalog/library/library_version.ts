import type { DatabaseSync } from "node:sqlite";
import type { ParameterValue, PluginState } from "../../model/presets/plugin_state.ts";
import { unpackState } from "../../model/presets/state_bytes.ts";
import { damagedContent } from "../sqlite/catalog_error.ts";
import { number } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { readBlob } from "./blobs.ts";

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

/** The state of a version, and the parameters as the plugin displayed them; unset for one that no plugin has loaded. */
export interface VersionContent {
  readonly state: PluginState;
  readonly parameters?: readonly ParameterValue[];
}

/**
 * Reads the content of a version.
 *
 * @throws {PluginaryError} `catalog-damaged` if it is not what was stored.
 */
export function readContent(db: DatabaseSync, versionRow: number): VersionContent {
  const row = statement(db, "select state_id, texts_id from library_versions where id = ?").get(versionRow)!;
  const texts = number(row["texts_id"]);
  return {
    state: parsed(() => unpackState(readBlob(db, Number(row["state_id"])))),
    ...(texts === undefined ? {} : { parameters: parsed(() => unpackTexts(readBlob(db, texts))) }),
  };
}

/** The parameters of a state as a blob has them. */
export function packTexts(parameters: readonly ParameterValue[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(parameters));
}

function unpackTexts(bytes: Uint8Array): ParameterValue[] {
  return JSON.parse(new TextDecoder().decode(bytes)) as ParameterValue[];
}

function parsed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof SyntaxError ? damagedContent(error) : error;
  }
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
