import type { DatabaseSync } from "node:sqlite";
import { DESCRIBER_VERSION } from "../../model/describer.ts";
import type { ScannedModule } from "../../model/module.ts";
import type { Plugin } from "../../model/plugin.ts";
import type { ModuleState } from "../../model/scan_journal.ts";
import { adoptImports, adoptRow } from "./adopt_imports.ts";
import { blockFailures } from "../rules/block_failures.ts";
import { countFailures } from "../rules/count_failures.ts";
import type { ChangedRows } from "../plugins/changed_rows.ts";
import { packDocument, unpackDocument } from "../plugins/description_document.ts";
import { insertPlugin, saveAliases } from "../plugins/insert_plugin.ts";
import { present, toJson } from "../sqlite/json_column.ts";
import { type RefreshOptions, refreshPlugin } from "../plugins/refresh_plugin.ts";
import {
  type PluginDescription,
  readDescribedPlugin,
  readPlugin,
  type StoredPlugin,
  summaryOf,
} from "../plugins/read_plugin.ts";
import { withCuration } from "../curation/read_curation.ts";
import { readHiddenPluginsOf } from "./hidden_plugins.ts";
import { readInstalled } from "./read_module.ts";
import { boundOutcomes, saveChange } from "./scan_history.ts";
import { savePresets } from "../plugins/save_presets.ts";
import { statement } from "../sqlite/statement.ts";

/** Values shared by everything that one scan saves. */
export interface SaveContext {
  readonly scanRunId: number;
  readonly at: string;
  readonly isInUserFolder: (location: string) => boolean;
  /** Collects the plugins for the index. */
  readonly changed: ChangedRows;
  /** Whether plugins are returned with buses, parameters and programs. */
  readonly isFull: boolean;
}

/**
 * Saves the result of a module's scan, in the caller's transaction; the caller
 * then indexes the changed plugins.
 *
 * A scanned module's plugins replace those known before. After any other
 * outcome the old plugins stay: a crash does not erase them. The same goes for
 * a single plugin that failed in a scanned module.
 *
 * A module or plugin that has failed too often is stored as blocked, but
 * returned as failed.
 *
 * @returns The module as the scan saw it, with the catalog's additions: counted
 * failures, older descriptions of failed plugins, and the times and other
 * installations of each plugin.
 */
export function saveModule(
  db: DatabaseSync,
  scanned: ScannedModule,
  state: ModuleState,
  context: SaveContext,
): ScannedModule {
  const counted = countFailures(db, scanned, context.at);
  const module = blockFailures(db, counted, context.at);
  const moduleId = saveModuleRow(db, module, state, context);
  saveOutcome(db, counted, context);
  const before = installedPlugins(db, moduleId);
  const touched = new Map<number, RefreshOptions>(
    [...before.values()].map((rowId) => [rowId, { isScanned: true }]),
  );
  const saved = new Map<number, SavedPlugin>();
  let hasImports = false;
  if (module.outcome === "scanned") {
    for (const plugin of saveInstallations(db, moduleId, module, { before, context })) {
      saved.set(plugin.rowId, plugin);
      if (plugin.refresh !== undefined) touched.set(plugin.rowId, plugin.refresh);
    }
    hasImports = adoptImports(db, module, [...saved.keys()], context.at);
  } else {
    statement(db, "update installations set outcome = ? where module_id = ?").run(module.outcome, moduleId);
  }
  for (const [rowId, options] of touched) {
    refreshPlugin(db, rowId, context.at, options, context.changed);
  }
  if (module.change === "added" || module.change === "modified") {
    recordChange(db, moduleId, module, module.change, context);
  }
  return {
    ...counted,
    warnings: [...counted.warnings, ...readHiddenPluginsOf(db, moduleId)],
    plugins: pluginsAsSeen(db, moduleId, counted, { saved, hasImports, context }),
  };
}

/** The plugins of a module as a scan has saved them. */
interface SavedModule {
  /** Those that it has described, by their rows. */
  readonly saved: ReadonlyMap<number, SavedPlugin>;
  /** Whether new plugins may have taken over imported records. */
  readonly hasImports: boolean;
  readonly context: SaveContext;
}

function pluginsAsSeen(
  db: DatabaseSync,
  moduleId: number,
  module: ScannedModule,
  { saved, hasImports, context }: SavedModule,
): Plugin[] {
  const { outcome, failures } = module;
  const { isFull, at } = context;
  const failed = new Map(failures.map((failure) => [failure.id, failure.outcome]));
  const plugins = readInstalled(db, moduleId).map(({ rowId, descriptionId }): StoredPlugin => {
    const described = saved.get(rowId);
    if (described !== undefined) {
      const { plugin, description: { summary, document }, refresh } = described;
      const shown = { summary, document: isFull ? document : {} };
      if (refresh === undefined && !hasImports) return newPlugin(plugin, shown, module, at);
      return { ...readDescribedPlugin(db, rowId, shown), outcome: "scanned" };
    }
    const plugin = readPlugin(db, rowId, descriptionId, isFull ? unpackDocument : undefined);
    return { ...plugin, outcome: outcome === "scanned" ? failed.get(plugin.id) ?? plugin.outcome : outcome };
  });
  return withCuration(db, plugins);
}

/** A plugin that the catalog knows from this module alone. */
function newPlugin(
  { id, format, nativeId }: Plugin,
  { summary, document }: PluginDescription,
  { location, architectures, modifiedAt }: ScannedModule,
  at: string,
): StoredPlugin {
  const { version } = summary;
  return {
    id,
    format,
    nativeId,
    ...summary,
    location,
    installations: [{
      location,
      ...present({ version }),
      architectures: [...architectures],
      modifiedAt: modifiedAt ?? at,
      isMissing: false,
    }],
    ...document,
    outcome: "scanned",
    isMissing: false,
    addedAt: at,
    updatedAt: at,
    scannedAt: at,
  };
}

function recordChange(
  db: DatabaseSync,
  moduleId: number,
  { location, format }: ScannedModule,
  change: "added" | "modified",
  { scanRunId }: SaveContext,
): void {
  const plugins = [...installedPlugins(db, moduleId).keys()].sort();
  saveChange(db, scanRunId, { location, format, change, plugins });
}

function saveModuleRow(
  db: DatabaseSync,
  module: ScannedModule,
  state: ModuleState,
  { at, isInUserFolder }: SaveContext,
): number {
  const values = {
    location: module.location,
    format: module.format,
    root: state.root,
    fingerprint: module.fingerprint ?? null,
    stat_key: state.statKey ?? null,
    files: JSON.stringify(state.files),
    binary: state.binary ?? null,
    architectures: JSON.stringify(module.architectures),
    size_bytes: module.sizeBytes ?? null,
    modified_at: module.modifiedAt ?? null,
    is_in_user_folder: isInUserFolder(module.location) ? 1 : 0,
    outcome: module.outcome,
    reason: toJson(module.reason),
    failures: JSON.stringify(module.failures),
    warnings: JSON.stringify(module.warnings),
    duration_ms: module.durationMs,
    confinement: toJson(module.confinement),
    preset_locations: toJson(module.presetLocations),
    worker: module.worker ?? null,
    describer: DESCRIBER_VERSION,
    scanned_at: at,
    updated_at: at,
  };
  const names = Object.keys(values);
  const updates = names.filter((name) => name !== "updated_at").map((name) => `${name} = excluded.${name}`);
  const row = statement(
    db,
    `insert into modules (${names.join(", ")}, added_at)
     values (${names.map((name) => `:${name}`).join(", ")}, :updated_at)
     on conflict (location, format) do update set ${updates.join(", ")}, missing_at = null,
       updated_at = iif(fingerprint is excluded.fingerprint, updated_at, excluded.updated_at)
     returning id`,
  ).get(values)!;
  return Number(row["id"]);
}

function saveOutcome(db: DatabaseSync, module: ScannedModule, { scanRunId, at }: SaveContext): void {
  statement(
    db,
    `insert into outcomes (location, format, scan_run_id, outcome, reason, failures, fingerprint, duration_ms, at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    module.location,
    module.format,
    scanRunId,
    module.outcome,
    toJson(module.reason),
    module.failures.length === 0 ? null : JSON.stringify(module.failures),
    module.fingerprint ?? null,
    module.durationMs,
    at,
  );
  boundOutcomes(db, module.location, module.format);
}

/** Rows of a module's plugins by their public ids. */
function installedPlugins(db: DatabaseSync, moduleId: number): Map<string, number> {
  const rows = statement(
    db,
    `select p.plugin_id, p.id from installations i join plugins p on p.id = i.plugin_row_id
      where i.module_id = ?`,
  ).all(moduleId);
  return new Map(rows.map((row) => [String(row["plugin_id"]), Number(row["id"])]));
}

/** A plugin that has been stored in a module. */
interface SavedPlugin {
  readonly rowId: number;
  readonly plugin: Plugin;
  readonly description: PluginDescription;
  /** What remains to be updated; unset for a new plugin, which is complete. */
  readonly refresh?: RefreshOptions;
}

/** @param before Rows of the module's former plugins by their public ids. */
function saveInstallations(
  db: DatabaseSync,
  moduleId: number,
  module: ScannedModule,
  { before, context }: { before: ReadonlyMap<string, number>; context: SaveContext },
): SavedPlugin[] {
  const failed = new Map(module.failures.map((failure) => [failure.id, failure.outcome]));
  const described = new Set(module.plugins.map(({ id }) => id));
  for (const [id, rowId] of before) {
    if (described.has(id)) continue;
    const outcome = failed.get(id);
    if (outcome === undefined) deleteInstallation(db, moduleId, rowId);
    else {
      statement(db, "update installations set outcome = ? where module_id = ? and plugin_row_id = ?")
        .run(outcome, moduleId, rowId);
    }
  }
  const contentHash = module.fingerprint ?? "";
  return module.plugins.map((plugin, position) => {
    const place = { ...context, moduleId, location: module.location, position, contentHash };
    const rowId = knownRow(db, plugin);
    if (rowId === undefined) return { plugin, ...insertPlugin(db, plugin, place) };
    const { id, isNew, ...description } = saveDescription(db, rowId, plugin, contentHash);
    statement(
      db,
      `insert into installations (module_id, plugin_row_id, description_id, position, outcome)
       values (?, ?, ?, ?, 'scanned')
       on conflict (module_id, plugin_row_id) do update
         set description_id = excluded.description_id, position = excluded.position, outcome = excluded.outcome`,
    ).run(moduleId, rowId, id, position);
    saveAliases(db, rowId, plugin);
    const hasNewPresets = savePresets(db, moduleId, plugin, context.at);
    const saved = { id, document: description.document };
    return { rowId, plugin, description, refresh: { isScanned: true, isNew: isNew || hasNewPresets, saved } };
  });
}

function deleteInstallation(db: DatabaseSync, moduleId: number, rowId: number): void {
  statement(db, "delete from installations where module_id = ? and plugin_row_id = ?").run(moduleId, rowId);
}

/** The row of a plugin that the catalog has, from a scan or an import. */
function knownRow(db: DatabaseSync, plugin: Plugin): number | undefined {
  const row = statement(db, "select id, origin from plugins where plugin_id = ?").get(plugin.id);
  if (row === undefined) return undefined;
  const rowId = Number(row["id"]);
  if (row["origin"] === "import") adoptRow(db, rowId, plugin.nativeId);
  return rowId;
}

function saveDescription(
  db: DatabaseSync,
  rowId: number,
  plugin: Plugin,
  contentHash: string,
): PluginDescription & { id: number; isNew: boolean } {
  const { buses, parameters, programs } = plugin;
  const summary = summaryOf(plugin);
  const summaryJson = JSON.stringify(summary);
  const document = present({ buses, parameters, programs });
  const packed = packDocument(document);
  const before = statement(
    db,
    "select id, summary = ? and document = ? as is_same from descriptions where plugin_row_id = ? and content_hash = ?",
  ).get(summaryJson, packed, rowId, contentHash);
  const row = statement(
    db,
    `insert into descriptions (plugin_row_id, content_hash, describer, summary, document)
     values (?, ?, ?, ?, ?)
     on conflict (plugin_row_id, content_hash) do update
       set describer = excluded.describer, summary = excluded.summary, document = excluded.document
     returning id`,
  ).get(rowId, contentHash, DESCRIBER_VERSION, summaryJson, packed)!;
  return { id: Number(row["id"]), summary, document, isNew: before?.["is_same"] !== 1 };
}
