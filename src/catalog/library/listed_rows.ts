import type { DatabaseSync } from "node:sqlite";
import { indexPresets } from "../presets/rows/preset_index.ts";
import { notePresetChanges } from "../presets/rows/preset_changes.ts";
import { presetId } from "../presets/rows/preset_id.ts";
import { savePresetRow } from "../presets/rows/preset_row.ts";
import { statement } from "../sqlite/statement.ts";
import { type LibraryPreset, listLibrary, readLibraryPreset } from "./library_preset.ts";

/** Stands for the place of a preset, which is in the catalog itself. */
const LIBRARY_LOCATION = "library";

/** The id of a preset in lists of all presets. */
export function listedId({ uuid, pluginId }: Pick<LibraryPreset, "uuid" | "pluginId">): string {
  return presetId({ pluginId, container: "library", location: LIBRARY_LOCATION, loadKey: uuid });
}

/**
 * Brings the rows by which lists and search know presets of the library up to
 * date, in the transaction that has changed the presets. `indexPresetChanges()`
 * lets search find plugins by them afterwards.
 *
 * @param uuids Those that have changed.
 */
export function updateListedRows(db: DatabaseSync, uuids: Iterable<string>): void {
  for (const uuid of uuids) {
    const preset = readLibraryPreset(db, uuid);
    if (preset === undefined || preset.isDeleted) {
      statement(db, "delete from presets where container = 'library' and load_key = ?").run(uuid);
    } else saveRow(db, preset);
  }
  indexPresets(db);
}

/** As {@linkcode updateListedRows}, for all presets of the library. */
export function updateAllListedRows(db: DatabaseSync): void {
  const presets = listLibrary(db);
  statement(
    db,
    "delete from presets where container = 'library' and load_key not in (select value from json_each(?))",
  ).run(JSON.stringify(presets.map(({ uuid }) => uuid)));
  for (const preset of presets) saveRow(db, preset);
  indexPresets(db);
}

function saveRow(
  db: DatabaseSync,
  { uuid, pluginId, pluginName, name, author, tags, note, isFactory, changedAt }: LibraryPreset,
): void {
  const row = {
    ...{ pluginId, pluginName, name, author, tags, description: note },
    ...{ container: "library" as const, location: LIBRARY_LOCATION, loadKey: uuid, isFactory },
  };
  if (savePresetRow(db, row, {}, changedAt)) notePresetChanges(db, [pluginId]);
}
