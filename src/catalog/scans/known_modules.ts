import type { DatabaseSync } from "node:sqlite";
import type { PluginFailure, ScannedModule } from "../../model/module.ts";
import type { Plugin } from "../../model/plugin.ts";
import type { KnownFailure, KnownModule } from "../../model/scan_journal.ts";
import { damagedContent } from "../sqlite/catalog_error.ts";
import { fromJson } from "../sqlite/json_column.ts";
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
    `select json_group_array(json_object('rowId', id, 'location', location, 'format', format, 'root', root,
              'fingerprint', fingerprint, 'statKey', stat_key, 'files', json(files), 'binary', binary,
              'architectures', json(architectures), 'sizeBytes', size_bytes, 'outcome', outcome,
              'reasonCode', reason ->> 'code', 'failures', json(nullif(failures, '[]')), 'describer', describer,
              'scannedAt', scanned_at, 'isMissing', json(iif(missing_at is null, 'false', 'true')),
              'durationMs', duration_ms, 'failedScans', reason ->> 'failedScans',
              'retryAt', reason ->> 'retryAt',
              'confinement', json(iif(outcome = 'scanned' and failures = '[]', null, confinement)))) as rows
       from modules where id between ? and ?`,
  ).map(knownModule);
}

/** A module's row. */
interface ModuleRow extends Row<Omit<StoredModule, "failures" | "attempts" | "block">> {
  readonly failures: readonly PluginFailure[] | null;
  readonly failedScans: number | null;
}

/** Field by field: spreads take three times as long for 600 rows. */
function knownModule(row: ModuleRow): StoredModule {
  const failures = row.failures === null ? [] : knownFailures(list(row.failures));
  const module: Writable<StoredModule> = {
    rowId: row.rowId,
    location: row.location,
    format: row.format,
    root: row.root,
    files: list(row.files),
    architectures: list(row.architectures),
    outcome: row.outcome,
    failures,
    describer: row.describer,
    scannedAt: row.scannedAt,
    isMissing: row.isMissing,
    durationMs: row.durationMs,
    attempts: failures.reduce((most, { attempts }) => Math.max(most, attempts), row.failedScans ?? 0),
  };
  if (row.fingerprint !== null) module.fingerprint = row.fingerprint;
  if (row.statKey !== null) module.statKey = row.statKey;
  if (row.binary !== null) module.binary = row.binary;
  if (row.sizeBytes !== null) module.sizeBytes = row.sizeBytes;
  if (row.reasonCode !== null) module.reasonCode = row.reasonCode;
  if (row.retryAt !== null) module.retryAt = row.retryAt;
  if (row.confinement !== null) module.confinement = row.confinement;
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
    `select json_group_array(json_object('moduleId', i.module_id, 'outcome', i.outcome, 'id', p.plugin_id,
              'format', p.format, 'nativeId', p.native_id, 'name', p.name, 'vendor', p.vendor,
              'version', p.version, 'category', p.category,
              'isInstrument', json(iif(p.is_instrument, 'true', 'false')),
              'parameterCount', p.parameter_count, 'inputChannels', p.input_channels,
              'outputChannels', p.output_channels, 'addedAt', p.added_at, 'updatedAt', p.updated_at,
              'scannedAt', p.scanned_at, 'isMissing', json(iif(p.missing_at is null, 'false', 'true')))
              order by i.module_id, i.position) as rows
       from installations i join plugins p on p.id = i.plugin_row_id where i.module_id between ? and ?`,
  );
  for (const row of plugins) {
    const module = modules.get(row.moduleId);
    module?.plugins.push(pluginOutline(row, module.location));
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
interface PluginRow extends
  Row<
    Pick<
      Plugin,
      | "id"
      | "format"
      | "nativeId"
      | "name"
      | "vendor"
      | "version"
      | "isInstrument"
      | "category"
      | "parameterCount"
      | "inputChannels"
      | "outputChannels"
      | "outcome"
      | "isMissing"
      | "addedAt"
      | "updatedAt"
      | "scannedAt"
    >
  > {
  readonly moduleId: number;
}

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

/** Field by field, like {@linkcode knownModule}. */
function pluginOutline(row: PluginRow, location: string): Plugin {
  const plugin: Plugin = {
    id: row.id,
    format: row.format,
    nativeId: row.nativeId,
    name: row.name,
    isInstrument: row.isInstrument,
    category: row.category,
    features: [],
    rawCategories: [],
    location,
    installations: [],
    outcome: row.outcome,
    isMissing: row.isMissing,
    addedAt: row.addedAt,
    updatedAt: row.updatedAt,
    scannedAt: row.scannedAt,
  };
  if (row.vendor !== null) plugin.vendor = row.vendor;
  if (row.version !== null) plugin.version = row.version;
  if (row.parameterCount !== null) plugin.parameterCount = row.parameterCount;
  if (row.inputChannels !== null) plugin.inputChannels = row.inputChannels;
  if (row.outputChannels !== null) plugin.outputChannels = row.outputChannels;
  return plugin;
}

/** A list stored as JSON; anything else is damage. */
function list<T>(value: readonly T[]): readonly T[] {
  if (!Array.isArray(value)) throw damagedContent(new TypeError("Not a list"));
  return value;
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };
