import type { DatabaseSync } from "node:sqlite";
import type { Installation, Plugin } from "../../model/plugin.ts";
import { withChosenCategory } from "../../model/kinds/chosen_category.ts";
import { compareInstallations, type InstallationRank } from "../../model/plugins/installation_order.ts";
import { CHOSEN_CATEGORY } from "../curation/chosen_category.ts";
import { requireRow } from "../sqlite/catalog_error.ts";
import { curationAmong } from "../curation/read_curation.ts";
import type { DescriptionDocument } from "./description_document.ts";
import { fromJson, number, present, text } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";

/** A plugin without what people say about it, which the catalog keeps elsewhere; see `withCuration()`. */
export type StoredPlugin = Omit<Plugin, "curation">;

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
  | "categories"
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

/** The short part of a description. */
export function summaryOf(plugin: StoredPlugin & Partial<Plugin>): DescriptionSummary {
  const {
    id: _id,
    format: _format,
    nativeId: _nativeId,
    origin: _origin,
    location: _location,
    installations: _installations,
    buses: _buses,
    parameters: _parameters,
    programs: _programs,
    presets: _presets,
    vendorGroup: _vendorGroup,
    outcome: _outcome,
    isMissing: _isMissing,
    addedAt: _addedAt,
    updatedAt: _updatedAt,
    scannedAt: _scannedAt,
    curation: _curation,
    ...summary
  } = plugin;
  return summary;
}

/** Gives the long part of a description. */
export type UnpackDocument = (packed: Uint8Array) => DescriptionDocument;

/** A description in its two parts. */
export interface PluginDescription {
  readonly summary: DescriptionSummary;
  readonly document: DescriptionDocument;
}

/** An installation, with the values that decide which one is preferred. */
export interface RankedInstallation extends InstallationRank {
  readonly installation: Installation;
  readonly descriptionId: number | undefined;
  readonly outcome: Plugin["outcome"];
}

/**
 * Reads a plugin with all its installations.
 *
 * @param descriptionId The description to read; unset for that of the preferred
 * installation.
 * @param unpack Unpacks the long part; without it that part is left out.
 */
export function readPlugin(
  db: DatabaseSync,
  rowId: number,
  descriptionId?: number,
  unpack?: UnpackDocument,
): StoredPlugin {
  const row = requireRow(statement(db, SELECT_ROW).get(rowId));
  const installations = readInstallations(db, rowId);
  const description = readDescription(
    db,
    descriptionId ?? preferredDescription(installations, row),
    unpack !== undefined,
  );
  const document = unpack === undefined || description === undefined
    ? {}
    : unpack(description["document"] as Uint8Array);
  return pluginOf(row, installations, fromJson(description?.["summary"]), document);
}

/** Reads the catalog's additions to a description that the caller has: times, and all installations. */
export function readDescribedPlugin(
  db: DatabaseSync,
  rowId: number,
  { summary, document }: PluginDescription,
): StoredPlugin {
  const row = requireRow(statement(db, SELECT_ROW).get(rowId));
  return pluginOf(row, readInstallations(db, rowId), summary, document);
}

/** Reads plugins without the long parts of their descriptions: a page of them in a few queries. */
export function readPlugins(db: DatabaseSync, rowIds: readonly number[]): Plugin[] {
  const rows = new Map(
    readJson(db, { ...PLUGIN_COLUMNS, chosen_category: CHOSEN_CATEGORY }, "plugins p where p.id", rowIds).map(
      (row) => [Number(row["id"]), row],
    ),
  );
  const installations = new Map<number, RankedInstallation[]>();
  for (const row of readJson(db, INSTALLATION_COLUMNS, `${INSTALLATIONS} where i.plugin_row_id`, rowIds)) {
    const rowId = Number(row["plugin_row_id"]);
    installations.set(rowId, [...installations.get(rowId) ?? [], rankedInstallation(row)]);
  }
  const shown = rowIds.map((rowId) => {
    const row = requireRow(rows.get(rowId));
    const installed = (installations.get(rowId) ?? []).sort(compareInstallations);
    return { row, installed, descriptionId: preferredDescription(installed, row) ?? -1 };
  });
  const columns = { id: "d.id", summary: "d.summary" };
  const ids = shown.map(({ descriptionId }) => descriptionId);
  const summaries = new Map(
    readJson(db, columns, "descriptions d where d.id", ids).map((row) => [Number(row["id"]), row["summary"]]),
  );
  const curationOf = curationAmong(db, () => shown.map(({ row }) => String(row["plugin_id"])));
  return shown.map(({ row, installed, descriptionId }) => {
    const plugin = pluginOf(row, installed, fromJson(summaries.get(descriptionId)), {});
    return Object.assign(plugin, { curation: curationOf(plugin.id) });
  });
}

/** Columns of a plugin's row that documents show. */
const PLUGIN_COLUMNS = Object.fromEntries(
  [
    "id",
    "plugin_id",
    "format",
    "native_id",
    "origin",
    "name",
    "vendor",
    "version",
    "category",
    "is_instrument",
    "location",
    "outcome",
    "shown_description_id",
    "added_at",
    "updated_at",
    "scanned_at",
    "missing_at",
  ].map((name) => [name, `p.${name}`]),
);

const SELECT_ROW = `select p.*, ${CHOSEN_CATEGORY} as chosen_category from plugins p where p.id = ?`;

/** Columns of an installation, its module and its description. */
const INSTALLATION_COLUMNS = {
  plugin_row_id: "i.plugin_row_id",
  location: "m.location",
  architectures: "m.architectures",
  modified_at: "m.modified_at",
  is_in_user_folder: "m.is_in_user_folder",
  missing_at: "m.missing_at",
  scanned_at: "m.scanned_at",
  description_id: "i.description_id",
  outcome: "i.outcome",
  version: "d.summary ->> 'version'",
};

const INSTALLATIONS = `installations i
  join modules m on m.id = i.module_id
  left join descriptions d on d.id = i.description_id`;

/** Rows as one text: node:sqlite takes longer for each column than for all rows as JSON. */
function readJson(
  db: DatabaseSync,
  columns: Readonly<Record<string, string>>,
  source: string,
  rowIds: readonly number[],
): Record<string, unknown>[] {
  const fields = Object.entries(columns).map(([name, column]) => `'${name}', ${column}`).join(", ");
  const row = statement(
    db,
    `select json_group_array(json_object(${fields})) as found from ${source} in (select value from json_each(?))`,
  ).get(JSON.stringify(rowIds))!;
  return fromJson<Record<string, unknown>[]>(row["found"])!;
}

/** A plugin without installations, removed or imported, keeps the description shown last. */
function preferredDescription(
  installations: readonly RankedInstallation[],
  row: Record<string, unknown>,
): number | undefined {
  const [preferred] = installations;
  return preferred === undefined ? number(row["shown_description_id"]) : preferred.descriptionId;
}

function pluginOf(
  row: Record<string, unknown>,
  installations: readonly RankedInstallation[],
  summary: DescriptionSummary | undefined,
  document: DescriptionDocument,
): StoredPlugin {
  return {
    id: String(row["plugin_id"]),
    format: row["format"] as Plugin["format"],
    nativeId: String(row["native_id"]),
    ...(row["origin"] === "import" ? { origin: "import" as const } : {}),
    ...withChosenCategory(summary ?? summaryOfRow(row), text(row["chosen_category"])),
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
  const columns = Object.entries(INSTALLATION_COLUMNS).map(([name, column]) => `${column} as ${name}`).join(
    ", ",
  );
  const rows = statement(db, `select ${columns} from ${INSTALLATIONS} where i.plugin_row_id = ?`).all(rowId);
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

/** Reads the long part, which is most of the row, only if wanted. */
function readDescription(
  db: DatabaseSync,
  id: number | undefined,
  withDocument: boolean,
): Record<string, unknown> | undefined {
  if (id === undefined) return undefined;
  const columns = withDocument ? "summary, document" : "summary";
  return statement(db, `select ${columns} from descriptions where id = ?`).get(id);
}

/** The summary of a plugin without a description, from its row. */
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
