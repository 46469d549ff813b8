import type { DatabaseSync } from "node:sqlite";
import type { PluginFailure, ScannedModule } from "../../model/module.ts";
import type { Plugin } from "../../model/plugin.ts";
import type { KnownFailure, KnownModule } from "../../model/scan_journal.ts";
import { damagedContent } from "../sqlite/catalog_error.ts";
import { fromJson } from "../sqlite/json_column.ts";
import type { StoredPlugin } from "../plugins/read_plugin.ts";
import { curationAmong } from "../curation/read_curation.ts";
import { readHiddenPlugins } from "./hidden_plugins.ts";

/** A known module and its row. */
export interface StoredModule extends KnownModule {
  readonly rowId: number;
}

/** Fields that are `null` in a row where a document leaves them out. */
type Row<T> = {
  readonly [Name in keyof T]-?: undefined extends T[Name] ? Exclude<T[Name], undefined> | null : T[Name];
};

/** Rows that SQLite returns as one JSON text; more would only take more memory at once. */
const ROWS_AT_ONCE = 4096;

/** Reads all modules with the results of earlier scans. */
export function readKnownModules(db: DatabaseSync): StoredModule[] {
  return readRows<ModuleRow>(
    db,
    `select json_group_array(json_array(id, location, format, root, fingerprint, stat_key, json(files), binary,
              json(architectures), size_bytes, outcome, reason ->> 'code', json(nullif(failures, '[]')),
              describer, scanned_at, missing_at, duration_ms, reason ->> 'failedScans', reason ->> 'retryAt',
              json(iif(outcome = 'scanned' and failures = '[]', null, confinement)))) as rows
       from modules where id between ? and ?`,
  ).map(knownModule);
}

/**
 * A module's row. Names for all columns would double the text of all rows and
 * take SQLite several times as long.
 */
type ModuleRow = readonly [
  rowId: number,
  location: string,
  format: StoredModule["format"],
  root: string,
  fingerprint: string | null,
  statKey: string | null,
  files: readonly string[],
  binary: string | null,
  architectures: readonly string[],
  sizeBytes: number | null,
  outcome: StoredModule["outcome"],
  reasonCode: NonNullable<StoredModule["reasonCode"]> | null,
  failures: readonly PluginFailure[] | null,
  describer: number,
  scannedAt: string,
  missingAt: string | null,
  durationMs: number,
  failedScans: number | null,
  retryAt: string | null,
  confinement: NonNullable<StoredModule["confinement"]> | null,
];

/** Field by field, and by index: spreads and iterators take several times as long for some hundred rows. */
function knownModule(row: ModuleRow): StoredModule {
  const { 0: rowId, 1: location, 2: format, 3: root, 4: fingerprint, 5: statKey, 6: files, 7: binary } = row;
  const { 8: architectures, 9: sizeBytes, 10: outcome, 11: reasonCode, 12: failed, 13: describer } = row;
  const { 14: scannedAt, 15: missingAt, 16: durationMs, 17: failedScans, 18: retryAt, 19: confinement } = row;
  const failures = failed === null ? [] : knownFailures(list(failed));
  const module: Writable<StoredModule> = {
    rowId,
    location,
    format,
    root,
    files: list(files),
    architectures: list(architectures),
    outcome,
    failures,
    describer,
    scannedAt,
    isMissing: missingAt !== null,
    durationMs,
    attempts: failures.reduce((most, { attempts }) => Math.max(most, attempts), failedScans ?? 0),
  };
  if (fingerprint !== null) module.fingerprint = fingerprint;
  if (statKey !== null) module.statKey = statKey;
  if (binary !== null) module.binary = binary;
  if (sizeBytes !== null) module.sizeBytes = sizeBytes;
  if (reasonCode !== null) module.reasonCode = reasonCode;
  if (retryAt !== null) module.retryAt = retryAt;
  if (confinement !== null) module.confinement = confinement;
  return module;
}

function knownFailures(failures: readonly PluginFailure[]): KnownFailure[] {
  return failures.map(({ id, outcome, reason }) => ({
    id,
    outcome,
    code: reason.code,
    attempts: reason.failedScans ?? 0,
    ...(reason.retryAt === undefined ? {} : { retryAt: reason.retryAt }),
  }));
}

/**
 * Reads the remaining fields of known modules that a table shows, by their
 * rows: in two queries, where full modules take five each.
 *
 * Plugins have the columns of their row only: no installations, features or
 * raw categories.
 */
export function readModuleOutlines(
  db: DatabaseSync,
  known: Iterable<StoredModule>,
): Map<number, ScannedModule> {
  const modules = new Map<number, ScannedModule>();
  for (const module of known) if (!module.isMissing) modules.set(module.rowId, moduleOutline(module));
  const ends = readRows<EndRow>(
    db,
    `select json_group_array(json_object('rowId', id, 'reason', json(reason),
              'failures', json(nullif(failures, '[]')), 'warnings', json(nullif(warnings, '[]')),
              'confinement', json(confinement))) as rows
       from modules
      where id between ? and ?
        and (reason is not null or failures <> '[]' or warnings <> '[]' or confinement is not null)`,
  );
  for (const { rowId, reason, failures, warnings, confinement } of ends) {
    const module = modules.get(rowId);
    if (module === undefined) continue;
    if (reason !== null) module.reason = reason;
    if (failures !== null) module.failures = failures;
    if (warnings !== null) module.warnings = warnings;
    if (confinement !== null) module.confinement = confinement;
  }
  for (const [rowId, hidden] of readHiddenPlugins(db)) {
    const module = modules.get(rowId);
    if (module !== undefined) module.warnings = [...module.warnings, ...hidden];
  }
  const plugins = readRows<PluginRow>(
    db,
    `select json_group_array(json_array(i.module_id, i.position, i.outcome, p.plugin_id, p.format, p.native_id,
              p.name, p.vendor, p.version, p.category, p.is_instrument, p.parameter_count, p.input_channels,
              p.output_channels, p.added_at, p.updated_at, p.scanned_at, p.missing_at)) as rows
       from installations i join plugins p on p.id = i.plugin_row_id where i.module_id between ? and ?`,
  );
  const curationOf = curationAmong(db, () => plugins.map(({ 3: id }) => id));
  for (const row of plugins.sort((a, b) => a[1] - b[1])) {
    const module = modules.get(row[0]);
    module?.plugins.push({ ...pluginOutline(row, module.location), curation: curationOf(row[3]) });
  }
  return modules;
}

/** How a module's scan ended. */
interface EndRow extends Row<Pick<ScannedModule, "reason" | "confinement">> {
  readonly rowId: number;
  readonly failures: ScannedModule["failures"] | null;
  readonly warnings: ScannedModule["warnings"] | null;
}

/** A plugin in a module, as lists show it. */
type PluginRow = readonly [
  moduleId: number,
  position: number,
  outcome: Plugin["outcome"],
  id: string,
  format: Plugin["format"],
  nativeId: string,
  name: string,
  vendor: string | null,
  version: string | null,
  category: Plugin["category"],
  isInstrument: number,
  parameterCount: number | null,
  inputChannels: number | null,
  outputChannels: number | null,
  addedAt: string,
  updatedAt: string,
  scannedAt: string,
  missingAt: string | null,
];

/**
 * Runs a query about modules, bounded by their ids, that returns all rows as
 * one text: node:sqlite takes longer for each row and column than the JSON
 * parser for all of them.
 *
 * @throws {PluginaryError} `catalog-damaged` for invalid JSON.
 */
function readRows<T>(db: DatabaseSync, sql: string): T[] {
  const last = Number(db.prepare("select max(id) as last from modules").get()!["last"]);
  const query = db.prepare(sql);
  const all: T[] = [];
  for (let from = 0; from <= last; from += ROWS_AT_ONCE) {
    const rows = fromJson<T[]>(query.get(from, from + ROWS_AT_ONCE - 1)!["rows"])!;
    // Not by spreading: each would be an argument of a call.
    for (const row of rows) all.push(row);
  }
  return all;
}

function moduleOutline(known: StoredModule): ScannedModule {
  const { location, format, outcome, durationMs, architectures } = known;
  return {
    location,
    format,
    outcome,
    change: "unchanged",
    failures: [],
    warnings: [],
    durationMs,
    architectures: [...architectures],
    plugins: [],
  };
}

/** Like {@linkcode knownModule}. */
function pluginOutline(row: PluginRow, location: string): StoredPlugin {
  const { 7: vendor, 8: version, 11: parameterCount, 12: inputChannels, 13: outputChannels } = row;
  const { 2: outcome, 3: id, 4: format, 5: nativeId, 6: name, 9: category, 10: isInstrument } = row;
  const { 14: addedAt, 15: updatedAt, 16: scannedAt, 17: missingAt } = row;
  const plugin: StoredPlugin = {
    id,
    format,
    nativeId,
    name,
    isInstrument: isInstrument === 1,
    category,
    features: [],
    rawCategories: [],
    location,
    installations: [],
    outcome,
    isMissing: missingAt !== null,
    addedAt,
    updatedAt,
    scannedAt,
  };
  if (vendor !== null) plugin.vendor = vendor;
  if (version !== null) plugin.version = version;
  if (parameterCount !== null) plugin.parameterCount = parameterCount;
  if (inputChannels !== null) plugin.inputChannels = inputChannels;
  if (outputChannels !== null) plugin.outputChannels = outputChannels;
  return plugin;
}

/** A list stored as JSON; anything else is damage. */
function list<T>(value: readonly T[]): readonly T[] {
  if (!Array.isArray(value)) throw damagedContent(new TypeError("Not a list"));
  return value;
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };
