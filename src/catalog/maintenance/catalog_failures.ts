import type { DatabaseSync } from "node:sqlite";
import type { PluginFailure, Reason } from "../../model/module.ts";
import type { ScanOutcome } from "../../model/plugin.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { FAILED } from "../plugins/count_failures.ts";
import { fromJson, present } from "../sqlite/json_column.ts";

/** An installed module that failed, or has plugins that did. */
export interface CatalogFailure {
  readonly location: string;
  readonly format: PluginFormat;
  readonly outcome: ScanOutcome;
  readonly reason?: Reason;
  readonly failures: readonly PluginFailure[];
  readonly durationMs: number;
  readonly scannedAt: string;
}

/** The failures that the catalog knows, the latest first. */
export function readFailures(db: DatabaseSync, limit: number): CatalogFailure[] {
  const rows = db.prepare(
    `select location, format, outcome, reason, failures, duration_ms, scanned_at from modules
      where missing_at is null and (outcome in (${FAILED}, 'blocked') or failures <> '[]')
      order by scanned_at desc, location limit ?`,
  ).all(limit);
  return rows.map((row) => ({
    location: String(row["location"]),
    format: row["format"] as PluginFormat,
    outcome: row["outcome"] as ScanOutcome,
    ...present({ reason: fromJson<Reason>(row["reason"]) }),
    failures: fromJson<PluginFailure[]>(row["failures"]) ?? [],
    durationMs: Number(row["duration_ms"]),
    scannedAt: String(row["scanned_at"]),
  }));
}
