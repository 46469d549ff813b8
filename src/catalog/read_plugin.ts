import type { DatabaseSync } from "node:sqlite";
import type { Installation, Plugin } from "../model/plugin.ts";
import { compareInstallations, type InstallationRank } from "../model/installation_order.ts";
import type { DescriptionDocument } from "./description_document.ts";
import { fromJson, number, present, text } from "./json_column.ts";
import { statement } from "./statement.ts";

/** The short fields of a description, as they are stored. */
export type DescriptionSummary = Pick<
  Plugin,
  | "name"
  | "vendor"
  | "version"
  | "description"
  | "url"
  | "isInstrument"
  | "category"
  | "features"
  | "rawCategories"
  | "replaces"
  | "presetCount"
  | "parameterCount"
  | "inputChannels"
  | "outputChannels"
  | "snapshots"
  | "latencySamples"
  | "hasEditor"
>;

/** Gives the long part of a description. */
export type UnpackDocument = (packed: Uint8Array, pluginId: string) => DescriptionDocument;

/** An installation, and what decides whether it is the preferred one. */
export interface RankedInstallation extends InstallationRank {
  readonly installation: Installation;
  readonly descriptionId: number | undefined;
  readonly outcome: Plugin["outcome"];
}

/**
 * Reads a plugin with all its installations.
 *
 * @param descriptionId Whose description; unset for the preferred installation's.
 * @param unpack Unpacks the long part; without it that part is left out.
 */
export function readPlugin(
  db: DatabaseSync,
  rowId: number,
  descriptionId?: number,
  unpack?: UnpackDocument,
): Plugin {
  const row = statement(db, "select * from plugins where id = ?").get(rowId)!;
  const installations = readInstallations(db, rowId);
  const id = String(row["plugin_id"]);
  // What has no installation, because it is gone or has been imported, has what was shown of it last.
  const shownId = installations[0] === undefined ? number(row["shown_description_id"]) : undefined;
  const description = readDescription(db, descriptionId ?? installations[0]?.descriptionId ?? shownId);
  const summary = fromJson<DescriptionSummary>(description?.["summary"]) ?? summaryOfRow(row);
  const document = unpack === undefined || description === undefined
    ? {}
    : unpack(description["document"] as Uint8Array, id);
  return {
    id,
    format: row["format"] as Plugin["format"],
    nativeId: String(row["native_id"]),
    ...(row["origin"] === "import" ? { origin: "import" as const } : {}),
    ...summary,
    location: text(row["location"]) ?? installations[0]?.location ?? "",
    installations: installations.map(({ installation }) => installation),
    ...document,
    outcome: row["outcome"] as Plugin["outcome"],
    isMissing: row["missing_at"] !== null,
    addedAt: String(row["added_at"]),
    updatedAt: String(row["updated_at"]),
    scannedAt: String(row["scanned_at"]),
  };
}

/** A plugin's installations, the preferred one first. */
export function readInstallations(db: DatabaseSync, rowId: number): RankedInstallation[] {
  const rows = statement(
    db,
    `select m.location, m.architectures, m.modified_at, m.is_in_user_folder, m.missing_at, m.scanned_at,
            i.description_id, i.outcome, d.summary ->> 'version' as version
       from installations i
       join modules m on m.id = i.module_id
       left join descriptions d on d.id = i.description_id
      where i.plugin_row_id = ?`,
  ).all(rowId);
  return rows.map(rankedInstallation).sort(compareInstallations);
}

function rankedInstallation(row: Record<string, unknown>): RankedInstallation {
  const location = String(row["location"]);
  const version = text(row["version"]);
  const isMissing = row["missing_at"] !== null;
  return {
    location,
    version,
    isMissing,
    isInUserFolder: row["is_in_user_folder"] === 1,
    descriptionId: row["description_id"] === null ? undefined : Number(row["description_id"]),
    outcome: row["outcome"] as Plugin["outcome"],
    installation: {
      location,
      ...present({ version }),
      architectures: fromJson<string[]>(row["architectures"])!,
      modifiedAt: text(row["modified_at"]) ?? String(row["scanned_at"]),
      isMissing,
    },
  };
}

function readDescription(db: DatabaseSync, id: number | undefined): Record<string, unknown> | undefined {
  if (id === undefined) return undefined;
  return statement(db, "select summary, document from descriptions where id = ?").get(id);
}

/** For a plugin whose description is lost or has never been: what its row still says. */
function summaryOfRow(row: Record<string, unknown>): DescriptionSummary {
  return {
    name: String(row["name"]),
    ...present({ vendor: text(row["vendor"]), version: text(row["version"]) }),
    isInstrument: row["is_instrument"] === 1,
    category: String(row["category"]),
    features: [],
    rawCategories: [],
  };
}
