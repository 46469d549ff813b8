import type { DatabaseSync } from "node:sqlite";
import type { PresetContainer } from "../../../model/presets/preset_container.ts";
import { statement } from "../../sqlite/statement.ts";
import { presetId } from "./preset_id.ts";

/** A preset as the catalog stores it; texts that are too long are cut. */
export interface PresetRow {
  /** The plugin's public id; empty if unknown. */
  readonly pluginId: string;
  readonly name: string;
  readonly container: PresetContainer;
  readonly location: string;
  readonly loadKey: string;
  readonly pluginName?: string | undefined;
  readonly author?: string;
  readonly tags?: readonly string[];
  readonly description?: string;
  readonly isFactory?: boolean | undefined;
}

/** Where a preset comes from; a program comes from its plugin, and has neither. */
export interface PresetSource {
  readonly moduleId?: number;
  readonly fileId?: number;
}

/** Most letters of each text. */
const LONGEST_NAME = 512;
const LONGEST_DESCRIPTION = 4096;

/** Most tags, and letters of each. */
const MOST_TAGS = 64;
const LONGEST_TAG = 128;

/**
 * Stores a preset, or what has changed of a known one, in the caller's
 * transaction. Its words wait for `indexPresets()`.
 *
 * @returns Whether anything that search reads has changed.
 */
export function savePresetRow(
  db: DatabaseSync,
  preset: PresetRow,
  { moduleId, fileId }: PresetSource,
  at: string,
): boolean {
  const { pluginId, container, location, loadKey } = preset;
  const row = statement(db, UPSERT).get({
    public_id: presetId(preset),
    plugin_id: pluginId,
    container,
    location,
    load_key: loadKey,
    name: cut(preset.name, LONGEST_NAME),
    plugin_name: preset.pluginName === undefined ? null : cut(preset.pluginName, LONGEST_NAME),
    author: cut(preset.author ?? "", LONGEST_NAME),
    tags: JSON.stringify((preset.tags ?? []).slice(0, MOST_TAGS).map((tag) => cut(tag, LONGEST_TAG))),
    description: cut(preset.description ?? "", LONGEST_DESCRIPTION) || null,
    is_factory: preset.isFactory === undefined ? null : Number(preset.isFactory),
    module_id: moduleId ?? null,
    file_id: fileId ?? null,
    at,
  });
  return row !== undefined;
}

/** Columns with what a preset says of itself. */
const SAID = [
  "public_id",
  "container",
  "name",
  "plugin_name",
  "author",
  "tags",
  "description",
  "is_factory",
] as const;

/** References to its sources: a module and a file can both bring a preset, and neither takes it from the other. */
const SOURCES = ["module_id", "file_id"] as const;

/** Where nothing is another than before, neither the row nor the index is touched. */
const UPSERT = `insert into presets (plugin_id, location, load_key, ${
  [...SAID, ...SOURCES].join(", ")
}, added_at, updated_at)
  values (:plugin_id, :location, :load_key, ${
  [...SAID, ...SOURCES].map((name) => `:${name}`).join(", ")
}, :at, :at)
  on conflict (plugin_id, location, load_key) do update
    set ${SAID.map((name) => `${name} = excluded.${name}`).join(", ")},
      ${SOURCES.map((name) => `${name} = ifnull(excluded.${name}, presets.${name})`).join(", ")},
      updated_at = excluded.updated_at, missing_at = null, is_indexed = 0
    where presets.missing_at is not null or ${
  SAID.map((name) => `presets.${name} is not excluded.${name}`).join(" or ")
} or ${SOURCES.map((name) => `presets.${name} <> excluded.${name}`).join(" or ")} or ${
  SOURCES.map((name) => `presets.${name} is null and excluded.${name} is not null`).join(" or ")
}
  returning id`;

function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).toWellFormed();
}
