import type { DatabaseSync } from "node:sqlite";
import type { PresetContainer } from "../../model/presets/preset_container.ts";
import type {
  PresetDetails,
  PresetEntry,
  PresetFileOutcome,
} from "../../model/documents/presets/preset_documents.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { requireRow } from "../sqlite/catalog_error.ts";
import { statement } from "../sqlite/statement.ts";

/** A preset with the texts by which a search ranks it. */
export interface RankedPreset {
  readonly entry: PresetEntry;
  readonly vendor: string;
}

/** Columns of a preset, as JSON in this order. */
type EntryRow = [
  id: number,
  publicId: string,
  name: string,
  pluginId: string,
  pluginName: string | null,
  vendor: string | null,
  container: PresetContainer,
  location: string | null,
  loadKey: string,
  author: string,
  tags: string,
  isFactory: number | null,
  missingAt: string | null,
];

/** As one text: node:sqlite takes longer for each column than for all rows as JSON. */
const READ_ENTRIES = `select json_group_array(json_array(s.id, s.public_id, s.name, s.plugin_id,
    ifnull(p.name, s.plugin_name), p.vendor, s.container, iif(s.container = 'program', p.location, s.location),
    s.load_key, s.author, s.tags, s.is_factory, s.missing_at)) as rows
  from json_each(?) as wanted cross join presets s on s.id = wanted.value
  left join plugins p on p.plugin_id = s.plugin_id`;

/** Reads presets by their rows, in the order of the rows. */
export function readPresets(db: DatabaseSync, rowIds: readonly number[]): PresetEntry[] {
  const found = readRankedPresets(db, rowIds);
  return rowIds.map((rowId) => requireRow(found.get(rowId)).entry);
}

/** Reads presets for ranking, by their rows. */
export function readRankedPresets(db: DatabaseSync, rowIds: readonly number[]): Map<number, RankedPreset> {
  const { rows } = statement(db, READ_ENTRIES).get(JSON.stringify(rowIds))!;
  return new Map(fromJson<EntryRow[]>(rows)!.map((row) => [row[0], rankedPreset(row)]));
}

function rankedPreset(
  [
    _,
    id,
    name,
    pluginId,
    pluginName,
    vendor,
    container,
    location,
    loadKey,
    author,
    tags,
    isFactory,
    missingAt,
  ]: EntryRow,
): RankedPreset {
  return {
    entry: {
      id,
      name,
      ...(pluginId === "" ? {} : { pluginId }),
      ...(pluginName === null ? {} : { pluginName }),
      container,
      location: location ?? "",
      loadKey,
      author,
      tags: fromJson<string[]>(tags)!,
      ...(isFactory === null ? {} : { isFactory: isFactory === 1 }),
      isMissing: missingAt !== null,
    },
    vendor: vendor ?? "",
  };
}

/** All that the catalog knows about the preset of a row. */
export function readPresetDetails(db: DatabaseSync, rowId: number): PresetDetails {
  const [entry] = readPresets(db, [rowId]);
  const row = requireRow(
    statement(
      db,
      `select s.description, s.added_at, s.updated_at, p.id is not null and p.missing_at is null as is_installed,
         f.path, f.size_bytes, f.outcome, f.problem, f.read_at
         from presets s left join plugins p on p.plugin_id = s.plugin_id
         left join preset_files f on f.id = s.file_id where s.id = ?`,
    ).get(rowId),
  );
  const reason = fromJson<{ code: string; message: string }>(row["problem"]);
  return {
    ...entry!,
    description: String(row["description"] ?? ""),
    isPluginInstalled: row["is_installed"] === 1,
    addedAt: String(row["added_at"]),
    updatedAt: String(row["updated_at"]),
    ...(row["path"] === null ? {} : {
      file: {
        path: String(row["path"]),
        sizeBytes: Number(row["size_bytes"]),
        outcome: row["outcome"] as PresetFileOutcome,
        ...(reason === undefined ? {} : { reason }),
        readAt: String(row["read_at"]),
      },
    }),
  };
}

/** Whether the catalog has presets of a plugin, by its public id; the plugin may be unknown. */
export function hasPresetsOf(db: DatabaseSync, pluginId: string): boolean {
  return statement(db, "select 1 from presets where plugin_id = ? limit 1").get(pluginId) !== undefined;
}
