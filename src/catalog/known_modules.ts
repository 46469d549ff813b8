import type { DatabaseSync } from "node:sqlite";
import type { PluginFailure, ScannedModule } from "../model/module.ts";
import type { Plugin } from "../model/plugin.ts";
import type { KnownFailure, KnownModule } from "../model/scan_journal.ts";
import { damagedContent } from "./catalog_error.ts";
import { fromJson, number } from "./json_column.ts";

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

function knownModule(row: JsonRow): StoredModule {
  const [rowId, location, format, root, fingerprint, statKey, files, binary, architectures, sizeBytes] = row;
  const [outcome, reasonCode, failures, describer, scannedAt, missingAt] = row.slice(10);
  const [durationMs, failedScans, retryAt] = row.slice(16);
  const lost = failures === null ? [] : knownFailures(list(failures));
  return {
    rowId,
    location,
    format,
    root,
    files: list(files),
    architectures: list(architectures),
    outcome,
    failures: lost,
    durationMs,
    attempts: Math.max(number(failedScans) ?? 0, ...lost.map(({ attempts }) => attempts)),
    describer,
    scannedAt,
    isMissing: missingAt !== null,
    ...present({ fingerprint, statKey, binary, sizeBytes, reasonCode, retryAt }),
  } as StoredModule;
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

function pluginOutline(row: JsonRow, location: string): Plugin {
  const [, outcome, id, format, nativeId, name, vendor, version, category, isInstrument] = row;
  const [parameterCount, inputChannels, outputChannels, addedAt, updatedAt, scannedAt, missingAt] = row.slice(
    10,
  );
  return {
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
    ...present({ vendor, version, parameterCount, inputChannels, outputChannels }),
  } as unknown as Plugin;
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
