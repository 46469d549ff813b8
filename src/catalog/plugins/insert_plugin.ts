import type { DatabaseSync } from "node:sqlite";
import { CATEGORY_RULES_VERSION } from "../../model/kinds/category_rules_version.ts";
import { withChosenCategory } from "../../model/kinds/chosen_category.ts";
import { soughtKinds } from "../../model/kinds/sought_kinds.ts";
import { DESCRIBER_VERSION } from "../../model/describer.ts";
import type { Plugin } from "../../model/plugin.ts";
import { findChosenCategory } from "../curation/chosen_category.ts";
import { present } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import type { ChangedRows } from "./changed_rows.ts";
import { packDocument } from "./description_document.ts";
import { savePrograms } from "../presets/rows/programs.ts";
import { savePresets } from "./save_presets.ts";
import { type PluginDescription, summaryOf } from "./read_plugin.ts";
import { saveFeatures } from "./refresh_plugin.ts";
import { searchedContents } from "./searched_contents.ts";
import { vendorKeyIn } from "./vendor_keys.ts";

/** The module in which a plugin was found. */
export interface PluginPlace {
  readonly moduleId: number;
  readonly location: string;
  /** Its place among the module's plugins. */
  readonly position: number;
  /** The fingerprint of the module. */
  readonly contentHash: string;
  readonly at: string;
  /** Collects the row for the index. */
  readonly changed: ChangedRows;
}

/**
 * Stores a plugin that the catalog does not know. Nothing has to be compared,
 * merged or replaced, so this takes a third of the statements that a known
 * plugin takes; the rows are the same.
 */
export function insertPlugin(
  db: DatabaseSync,
  plugin: Plugin,
  place: PluginPlace,
): { rowId: number; description: PluginDescription } {
  const { moduleId, location, position, contentHash, at, changed } = place;
  const { id, buses, parameters, programs } = plugin;
  const summary = summaryOf(plugin);
  const document = present({ buses, parameters, programs });
  const chosen = findChosenCategory(db, id);
  const sought = { ...plugin, ...soughtKinds(plugin, chosen) };
  const rowId = insertRow(db, sought, place);
  const { lastInsertRowid: descriptionId } = statement(
    db,
    `insert into descriptions (id, plugin_row_id, content_hash, describer, summary, document)
     values ((select shown_description_id from plugins where id = ?1), ?1, ?2, ?3, ?4, ?5)`,
  ).run(
    rowId,
    contentHash,
    DESCRIBER_VERSION,
    JSON.stringify(summary),
    packDocument(document),
  );
  statement(
    db,
    `insert into installations (module_id, plugin_row_id, description_id, position, outcome)
     values (?, ?, ?, ?, 'scanned')`,
  ).run(moduleId, rowId, descriptionId, position);
  if (sought.features.length > 0) saveFeatures(db, rowId, sought.features);
  saveAliases(db, rowId, plugin);
  if (plugin.presets !== undefined) savePresets(db, moduleId, plugin, at);
  if (programs !== undefined) savePrograms(db, id, programs);
  changed.add(rowId, { fresh: { ...sought, location, ...searchedContents(db, id, document) } });
  return { rowId, description: { summary: withChosenCategory(summary, chosen), document } };
}

function insertRow(db: DatabaseSync, plugin: Plugin, { location, at }: PluginPlace): number {
  const { lastInsertRowid } = statement(
    db,
    `insert into plugins (plugin_id, format, native_id, name, vendor, vendor_key, version, category, is_instrument,
       location, parameter_count, input_channels, output_channels, outcome, shown_description_id,
       added_at, updated_at, scanned_at, category_rules)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'scanned', (select ifnull(max(id), 0) + 1 from descriptions),
       ?, ?, ?, ${CATEGORY_RULES_VERSION})`,
  ).run(
    plugin.id,
    plugin.format,
    plugin.nativeId,
    plugin.name,
    plugin.vendor ?? null,
    vendorKeyIn(db, plugin.vendor),
    plugin.version ?? null,
    plugin.category,
    plugin.isInstrument ? 1 : 0,
    location,
    plugin.parameterCount ?? null,
    plugin.inputChannels ?? null,
    plugin.outputChannels ?? null,
    at,
    at,
    at,
  );
  return Number(lastInsertRowid);
}

/** Stores the ids of the plugins that a plugin replaces as its aliases. */
export function saveAliases(db: DatabaseSync, rowId: number, { replaces = [] }: Plugin): void {
  const insert = statement(
    db,
    `insert into plugin_aliases (plugin_row_id, alias, kind) values (?, ?, 'replaces')
     on conflict (plugin_row_id, alias) do nothing`,
  );
  for (const alias of replaces) insert.run(rowId, alias);
}
