import type { DatabaseSync } from "node:sqlite";
import type { ParameterValue, PluginState } from "../../model/presets/plugin_state.ts";
import { unpackState, unpackTexts } from "../../model/presets/state_bytes.ts";
import { damagedContent } from "../sqlite/catalog_error.ts";
import { number } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { readBlob } from "./blobs.ts";

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

function parsed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof SyntaxError ? damagedContent(error) : error;
  }
}
