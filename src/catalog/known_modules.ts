import type { DatabaseSync } from "node:sqlite";
import type { PluginFailure, ReasonCode, ScannedModule } from "../model/module.ts";
import type { Plugin } from "../model/plugin.ts";
import type { PluginFormat } from "../model/plugin_format.ts";
import type { KnownFailure, KnownModule } from "../model/scan_journal.ts";
import { fromJson, number, present, text } from "./json_column.ts";

/** A known module and its row. */
export interface StoredModule extends KnownModule {
  readonly rowId: number;
}

/** A row as SQLite gives it as JSON: node:sqlite takes longer for each column than for a whole row of text. */
type JsonRow = readonly (string | number | null)[];

/** Reads what earlier scans know about all modules. */
export function readKnownModules(db: DatabaseSync): StoredModule[] {
  const rows = readRows(
    db,
    `select json_array(id, location, format, root, fingerprint, stat_key, files, binary, architectures,
                       size_bytes, outcome, reason ->> 'code', nullif(failures, '[]'), describer, scanned_at,
                       missing_at, duration_ms, reason ->> 'failedScans', reason ->> 'retryAt') as row
       from modules`,
  );
  return rows.map((row) => {
    const [id, location, format, root, fingerprint, statKey, files, binary, architectures, size] = row;
    const [outcome, reasonCode, failures, describer, scannedAt, missingAt, durationMs, failedScans, retryAt] =
      row
        .slice(10);
    const lost = knownFailures(failures);
    return {
      rowId: Number(id),
      location: String(location),
      format: format as PluginFormat,
      root: String(root),
      files: fromJson<string[]>(files)!,
      architectures: fromJson<string[]>(architectures)!,
      outcome: outcome as KnownModule["outcome"],
      failures: lost,
      durationMs: Number(durationMs),
      attempts: Math.max(number(failedScans) ?? 0, ...lost.map(({ attempts }) => attempts)),
      describer: Number(describer),
      scannedAt: String(scannedAt),
      isMissing: missingAt !== null,
      ...present({
        fingerprint: text(fingerprint),
        statKey: text(statKey),
        binary: text(binary),
        sizeBytes: number(size),
        reasonCode: text(reasonCode) as ReasonCode | undefined,
        retryAt: text(retryAt),
      }),
    };
  });
}

function knownFailures(json: unknown): KnownFailure[] {
  const failures = fromJson<PluginFailure[]>(json) ?? [];
  return failures.map(({ id, outcome, reason }) => ({
    id,
    outcome,
    code: reason.code,
    attempts: reason.failedScans ?? 0,
    ...present({ retryAt: reason.retryAt }),
  }));
}

/**
 * Reads all modules as a table shows them, by their rows: in two queries, where
 * the whole modules take five for each.
 *
 * Of a plugin they have what its row says: no list of installations, no
 * features and none of the plugin's own words.
 */
export function readModuleOutlines(db: DatabaseSync): Map<number, ScannedModule> {
  const modules = new Map<number, ScannedModule>();
  const rows = readRows(
    db,
    `select json_array(id, location, format, outcome, reason, failures, warnings, duration_ms, architectures,
                       confinement) as row
       from modules where missing_at is null`,
  );
  for (const row of rows) modules.set(Number(row[0]), outlineOf(row));
  const plugins = readRows(
    db,
    `select json_array(i.module_id, i.outcome, p.plugin_id, p.format, p.native_id, p.name, p.vendor,
                       p.version, p.category, p.is_instrument, p.parameter_count, p.input_channels,
                       p.output_channels, p.added_at, p.updated_at, p.scanned_at, p.missing_at) as row
       from installations i join plugins p on p.id = i.plugin_row_id order by i.module_id, i.position`,
  );
  for (const row of plugins) {
    const module = modules.get(Number(row[0]));
    module?.plugins.push(pluginOutline(row, module.location));
  }
  return modules;
}

function readRows(db: DatabaseSync, sql: string): JsonRow[] {
  return db.prepare(sql).all().map(({ row }) => fromJson<JsonRow>(row)!);
}

function outlineOf(row: JsonRow): ScannedModule {
  const [, location, format, outcome, reason, failures, warnings, durationMs, architectures, confinement] =
    row;
  return {
    location: String(location),
    format: format as PluginFormat,
    outcome: outcome as ScannedModule["outcome"],
    change: "unchanged",
    failures: fromJson<ScannedModule["failures"]>(failures)!,
    warnings: fromJson<ScannedModule["warnings"]>(warnings)!,
    durationMs: Number(durationMs),
    architectures: fromJson<string[]>(architectures)!,
    plugins: [],
    ...present({
      reason: fromJson<NonNullable<ScannedModule["reason"]>>(reason),
      confinement: fromJson<NonNullable<ScannedModule["confinement"]>>(confinement),
    }),
  };
}

function pluginOutline(row: JsonRow, location: string): Plugin {
  const [, outcome, id, format, nativeId, name, vendor, version, category, isInstrument] = row;
  const [parameters, inputs, outputs, addedAt, updatedAt, scannedAt, missingAt] = row.slice(10);
  return {
    id: String(id),
    format: format as PluginFormat,
    nativeId: String(nativeId),
    name: String(name),
    isInstrument: isInstrument === 1,
    category: String(category),
    features: [],
    rawCategories: [],
    location,
    installations: [],
    outcome: outcome as Plugin["outcome"],
    isMissing: missingAt !== null,
    addedAt: String(addedAt),
    updatedAt: String(updatedAt),
    scannedAt: String(scannedAt),
    ...present({
      vendor: text(vendor),
      version: text(version),
      parameterCount: number(parameters),
      inputChannels: number(inputs),
      outputChannels: number(outputs),
    }),
  };
}
