import type { DatabaseSync } from "node:sqlite";
import type { ExportPlugin, ExportRecord } from "../../model/documents/export/export_document.ts";
import {
  EXPORT_LISTS,
  exportSection,
  type ExportSectionName,
} from "../../model/documents/export/export_sections.ts";
import type { WorkListener } from "../../model/work_step.ts";
import { retryWhileBusy } from "../sqlite/busy.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { catalogError, requireRow } from "../sqlite/catalog_error.ts";
import { exportRows } from "../sqlite/export_rows.ts";
import { unpackDocument } from "../plugins/description_document.ts";
import { fromJson, number, present, text } from "../sqlite/json_column.ts";
import { type DescriptionSummary, readInstallations, readPlugin } from "../plugins/read_plugin.ts";
import { WRITER_SETTING } from "../curation/registers.ts";
import { statement } from "../sqlite/statement.ts";
import { CATEGORY_RULES_SETTING } from "../sqlite/setting_repository.ts";

/** Settings that mean nothing on another computer. */
const LOCAL_SETTINGS = ["device", CATEGORY_RULES_SETTING, WRITER_SETTING];

/**
 * Yields all data of a catalog, list by list, from one state of it. Others can
 * write meanwhile; the caller reads to the end or closes the catalog.
 */
export async function* exportRecords(
  catalog: Catalog,
  listener?: WorkListener,
): AsyncGenerator<ExportRecord> {
  const { db } = catalog;
  try {
    await retryWhileBusy(() => db.exec("begin"));
    for (const list of EXPORT_LISTS) {
      if (list === "plugins") {
        yield* exportPlugins(db, listener);
        continue;
      }
      if (listener !== undefined) tellStep(db, list, listener);
      for (const row of exportRows(db, list)) {
        if (list !== "settings" || !LOCAL_SETTINGS.includes(String(row["name"]))) yield { list, row };
      }
    }
    db.exec("commit");
  } catch (error) {
    throw catalogError(error, catalog.path);
  }
}

/** The lists as people know them; those without a name only tie others together. */
const SPOKEN_LISTS: Readonly<Partial<Record<ExportSectionName, string>>> = {
  settings: "settings",
  scans: "history of scans",
  modules: "modules",
  presetFiles: "files of presets",
  presets: "presets",
  outcomes: "results of past scans",
  changes: "changes of past scans",
  blocklist: "blocklist",
  overrides: "overrides",
  vendorRules: "vendor names",
  siblingDecisions: "decisions about duplicates",
  curations: "notes, marks and categories",
  tags: "tags",
  collections: "collections",
  presetBlobs: "states of presets",
  libraryPresets: "library of presets",
};

/** Tells about a list with its number of rows, unless it is empty. */
function tellStep(db: DatabaseSync, list: ExportSectionName, listener: WorkListener): void {
  const name = SPOKEN_LISTS[list];
  if (name === undefined) return;
  const { table, where = "true" } = exportSection(list);
  const row = db.prepare(`select count(*) as count from ${table} where ${where}`).get();
  const count = Number(row?.["count"]);
  if (count > 0) listener({ what: `Exporting the ${name} (${count})` });
}

/** Plugins between two looks at how far the export has come. */
const PLUGINS_AT_ONCE = 100;

function* exportPlugins(db: DatabaseSync, listener: WorkListener | undefined): Generator<ExportRecord> {
  // Only the rows' numbers are read at once.
  const rows = db.prepare("select id from plugins order by plugin_id").all();
  const what = `Exporting the plugins (${rows.length})`;
  listener?.({ what });
  for (const [done, { id }] of rows.entries()) {
    if (done % PLUGINS_AT_ONCE === 0) listener?.({ what, done, total: rows.length });
    yield { list: "plugins", plugin: exportPlugin(db, Number(id)) };
  }
}

function exportPlugin(db: DatabaseSync, rowId: number): ExportPlugin {
  const row = requireRow(
    statement(db, "select missing_at, shown_description_id from plugins where id = ?").get(rowId),
  );
  const descriptions = new Map(
    statement(db, "select * from descriptions where plugin_row_id = ? order by content_hash").all(rowId)
      .map((description) => [Number(description["id"]), description]),
  );
  const installations = readInstallations(db, rowId);
  const shownId = installations.length === 0
    ? number(row["shown_description_id"])
    : installations[0]!.descriptionId;
  const shown = shownId === undefined ? undefined : descriptions.get(shownId);
  return {
    ...readPlugin(db, rowId, undefined, unpackDocument),
    ...(shown === undefined
      ? {}
      : { contentHash: String(shown["content_hash"]), describer: Number(shown["describer"]) }),
    installations: exportInstallations(db, rowId),
    otherDescriptions: [...descriptions.values()].filter((one) => one !== shown).map(exportDescription),
    aliases: statement(db, "select alias, kind from plugin_aliases where plugin_row_id = ? order by alias")
      .all(rowId).map(({ alias, kind }) => ({ alias: String(alias), kind: String(kind) })),
    ...present({ missingAt: text(row["missing_at"]) }),
  };
}

/** Sorted by location: the preferred one follows from their fields. */
function exportInstallations(db: DatabaseSync, rowId: number): ExportPlugin["installations"] {
  const rows = statement(
    db,
    `select m.location, i.position, d.content_hash from installations i join modules m on m.id = i.module_id
       left join descriptions d on d.id = i.description_id where i.plugin_row_id = ? order by m.location`,
  ).all(rowId);
  const details = new Map(rows.map((row) => [String(row["location"]), row]));
  return readInstallations(db, rowId).map(({ installation, outcome }) => {
    const row = details.get(installation.location)!;
    return {
      ...installation,
      position: Number(row["position"]),
      outcome,
      ...present({ contentHash: text(row["content_hash"]) }),
    };
  });
}

function exportDescription(row: Record<string, unknown>): ExportPlugin["otherDescriptions"][number] {
  return {
    contentHash: String(row["content_hash"]),
    describer: Number(row["describer"]),
    ...fromJson<DescriptionSummary>(row["summary"])!,
    ...unpackDocument(row["document"] as Uint8Array),
  };
}
