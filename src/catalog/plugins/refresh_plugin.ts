import type { DatabaseSync } from "node:sqlite";
import type { ChangedRows } from "./changed_rows.ts";
import { CHOSEN_CATEGORY } from "../curation/chosen_category.ts";
import { soughtKinds } from "../../model/kinds/sought_kinds.ts";
import type { DescriptionDocument } from "./description_document.ts";
import { fromJson, number, text } from "../sqlite/json_column.ts";
import { type DescriptionSummary, type RankedInstallation, readInstallations } from "./read_plugin.ts";
import { indexPlugin } from "./search_index.ts";
import { statement } from "../sqlite/statement.ts";
import { vendorKeyIn } from "./vendor_keys.ts";

/** A description that has just been stored. */
export interface SavedDescription {
  readonly id: number;
  /** The long part of it. */
  readonly document: DescriptionDocument;
}

/** The changes to a plugin. */
export interface RefreshOptions {
  /** Whether its module has been scanned now. */
  readonly isScanned: boolean;
  /** Whether its description has changed. */
  readonly isNew?: boolean;
  /** The description that has been written. */
  readonly saved?: SavedDescription;
}

/**
 * Updates a plugin's row, features and index entries from its installations,
 * and deletes descriptions that no installation uses.
 *
 * A plugin without installations keeps its data and is marked as missing.
 *
 * @param changed Collects the row for the index; unset to index it at once.
 */
export function refreshPlugin(
  db: DatabaseSync,
  rowId: number,
  at: string,
  { isScanned, isNew = false, saved }: RefreshOptions,
  changed?: ChangedRows,
): void {
  const preferred = readInstallations(db, rowId)[0];
  const isMissing = preferred === undefined || preferred.isMissing;
  statement(
    db,
    `update plugins set missing_at = iif(?, ifnull(missing_at, ?), null), scanned_at = iif(?, ?, scanned_at)
      where id = ?`,
  ).run(isMissing ? 1 : 0, at, isScanned ? 1 : 0, at, rowId);
  if (preferred === undefined) return;
  statement(
    db,
    `delete from descriptions where plugin_row_id = ? and id not in
       (select description_id from installations where plugin_row_id = ? and description_id is not null)`,
  ).run(rowId, rowId);
  const shown = readShown(db, rowId);
  statement(db, "update plugins set location = ?, outcome = ? where id = ?")
    .run(preferred.location, preferred.outcome, rowId);
  if (isNew || shown.descriptionId !== preferred.descriptionId || shown.location !== preferred.location) {
    const document = saved?.id === preferred.descriptionId ? saved?.document : undefined;
    if (!show(db, rowId, preferred, at)) return;
    if (changed === undefined) indexPlugin(db, rowId, document);
    else changed.add(rowId, { document });
  }
}

/** The description and the place that lists and search show of a plugin. */
function readShown(
  db: DatabaseSync,
  rowId: number,
): { descriptionId: number | undefined; location: string | undefined } {
  const row = statement(db, "select shown_description_id, location from plugins where id = ?").get(rowId)!;
  return { descriptionId: number(row["shown_description_id"]), location: text(row["location"]) };
}

/**
 * Updates the values that lists show and filter by from the preferred installation.
 *
 * @returns Whether it has a description.
 */
function show(db: DatabaseSync, rowId: number, { descriptionId }: RankedInstallation, at: string): boolean {
  if (descriptionId === undefined) return false;
  const description = statement(db, "select summary from descriptions where id = ?").get(descriptionId)!;
  const summary = fromJson<DescriptionSummary>(description["summary"])!;
  fillRow(db, rowId, { descriptionId, summary }, at);
  return true;
}

/** A description that has just been written or read. */
export interface ShownDescription {
  readonly descriptionId: number;
  readonly summary: DescriptionSummary;
}

/**
 * Updates the values that lists show and filter by from a description; the
 * caller indexes the plugin. A caller that stores many plugins indexes them at
 * the end: other writes between two writes to an index can make SQLite write it
 * to disk each time.
 */
export function fillRow(
  db: DatabaseSync,
  rowId: number,
  { descriptionId, summary }: ShownDescription,
  at: string,
): void {
  const { category, features } = soughtKinds(summary, chosenCategoryOf(db, rowId));
  saveSummary(db, rowId, { ...summary, category }, descriptionId, at);
  saveFeatures(db, rowId, features);
}

/** The category of a plugin about which nothing is known. */
export const UNKNOWN_CATEGORY = "other";

/** The kinds of a plugin whose description is lost. */
const UNKNOWN_KINDS = { category: UNKNOWN_CATEGORY, features: [], rawCategories: [] };

/**
 * Updates the category and the features by which lists and search find a plugin
 * from its shown description and the user's choice; the caller indexes it.
 *
 * @returns Whether they are others than before.
 */
export function refreshKinds(db: DatabaseSync, rowId: number): boolean {
  const row = statement(
    db,
    `select p.category, d.summary,
       (select json_group_array(feature order by id) from plugin_features where plugin_row_id = p.id) as features
       from plugins p left join descriptions d on d.id = p.shown_description_id where p.id = ?`,
  ).get(rowId)!;
  const summary = fromJson<DescriptionSummary>(row["summary"]) ?? UNKNOWN_KINDS;
  // A description of the first version can be without features.
  const said = { ...summary, features: summary.features ?? fromJson<string[]>(row["features"]) };
  const { category, features } = soughtKinds(said, chosenCategoryOf(db, rowId));
  const hasOtherFeatures = JSON.stringify(features) !== row["features"];
  if (category === row["category"] && !hasOtherFeatures) return false;
  // Written even where it is the same: by this column the index of similar plugins knows of other features.
  statement(db, "update plugins set category = ? where id = ?").run(category, rowId);
  if (hasOtherFeatures) saveFeatures(db, rowId, features);
  return true;
}

function chosenCategoryOf(db: DatabaseSync, rowId: number): string | undefined {
  const row = statement(db, `select ${CHOSEN_CATEGORY} as category from plugins p where p.id = ?`).get(rowId);
  return text(row?.["category"]);
}

function saveSummary(
  db: DatabaseSync,
  rowId: number,
  summary: DescriptionSummary,
  descriptionId: number,
  at: string,
): void {
  statement(
    db,
    `update plugins set name = ?, vendor = ?, vendor_key = ?, version = ?, category = ?, is_instrument = ?,
       parameter_count = ?, input_channels = ?, output_channels = ?, shown_description_id = ?, updated_at = ?
      where id = ?`,
  ).run(
    summary.name,
    summary.vendor ?? null,
    vendorKeyIn(db, summary.vendor),
    summary.version ?? null,
    summary.category,
    summary.isInstrument ? 1 : 0,
    summary.parameterCount ?? null,
    summary.inputChannels ?? null,
    summary.outputChannels ?? null,
    descriptionId,
    at,
    rowId,
  );
}

/** Replaces a plugin's features. */
export function saveFeatures(db: DatabaseSync, rowId: number, features: readonly string[]): void {
  statement(db, "delete from plugin_features where plugin_row_id = ?").run(rowId);
  const insert = statement(
    db,
    "insert into plugin_features (plugin_row_id, feature) values (?, ?) on conflict do nothing",
  );
  for (const feature of features) insert.run(rowId, feature);
}
