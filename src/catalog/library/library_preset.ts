import type { DatabaseSync } from "node:sqlite";
import { nameKey } from "../../model/curation/names.ts";
import { tagOfField } from "../../model/curation/plugin_field.ts";
import { fromJson, number } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { LOCAL_OWNER } from "../curation/registers.ts";

/** A preset of the library, as people see it now. */
export interface LibraryPreset {
  readonly rowId: number;
  readonly uuid: string;
  readonly pluginId: string;
  /** As it was when the preset was added. */
  readonly pluginName: string;
  readonly name: string;
  readonly author: string;
  /** In the order of their keys. */
  readonly tags: readonly string[];
  readonly note: string;
  /** Whether it came with the plugin, as one of its programs or of its own presets. */
  readonly isFactory: boolean;
  readonly isDeleted: boolean;
  readonly addedAt: string;
  /** The number of the last version. */
  readonly version: number;
  /** The time of the last version. */
  readonly changedAt: string;
  /** The size of the last version's state. */
  readonly sizeBytes: number;
}

const SELECT_PRESETS =
  `select l.id, l.uuid, l.plugin_id, l.plugin_name, l.name, l.author, l.is_factory, l.added_at,
    v.number, v.at, b.size_bytes,
    (select json_group_object(c.field, c.value ->> '$') from curation c
      where c.owner = '${LOCAL_OWNER}' and c.kind = 'preset' and c.target = l.uuid and c.value is not null) as said
  from library_presets l
  join library_versions v on v.preset_id = l.id
   and v.number = (select max(number) from library_versions where preset_id = l.id)
  join preset_blobs b on b.id = v.state_id`;

/** All presets of the library in the order of their names; deleted ones only on request. */
export function listLibrary(
  db: DatabaseSync,
  { withDeleted = false }: { withDeleted?: boolean } = {},
): LibraryPreset[] {
  return statement(db, SELECT_PRESETS).all().map(presetOf)
    .filter(({ isDeleted }) => withDeleted || !isDeleted)
    .sort((a, b) => compare(nameKey(a.name), nameKey(b.name)) || compare(a.uuid, b.uuid));
}

/** One preset by its id, a deleted one as well. */
export function readLibraryPreset(db: DatabaseSync, uuid: string): LibraryPreset | undefined {
  const row = statement(db, `${SELECT_PRESETS} where l.uuid = ?`).get(uuid);
  return row === undefined ? undefined : presetOf(row);
}

/** The presets of a plugin that have a name, in any case. */
export function presetsNamed(db: DatabaseSync, pluginId: string, name: string): LibraryPreset[] {
  return statement(db, `${SELECT_PRESETS} where l.plugin_id = ?`).all(pluginId).map(presetOf)
    .filter((preset) => !preset.isDeleted && nameKey(preset.name) === nameKey(name));
}

function presetOf(row: Readonly<Record<string, unknown>>): LibraryPreset {
  const said = fromJson<Record<string, string | number>>(row["said"])!;
  const tags = Object.keys(said).filter((field) => tagOfField(field) !== undefined).sort();
  return {
    rowId: Number(row["id"]),
    uuid: String(row["uuid"]),
    pluginId: String(row["plugin_id"]),
    pluginName: String(row["plugin_name"]),
    name: String(said["name"] ?? row["name"]),
    author: String(said["author"] ?? row["author"]),
    tags: tags.map((field) => String(said[field])),
    note: String(said["note"] ?? ""),
    isFactory: row["is_factory"] === 1,
    isDeleted: said["deleted"] !== undefined,
    addedAt: String(row["added_at"]),
    version: number(row["number"])!,
    changedAt: String(row["at"]),
    sizeBytes: number(row["size_bytes"])!,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
