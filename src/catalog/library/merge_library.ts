import type { DatabaseSync } from "node:sqlite";
import { checkRegister } from "../../model/curation/register_check.ts";
import { mergeRegister, registerOfRow, SELECT_REGISTER } from "../curation/registers.ts";
import { statement } from "../sqlite/statement.ts";
import { isBlob, saveBlob } from "./blobs.ts";
import { updateAllListedRows } from "./listed_rows.ts";

/** What a merge has added. */
export interface MergeReport {
  readonly presets: number;
  readonly versions: number;
  /** Presets that both have, or whose states are damaged there. */
  readonly known: number;
  readonly damaged: number;
}

/** A version that another catalog has, by the names that both know. */
export interface OtherVersion {
  readonly preset: string;
  readonly number: number;
  readonly state: string;
  readonly texts: string | null;
  readonly pluginVersion: string;
  readonly author: string;
  readonly note: string;
  readonly at: string;
}

/**
 * Adds the library of another catalog in the caller's transaction. Nothing that
 * is here is lost: versions of the same number but another state get the next
 * number, and of names, tags and notes the later ones win.
 */
export function mergeLibrary(db: DatabaseSync, other: DatabaseSync): MergeReport {
  let damaged = 0;
  for (const blob of other.prepare("select hash, size_bytes, content from preset_blobs").iterate()) {
    const { hash, size_bytes: sizeBytes, content } = blob;
    const packed = { hash: String(hash), sizeBytes: Number(sizeBytes), content: content as Uint8Array };
    if (isBlob(packed)) saveBlob(db, packed);
    else damaged++;
  }
  let presets = 0;
  let known = 0;
  for (
    const { uuid, plugin_id, plugin_name, name, author, is_factory, added_at } of other.prepare(OTHER_PRESETS)
      .iterate()
  ) {
    const isNew = statement(
      db,
      `insert into library_presets (uuid, plugin_id, plugin_name, name, author, is_factory, added_at)
       values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
    ).run(uuid!, plugin_id!, plugin_name!, name!, author!, is_factory!, added_at!).changes > 0;
    if (isNew) presets++;
    else known++;
  }
  let versions = 0;
  for (const row of other.prepare(OTHER_VERSIONS).iterate()) {
    if (mergeVersion(db, row as unknown as OtherVersion) === "added") versions++;
  }
  dropEmptyPresets(db);
  for (const row of other.prepare(`${SELECT_REGISTER} where kind = 'preset'`).iterate()) {
    const register = checkRegister(registerOfRow(row));
    if (typeof register !== "string") mergeRegister(db, register);
  }
  updateAllListedRows(db);
  return { presets, versions, known, damaged };
}

const OTHER_PRESETS =
  `select uuid, plugin_id, plugin_name, name, author, is_factory, added_at from library_presets order by id`;

const OTHER_VERSIONS = `select p.uuid as preset, v.number, s.hash as state, t.hash as texts,
    v.plugin_version as pluginVersion, v.author, v.note, v.at
  from library_versions v join library_presets p on p.id = v.preset_id
  join preset_blobs s on s.id = v.state_id left join preset_blobs t on t.id = v.texts_id
  order by v.preset_id, v.number`;

/**
 * Adds a version unless it is known; `unknown` where its preset or its state is
 * missing. Of two versions with one number, the one that comes later gets the
 * next free number.
 */
export function mergeVersion(
  db: DatabaseSync,
  { preset, number, state, texts, pluginVersion, author, note, at }: OtherVersion,
): "added" | "known" | "unknown" {
  const presetId = idOf(db, "select id from library_presets where uuid = ?", preset);
  const stateId = idOf(db, "select id from preset_blobs where hash = ?", state);
  if (presetId === undefined || stateId === undefined) return "unknown";
  const isKnown = statement(
    db,
    "select 1 from library_versions where preset_id = ? and state_id = ? and at = ?",
  ).get(presetId, stateId, at) !== undefined;
  if (isKnown) return "known";
  statement(
    db,
    `insert into library_versions (preset_id, number, state_id, texts_id, plugin_version, author, note, at)
     values (:presetId,
       case when exists (select 1 from library_versions where preset_id = :presetId and number = :number)
         then (select max(number) + 1 from library_versions where preset_id = :presetId) else :number end,
       :stateId, :textsId, :pluginVersion, :author, :note, :at)`,
  ).run({
    presetId,
    number,
    stateId,
    textsId: texts === null ? null : idOf(db, "select id from preset_blobs where hash = ?", texts) ?? null,
    pluginVersion,
    author,
    note,
    at,
  });
  return "added";
}

/** Removes presets all of whose states were damaged where they came from. */
export function dropEmptyPresets(db: DatabaseSync): void {
  statement(db, "delete from library_presets where id not in (select preset_id from library_versions)").run();
}

function idOf(db: DatabaseSync, sql: string, name: string): number | undefined {
  const row = statement(db, sql).get(name);
  return row === undefined ? undefined : Number(row["id"]);
}
