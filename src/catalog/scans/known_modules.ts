import type { DatabaseSync } from "node:sqlite";
import type { PluginFailure, ScannedModule } from "../../model/module.ts";
import type { Plugin } from "../../model/plugin.ts";
import type { KnownFailure, KnownModule } from "../../model/scan_journal.ts";
import { damagedContent } from "../sqlite/catalog_error.ts";
import { fromJson } from "../sqlite/json_column.ts";

/** A known module and its row. */
export interface StoredModule extends KnownModule {
  readonly rowId: number;
}

/** What a row's values are as JSON. */
type JsonValue = string | number | null | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/** A row as JSON. */
type JsonRow = readonly JsonValue[];

/** Rows whose JSON SQLite gives as one text; more of them would only take more memory at once. */
const ROWS_AT_ONCE = 4096;

/** Reads what earlier scans know about all modules. */
export function readKnownModules(db: DatabaseSync): StoredModule[] {
  return readRows(
    db,
    `select json_group_array(json_array(id, location, format, root, fingerprint, stat_key, json(files), binary,
              json(architectures), size_bytes, outcome, reason ->> 'code', json(nullif(failures, '[]')), describer,
              scanned_at, missing_at, duration_ms, reason ->> 'failedScans', reason ->> 'retryAt')) as rows
       from modules where id between ? and ?`,
  ).map(knownModule);
}

/** By place, and what may be absent one by one: names and spreads take three times as long for 600 rows. */
function knownModule(row: JsonRow): StoredModule {
  const failures = row[12] === null ? [] : knownFailures(list(row[12]));
  const module: Record<string, unknown> = {
    rowId: row[0],
    location: row[1],
    format: row[2],
    root: row[3],
    files: list(row[6]),
    architectures: list(row[8]),
    outcome: row[10],
    failures,
    describer: row[13],
    scannedAt: row[14],
    isMissing: row[15] !== null,
    durationMs: row[16],
    attempts: failures.reduce((most, { attempts }) => Math.max(most, attempts), Number(row[17] ?? 0)),
  };
  if (row[4] !== null) module["fingerprint"] = row[4];
  if (row[5] !== null) module["statKey"] = row[5];
  if (row[7] !== null) module["binary"] = row[7];
  if (row[9] !== null) module["sizeBytes"] = row[9];
  if (row[11] !== null) module["reasonCode"] = row[11];
  if (row[18] !== null) module["retryAt"] = row[18];
  return module as unknown as StoredModule;
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
 * Reads the rest of modules that are known, as a table shows them, by their
 * rows: in two queries, where the whole modules take five for each.
 *
 * Of a plugin they have what its row says: no list of installations, no
 * features and none of the plugin's own words.
 */
export function readModuleOutlines(
  db: DatabaseSync,
  known: Iterable<StoredModule>,
): Map<number, ScannedModule> {
  const modules = new Map<number, ScannedModule>();
  for (const module of known) if (!module.isMissing) modules.set(module.rowId, moduleOutline(module));
  const rows = readRows(
    db,
    `select json_group_array(json_array(id, json(reason), json(nullif(failures, '[]')),
              json(nullif(warnings, '[]')), json(confinement))) as rows
       from modules
      where id between ? and ?
        and (reason is not null or failures <> '[]' or warnings <> '[]' or confinement is not null)`,
  );
  for (const [id, reason, failures, warnings, confinement] of rows) {
    const module = modules.get(Number(id));
    if (module !== undefined) Object.assign(module, present({ reason, failures, warnings, confinement }));
  }
  const plugins = readRows(
    db,
    `select json_group_array(json_array(i.module_id, i.outcome, p.plugin_id, p.format, p.native_id, p.name,
              p.vendor, p.version, p.category, p.is_instrument, p.parameter_count, p.input_channels,
              p.output_channels, p.added_at, p.updated_at, p.scanned_at, p.missing_at)
              order by i.module_id, i.position) as rows
       from installations i join plugins p on p.id = i.plugin_row_id where i.module_id between ? and ?`,
  );
  for (const row of plugins) {
    const module = modules.get(Number(row[0]));
    module?.plugins.push(pluginOutline(row, module.location));
  }
  return modules;
}

/**
 * The rows of a query about modules, bounded by their ids, that gives them all
 * as one text: node:sqlite takes longer for each row and each column than the
 * parser of JSON for all of them.
 *
 * @throws {PluginaryError} `catalog-damaged` for what is no JSON.
 */
function readRows(db: DatabaseSync, sql: string): JsonRow[] {
  const last = Number(db.prepare("select max(id) as last from modules").get()!["last"]);
  const query = db.prepare(sql);
  const all: JsonRow[] = [];
  for (let from = 0; from <= last; from += ROWS_AT_ONCE) {
    const rows = fromJson<JsonRow[]>(query.get(from, from + ROWS_AT_ONCE - 1)!["rows"])!;
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

/** As {@linkcode knownModule}. */
function pluginOutline(row: JsonRow, location: string): Plugin {
  const plugin: Record<string, unknown> = {
    id: row[2],
    format: row[3],
    nativeId: row[4],
    name: row[5],
    isInstrument: row[9] === 1,
    category: row[8],
    features: [],
    rawCategories: [],
    location,
    installations: [],
    outcome: row[1],
    isMissing: row[16] !== null,
    addedAt: row[13],
    updatedAt: row[14],
    scannedAt: row[15],
  };
  if (row[6] !== null) plugin["vendor"] = row[6];
  if (row[7] !== null) plugin["version"] = row[7];
  if (row[10] !== null) plugin["parameterCount"] = row[10];
  if (row[11] !== null) plugin["inputChannels"] = row[11];
  if (row[12] !== null) plugin["outputChannels"] = row[12];
  return plugin as unknown as Plugin;
}

/** A list that is stored as JSON; only damage makes something else of it. */
function list<T>(value: JsonValue | undefined): T[] {
  if (!Array.isArray(value)) throw damagedContent(new TypeError("Is no list"));
  return value;
}

/** Leaves out what the row does not say. */
function present<T extends Readonly<Record<string, JsonValue | undefined>>>(fields: T): Partial<T> {
  const said: Partial<T> = {};
  for (const name in fields) if (fields[name] !== null) said[name] = fields[name];
  return said;
}
