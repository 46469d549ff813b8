import type { DatabaseSync } from "node:sqlite";
import type { PresetContainer } from "../../../model/presets/preset_container.ts";
import type { SqlValue } from "../../sqlite/json_column.ts";
import { statement } from "../../sqlite/statement.ts";
import { presetId, type PresetKey } from "./preset_id.ts";

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
  const { pluginId, location, loadKey } = preset;
  const known = statement(db, SELECT).get(pluginId, location, loadKey);
  const said = saidBy(preset, freeId(db, preset, known?.["id"] as number | undefined));
  if (known === undefined) {
    statement(db, INSERT).run(pluginId, location, loadKey, ...said, moduleId ?? null, fileId ?? null, at, at);
    return true;
  }
  const sources = [moduleId ?? known["module_id"]!, fileId ?? known["file_id"]!];
  const values = [...said, ...sources];
  const isSame = known["missing_at"] === null &&
    COLUMNS.every((name, index) => known[name] === values[index]);
  if (isSame) return false;
  statement(db, UPDATE).run(...values, at, known["id"]!);
  return true;
}

/**
 * The first id of a preset that no other one has.
 *
 * @param rowId The preset's own row, if it has one.
 */
export function freeId(db: DatabaseSync, preset: PresetKey, rowId?: number): string {
  for (let attempt = 0;; attempt++) {
    const id = presetId(preset, attempt);
    const owner = statement(db, "select id from presets where public_id = ? and public_id <> ''").get(id);
    if (owner === undefined || owner["id"] === rowId) return id;
  }
}

/** The values of {@linkcode SAID}, in its order. */
function saidBy(preset: PresetRow, id: string): SqlValue[] {
  const { container, name, pluginName, author = "", tags = [], description = "", isFactory } = preset;
  return [
    id,
    container,
    cut(name, LONGEST_NAME),
    pluginName === undefined ? null : cut(pluginName, LONGEST_NAME),
    cut(author, LONGEST_NAME),
    JSON.stringify(tags.slice(0, MOST_TAGS).map((tag) => cut(tag, LONGEST_TAG))),
    description === "" ? null : cut(description, LONGEST_DESCRIPTION),
    isFactory === undefined ? null : Number(isFactory),
  ];
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

const COLUMNS = [...SAID, ...SOURCES];

/*
 * Three statements in place of one with "on conflict": that would make SQLite
 * write what waits for the indexes of words to disk each time.
 */

const SELECT = `select id, missing_at, ${COLUMNS.join(", ")} from presets
  where plugin_id = ? and location = ? and load_key = ?`;

const INSERT = `insert into presets (plugin_id, location, load_key, ${
  COLUMNS.join(", ")
}, added_at, updated_at)
  values (${Array(COLUMNS.length + 5).fill("?").join(", ")})`;

const UPDATE = `update presets set ${COLUMNS.map((name) => `${name} = ?`).join(", ")},
  updated_at = ?, missing_at = null, is_indexed = 0 where id = ?`;

function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).toWellFormed();
}
