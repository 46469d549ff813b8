import type { DatabaseSync } from "node:sqlite";
import type { ScannedModule } from "../model/module.ts";
import type { Plugin } from "../model/plugin.ts";
import type { PluginFormat } from "../model/plugin_format.ts";
import type { KnownModule } from "../model/scan_journal.ts";
import { fromJson, number, present, text } from "./json_column.ts";

/** A known module and its row. */
export interface StoredModule extends KnownModule {
  readonly rowId: number;
}

/** Reads what earlier scans know about all modules. */
export function readKnownModules(db: DatabaseSync): StoredModule[] {
  const rows = db.prepare(
    `select id, location, format, root, fingerprint, stat_key, files, binary, architectures, size_bytes,
            outcome, reason ->> 'code' as reason_code, failures <> '[]' as has_failures, describer,
            scanned_at, missing_at
       from modules`,
  ).all();
  return rows.map((row) => ({
    rowId: Number(row["id"]),
    location: String(row["location"]),
    format: row["format"] as PluginFormat,
    root: String(row["root"]),
    files: fromJson<string[]>(row["files"])!,
    architectures: fromJson<string[]>(row["architectures"])!,
    outcome: row["outcome"] as KnownModule["outcome"],
    hasFailures: row["has_failures"] === 1,
    describer: Number(row["describer"]),
    scannedAt: String(row["scanned_at"]),
    isMissing: row["missing_at"] !== null,
    ...present({
      fingerprint: text(row["fingerprint"]),
      statKey: text(row["stat_key"]),
      binary: text(row["binary"]),
      sizeBytes: number(row["size_bytes"]),
      reasonCode: text(row["reason_code"]),
    }),
  }));
}

/**
 * Reads all modules as a table shows them, by their rows: in two queries, where
 * the whole modules take five for each.
 *
 * Of a plugin they have what its row says: no list of installations but the
 * module's own, no features and none of the plugin's own words.
 */
export function readModuleOutlines(db: DatabaseSync): Map<number, ScannedModule> {
  const modules = new Map<number, ScannedModule>();
  const rows = db.prepare(
    `select id, location, format, outcome, reason, failures, warnings, duration_ms, architectures, confinement
       from modules where missing_at is null`,
  ).iterate();
  for (const row of rows) modules.set(Number(row["id"]), outlineOf(row));
  const plugins = db.prepare(
    `select i.module_id, i.outcome as outcome_here, p.*
       from installations i join plugins p on p.id = i.plugin_row_id order by i.module_id, i.position`,
  ).iterate();
  for (const row of plugins) {
    const module = modules.get(Number(row["module_id"]));
    module?.plugins.push(pluginOutline(row, module.location));
  }
  return modules;
}

function outlineOf(row: Record<string, unknown>): ScannedModule {
  return {
    location: String(row["location"]),
    format: row["format"] as PluginFormat,
    outcome: row["outcome"] as ScannedModule["outcome"],
    change: "unchanged",
    failures: fromJson<ScannedModule["failures"]>(row["failures"])!,
    warnings: fromJson<ScannedModule["warnings"]>(row["warnings"])!,
    durationMs: Number(row["duration_ms"]),
    architectures: fromJson<string[]>(row["architectures"])!,
    plugins: [],
    ...present({
      reason: fromJson<NonNullable<ScannedModule["reason"]>>(row["reason"]),
      confinement: fromJson<NonNullable<ScannedModule["confinement"]>>(row["confinement"]),
    }),
  };
}

function pluginOutline(row: Record<string, unknown>, location: string): Plugin {
  return {
    id: String(row["plugin_id"]),
    format: row["format"] as PluginFormat,
    nativeId: String(row["native_id"]),
    name: String(row["name"]),
    isInstrument: row["is_instrument"] === 1,
    category: String(row["category"]),
    features: [],
    rawCategories: [],
    location,
    installations: [],
    outcome: row["outcome_here"] as Plugin["outcome"],
    isMissing: row["missing_at"] !== null,
    addedAt: String(row["added_at"]),
    updatedAt: String(row["updated_at"]),
    scannedAt: String(row["scanned_at"]),
    ...present({
      vendor: text(row["vendor"]),
      version: text(row["version"]),
      parameterCount: number(row["parameter_count"]),
      inputChannels: number(row["input_channels"]),
      outputChannels: number(row["output_channels"]),
    }),
  };
}
