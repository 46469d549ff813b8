import type { DatabaseSync } from "node:sqlite";
import { nameKey } from "../../model/curation/names.ts";
import { tagField } from "../../model/curation/plugin_field.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { type CurationWriter, localKey } from "../curation/registers.ts";
import { statement } from "../sqlite/statement.ts";
import { type LibraryPreset, presetsNamed } from "./library_preset.ts";
import { updateListedRows } from "./listed_rows.ts";

/**
 * Gives a preset another name.
 *
 * @throws {PluginaryError} `preset-exists` for the name of another preset of the plugin.
 */
export function renamePreset(
  db: DatabaseSync,
  writer: CurationWriter,
  { uuid, pluginId, name: before }: LibraryPreset,
  name: string,
): void {
  const taken = presetsNamed(db, pluginId, name).find((other) => other.uuid !== uuid);
  if (taken !== undefined) {
    throw new PluginaryError(
      "preset-exists",
      `Cannot rename "${before}": "${taken.pluginName}" has a preset "${taken.name}" already`,
      "Choose another name, or delete that one first",
    );
  }
  writer.set(localKey("preset", uuid, "name"), name);
}

/** Writes the note about a preset; an empty one takes it back. */
export function notePreset(writer: CurationWriter, { uuid }: LibraryPreset, note: string): void {
  writer.set(localKey("preset", uuid, "note"), note === "" ? undefined : note);
}

/**
 * Gives a preset tags.
 *
 * @returns Those that it did not have.
 */
export function tagPreset(
  writer: CurationWriter,
  { uuid }: LibraryPreset,
  tags: readonly string[],
): string[] {
  return tags.filter((tag) => writer.set(localKey("preset", uuid, tagField(nameKey(tag))), tag));
}

/**
 * Takes tags back.
 *
 * @returns Those that it had.
 */
export function untagPreset(
  writer: CurationWriter,
  { uuid }: LibraryPreset,
  tags: readonly string[],
): string[] {
  return tags.filter((tag) => writer.set(localKey("preset", uuid, tagField(nameKey(tag))), undefined));
}

/** Takes a preset out of the library; its versions stay, so that this can be taken back. */
export function deletePreset(writer: CurationWriter, { uuid }: LibraryPreset): void {
  writer.set(localKey("preset", uuid, "deleted"), true);
}

/** Deletes a preset with its versions and the contents that no other version has; nothing brings it back. */
export function forgetPreset(db: DatabaseSync, { uuid }: LibraryPreset): void {
  statement(db, "delete from library_presets where uuid = ?").run(uuid);
  statement(db, "delete from curation where kind = 'preset' and target = ?").run(uuid);
  updateListedRows(db, [uuid]);
  statement(
    db,
    `delete from preset_blobs where id not in (select state_id from library_versions)
       and id not in (select texts_id from library_versions where texts_id is not null)`,
  ).run();
}
