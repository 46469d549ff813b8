import type { DatabaseSync } from "node:sqlite";
import { isEmptyState, type ParameterValue, type PluginState } from "../../model/presets/plugin_state.ts";
import { packState, packTexts } from "../../model/presets/state_bytes.ts";
import { CurationWriter } from "../curation/registers.ts";
import { statement } from "../sqlite/statement.ts";
import { packBlob, type PackedBlob, saveBlob } from "./blobs.ts";
import { tagPreset } from "./change_library.ts";
import { type LibraryPreset, presetsNamed, readLibraryPreset } from "./library_preset.ts";
import { updateListedRows } from "./listed_rows.ts";

/** A state to keep, as {@linkcode packKept} makes it. */
export interface KeptState {
  readonly state: PackedBlob;
  readonly texts: PackedBlob | undefined;
  /** Whether the plugin has stored nothing, so that only the values of its parameters tell two states apart. */
  readonly isEmpty: boolean;
}

/** Packs a state before the transaction that keeps it, since that takes time. */
export function packKept(state: PluginState, parameters?: readonly ParameterValue[]): KeptState {
  return {
    state: packBlob(packState(state)),
    texts: parameters === undefined ? undefined : packBlob(packTexts(parameters)),
    isEmpty: isEmptyState(state),
  };
}

/** Where a state is kept, and what is known of it. */
export interface KeptUnder {
  readonly pluginId: string;
  readonly pluginName: string;
  /** Empty if unknown. */
  readonly pluginVersion: string;
  readonly name: string;
  /** Whether it came with the plugin, if the preset is new. */
  readonly isFactory?: boolean;
  /** Of the preset if it is new, and of the version; empty if unknown. */
  readonly author: string;
  /** Of the version. */
  readonly note: string;
  /** Which the preset gets beside those that it has. */
  readonly tags: readonly string[];
}

/** What {@linkcode keepState} has done. */
export interface KeptResult {
  readonly preset: LibraryPreset;
  /** The number of the version that has the state. */
  readonly version: number;
  /** Whether the preset, or only its version, was added; both are unset if the last version has the same state. */
  readonly isNewPreset: boolean;
  readonly isNewVersion: boolean;
}

/**
 * Keeps a state in the caller's transaction: as the next version of the
 * plugin's preset of that name, or as a new preset. A state that the last
 * version has already is not kept twice.
 */
export function keepState(db: DatabaseSync, kept: KeptState, under: KeptUnder, now: Date): KeptResult {
  const at = now.toISOString();
  const [known] = presetsNamed(db, under.pluginId, under.name);
  const uuid = known?.uuid ?? addPreset(db, under, at);
  const row = known?.rowId ?? rowOf(db, uuid);
  const stateId = saveBlob(db, kept.state);
  const last = statement(
    db,
    `select v.number, v.state_id, t.hash as texts from library_versions v
       left join preset_blobs t on t.id = v.texts_id
      where v.preset_id = ? order by v.number desc limit 1`,
  ).get(row);
  const isNewVersion = last?.["state_id"] !== stateId ||
    (kept.isEmpty && last["texts"] !== (kept.texts?.hash ?? null));
  if (isNewVersion) {
    statement(
      db,
      `insert into library_versions (preset_id, number, state_id, texts_id, plugin_version, author, note, at)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      row,
      Number(last?.["number"] ?? 0) + 1,
      stateId,
      kept.texts === undefined ? null : saveBlob(db, kept.texts),
      under.pluginVersion,
      under.author,
      under.note,
      at,
    );
  }
  const tagged = readLibraryPreset(db, uuid)!;
  if (under.tags.length > 0) tagPreset(new CurationWriter(db, now), tagged, under.tags);
  const preset = under.tags.length > 0 ? readLibraryPreset(db, uuid)! : tagged;
  updateListedRows(db, [uuid]);
  return { preset, version: preset.version, isNewPreset: known === undefined, isNewVersion };
}

function addPreset(
  db: DatabaseSync,
  { pluginId, pluginName, name, author, isFactory = false }: KeptUnder,
  at: string,
): string {
  const uuid = crypto.randomUUID();
  statement(
    db,
    `insert into library_presets (uuid, plugin_id, plugin_name, name, author, is_factory, added_at)
     values (?, ?, ?, ?, ?, ?, ?)`,
  ).run(uuid, pluginId, pluginName, name, author, isFactory ? 1 : 0, at);
  return uuid;
}

function rowOf(db: DatabaseSync, uuid: string): number {
  return Number(statement(db, "select id from library_presets where uuid = ?").get(uuid)!["id"]);
}
