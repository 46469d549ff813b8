import type { DatabaseSync } from "node:sqlite";
import type { FoundPreset } from "../../model/presets/found_preset.ts";
import type { PresetContainer } from "../../model/presets/preset_container.ts";
import type { PresetFileOutcome, PresetFileReason } from "../../model/documents/presets/preset_documents.ts";
import { pathOfFileUri } from "../../platform/file_uri.ts";
import { fromJson, text, toJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { notePresetChanges } from "./rows/preset_changes.ts";
import { savePresetRow } from "./rows/preset_row.ts";

/** A file or bundle of presets as a search for presets has found it. */
export interface PresetFile {
  /** Absolute, with links resolved. */
  readonly path: string;
  readonly container: PresetContainer;
  /** The searched folder through which it was found. */
  readonly root: string;
  /** Sizes, times and inodes of what was read; another key means that it has to be read again. */
  readonly statKey: string;
  readonly sizeBytes: number;
  readonly outcome: PresetFileOutcome;
  /** Why it failed. */
  readonly reason?: PresetFileReason;
  readonly presets: readonly FoundPreset[];
  /** ISO 8601. */
  readonly at: string;
}

/** The outcome of a look at a file that is known. */
export interface KnownPresetFile {
  readonly statKey: string;
  readonly container: PresetContainer;
  readonly root: string;
  readonly outcome: PresetFileOutcome;
  readonly reason?: PresetFileReason;
  readonly isMissing: boolean;
}

/** The files that the catalog knows, by their paths; the missing ones too. */
export function knownPresetFiles(db: DatabaseSync): Map<string, KnownPresetFile> {
  const { files } = statement(
    db,
    `select json_group_array(json_array(path, stat_key, container, root, outcome, problem, missing_at)) as files
       from preset_files`,
  ).get()!;
  type Row = [string, string, PresetContainer, string, PresetFileOutcome, string | null, string | null];
  return new Map(
    fromJson<Row[]>(files)!.map(([path, statKey, container, root, outcome, reason, missingAt]) => {
      const known = fromJson<PresetFileReason>(reason);
      return [path, {
        statKey,
        container,
        root,
        outcome,
        ...(known === undefined ? {} : { reason: known }),
        isMissing: missingAt !== null,
      }];
    }),
  );
}

/**
 * Stores what a file says, in the caller's transaction: the presets of a file
 * that was read replace those known before; one that failed keeps them.
 *
 * When all files are stored, `indexPresetChanges()` lets search find them.
 *
 * @returns Whether presets were added, changed or removed.
 */
export function savePresetFile(db: DatabaseSync, file: PresetFile): boolean {
  const { fileId, wasMissing } = saveFileRow(db, file);
  const before = presetsOfFile(db, fileId);
  const touched = new Set<string>(wasMissing ? before.values().map(({ pluginId }) => pluginId) : []);
  if (file.outcome === "read") {
    const locations = new KnownLocations(db);
    for (const preset of file.presets) {
      const pluginId = preset.pluginId ?? "";
      const location = file.container === "lv2"
        ? locations.find(pluginId, preset.loadKey) ?? pathOfFileUri(preset.loadKey) ?? file.path
        : file.path;
      before.delete(keyOf(pluginId, location, preset.loadKey));
      const row = { ...preset, pluginId, container: file.container, location };
      if (savePresetRow(db, row, { fileId }, file.at)) touched.add(pluginId);
    }
    for (const [, { id, pluginId }] of before) {
      statement(db, "delete from presets where id = ?").run(id);
      touched.add(pluginId);
    }
  }
  if (touched.size === 0) return false;
  statement(db, "update preset_files set updated_at = ? where id = ?").run(file.at, fileId);
  notePresetChanges(db, touched);
  return true;
}

/** Records that files are gone, in the caller's transaction; their presets stay and are missing. */
export function markPresetFilesMissing(db: DatabaseSync, paths: Iterable<string>, at: string): void {
  const gone = JSON.stringify([...paths]);
  const plugins = statement(
    db,
    `select distinct s.plugin_id from preset_files f join presets s on s.file_id = f.id
      where f.missing_at is null and f.path in (select value from json_each(?))`,
  ).all(gone);
  notePresetChanges(db, plugins.map((row) => String(row["plugin_id"])));
  statement(
    db,
    `update preset_files set missing_at = ?
      where missing_at is null and path in (select value from json_each(?))`,
  ).run(at, gone);
}

function saveFileRow(db: DatabaseSync, file: PresetFile): { fileId: number; wasMissing: boolean } {
  const before = statement(db, "select missing_at from preset_files where path = ?").get(file.path);
  const row = statement(
    db,
    `insert into preset_files (path, container, root, stat_key, size_bytes, outcome, problem, added_at, updated_at,
       read_at)
     values (:path, :container, :root, :stat_key, :size_bytes, :outcome, :problem, :at, :at, :at)
     on conflict (path) do update set container = excluded.container, root = excluded.root,
       stat_key = excluded.stat_key, size_bytes = excluded.size_bytes, outcome = excluded.outcome,
       problem = excluded.problem, read_at = excluded.read_at, missing_at = null
     returning id`,
  ).get({
    path: file.path,
    container: file.container,
    root: file.root,
    stat_key: file.statKey,
    size_bytes: file.sizeBytes,
    outcome: file.outcome,
    problem: toJson(file.reason),
    at: file.at,
  })!;
  return { fileId: Number(row["id"]), wasMissing: text(before?.["missing_at"]) !== undefined };
}

/** A stored preset of a file. */
interface StoredPreset {
  readonly id: number;
  readonly pluginId: string;
}

function presetsOfFile(db: DatabaseSync, fileId: number): Map<string, StoredPreset> {
  const rows = statement(db, "select id, plugin_id, location, load_key from presets where file_id = ?").all(
    fileId,
  );
  return new Map(rows.map((row) => {
    const pluginId = String(row["plugin_id"]);
    const key = keyOf(pluginId, String(row["location"]), String(row["load_key"]));
    return [key, { id: Number(row["id"]), pluginId }];
  }));
}

function keyOf(pluginId: string, location: string, loadKey: string): string {
  return `${pluginId}\0${location}\0${loadKey}`;
}

/**
 * Where the catalog has LV2 presets already: a scan of modules knows one by its
 * URI, and by the place of the plugin where the URI is no path.
 */
class KnownLocations {
  readonly #db: DatabaseSync;
  readonly #byPlugin = new Map<string, ReadonlyMap<string, string>>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  find(pluginId: string, uri: string): string | undefined {
    const known = this.#byPlugin.get(pluginId) ?? this.#read(pluginId);
    return known.get(uri);
  }

  #read(pluginId: string): ReadonlyMap<string, string> {
    const rows = statement(
      this.#db,
      "select location, load_key from presets where plugin_id = ? and container = 'lv2'",
    ).all(pluginId);
    const locations = new Map(rows.map((row) => [String(row["load_key"]), String(row["location"])]));
    this.#byPlugin.set(pluginId, locations);
    return locations;
  }
}
