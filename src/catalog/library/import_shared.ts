import type { DatabaseSync } from "node:sqlite";
import type { SharedContent, SharedPreset, SharedVersion } from "../../model/presets/shared_presets.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { CurationWriter, localKey } from "../curation/registers.ts";
import { statement } from "../sqlite/statement.ts";
import { hasBlob, packBlob, saveBlob } from "./blobs.ts";
import { notePreset, tagPreset } from "./change_library.ts";
import { readLibraryPreset } from "./library_preset.ts";
import { updateListedRows } from "./listed_rows.ts";
import { mergeVersion } from "./merge_library.ts";

/** What the library has of a shared preset. */
export interface SharedComparison {
  /** Whether it is new here, has new versions, or is known with all of them. */
  readonly change: "added" | "modified" | "unchanged";
  readonly newVersions: readonly SharedVersion[];
}

/**
 * Compares a shared preset with the library; one that was deleted here comes back.
 *
 * @throws {PluginaryError} `import-invalid` for the id of a preset of another plugin.
 */
export function compareShared(
  db: DatabaseSync,
  { id, name, pluginId, versions }: SharedPreset,
): SharedComparison {
  const known = readLibraryPreset(db, id);
  if (known === undefined) return { change: "added", newVersions: versions };
  if (known.pluginId !== pluginId) {
    throw new PluginaryError(
      "import-invalid",
      `Cannot import "${name}": it has the id of your preset "${known.name}" of another plugin`,
      "Nothing was imported; ask for another copy of the file",
    );
  }
  const isKnown = statement(
    db,
    `select 1 from library_versions v join preset_blobs b on b.id = v.state_id
      where v.preset_id = ? and b.hash = ? and v.at = ?`,
  );
  const newVersions = versions.filter(({ state, at }) =>
    isKnown.get(known.rowId, state.sha256, at) === undefined
  );
  if (known.isDeleted) return { change: "added", newVersions };
  return { change: newVersions.length === 0 ? "unchanged" : "modified", newVersions };
}

/**
 * Adds a shared preset in the caller's transaction. Nothing that is here is
 * lost: a version whose number is taken gets the next one, and of a preset that
 * is here already the name, the tags and the note stay.
 *
 * @param read Reads a content of the file, which has been verified.
 * @returns What was here before.
 */
export function importShared(
  db: DatabaseSync,
  preset: SharedPreset,
  read: (content: SharedContent) => Uint8Array,
  now: Date,
): SharedComparison {
  const comparison = compareShared(db, preset);
  if (comparison.change === "unchanged") return comparison;
  const { id, pluginId, pluginName, name, author, addedAt, tags, note } = preset;
  const isNew = statement(
    db,
    `insert into library_presets (uuid, plugin_id, plugin_name, name, author, added_at)
     values (?, ?, ?, ?, ?, ?) on conflict do nothing`,
  ).run(id, pluginId, pluginName, name, author, addedAt).changes > 0;
  for (const { number, state, texts, pluginVersion, author, note, at } of comparison.newVersions) {
    for (const content of texts === undefined ? [state] : [state, texts]) {
      // Versions can have one content, which can be large.
      if (!hasBlob(db, content.sha256)) saveBlob(db, packBlob(read(content)));
    }
    const hashes = { state: state.sha256, texts: texts?.sha256 ?? null };
    mergeVersion(db, { preset: id, number, ...hashes, pluginVersion, author, note, at });
  }
  const writer = new CurationWriter(db, now);
  const added = readLibraryPreset(db, id)!;
  if (isNew) {
    tagPreset(writer, added, tags);
    notePreset(writer, added, note);
  } else if (added.isDeleted) writer.set(localKey("preset", id, "deleted"), undefined);
  updateListedRows(db, [id]);
  return comparison;
}
