import type { DatabaseSync } from "node:sqlite";
import type { PluginFailure, Reason } from "../../model/module.ts";
import type { ScanOutcome } from "../../model/plugin.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import type { ScanSummary } from "../../model/documents/scan_document.ts";
import { fromJson, number, present, text } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";

/** Most outcomes to keep for each module. */
const OUTCOMES_PER_MODULE = 20;

/** Most scans to keep, apart from those that kept outcomes belong to. */
const KEPT_SCANS = 500;

/** A recorded change; `unchanged` modules are not recorded. */
export type RecordedChange = "added" | "modified" | "moved" | "removed";

/** One change, as it is recorded. */
export interface ScanChange {
  readonly location: string;
  readonly format: PluginFormat;
  readonly change: RecordedChange;
  /** Where a moved module was before. */
  readonly formerLocation?: string;
  /** Public ids of its plugins. */
  readonly plugins: readonly string[];
}

/** The record of a scan. */
export interface ScanRun {
  readonly id: number;
  readonly startedAt: string;
  /** Absent while it runs. */
  readonly endedAt?: string;
  readonly toolVersion: string;
  /** Named paths; empty for the standard folders. */
  readonly paths: readonly string[];
  readonly isComplete: boolean;
  /** A signal, `error`, or `crash` for a scan that died. */
  readonly interruptedBy: string | null;
  /** Absent for a scan that did not get that far. */
  readonly summary?: ScanSummary;
  readonly pid: number;
  readonly host: string;
}

/** The outcome of a module in a scan that ran it. */
export interface RecordedEnd {
  readonly location: string;
  readonly format: PluginFormat;
  readonly outcome: ScanOutcome;
  readonly reason?: Reason;
  readonly failures: readonly PluginFailure[];
  readonly durationMs: number;
  readonly at: string;
}

/** Records one change that a scan found. */
export function saveChange(db: DatabaseSync, scanRunId: number, change: ScanChange): void {
  statement(
    db,
    `insert into changes (scan_run_id, location, format, change, former_location, plugin_ids)
     values (?, ?, ?, ?, ?, ?)`,
  ).run(
    scanRunId,
    change.location,
    change.format,
    change.change,
    change.formerLocation ?? null,
    JSON.stringify(change.plugins),
  );
}

/** Deletes all but the last outcomes of a module. */
export function boundOutcomes(db: DatabaseSync, location: string, format: string): void {
  statement(
    db,
    `delete from outcomes where location = ?1 and format = ?2 and id <=
       (select id from outcomes where location = ?1 and format = ?2
         order by id desc limit 1 offset ${OUTCOMES_PER_MODULE})`,
  ).run(location, format);
}

/** Deletes the oldest scans except those that recorded outcomes refer to. */
export function boundScanRuns(db: DatabaseSync): void {
  statement(
    db,
    `delete from scan_runs where id <= (select id from scan_runs order by id desc limit 1 offset ${KEPT_SCANS})
       and not exists (select 1 from outcomes where scan_run_id = scan_runs.id)
       and not exists (select 1 from journal where scan_run_id = scan_runs.id)`,
  ).run();
}

/** Lists the scans, the latest first. */
export function listScanRuns(
  db: DatabaseSync,
  { limit }: { limit: number | null },
): { total: number; runs: ScanRun[] } {
  const total = Number(db.prepare("select count(*) as n from scan_runs").get()!["n"]);
  const rows = db.prepare("select * from scan_runs order by id desc limit ?").all(limit ?? -1);
  return { total, runs: rows.map(runOf) };
}

/** Finds a scan by its number; the latest one without. */
export function findScanRun(db: DatabaseSync, id?: number): ScanRun | undefined {
  const row = id === undefined
    ? db.prepare("select * from scan_runs order by id desc limit 1").get()
    : db.prepare("select * from scan_runs where id = ?").get(id);
  return row === undefined ? undefined : runOf(row);
}

/** The changes of a scan, ordered by location. */
export function listChanges(db: DatabaseSync, scanRunId: number): ScanChange[] {
  const rows = db.prepare("select * from changes where scan_run_id = ? order by location, format").all(
    scanRunId,
  );
  return rows.map((row) => ({
    location: String(row["location"]),
    format: row["format"] as PluginFormat,
    change: row["change"] as RecordedChange,
    ...present({ formerLocation: text(row["former_location"]) }),
    plugins: fromJson<string[]>(row["plugin_ids"])!,
  }));
}

/** The modules of a scan that failed or have a plugin that failed, ordered by location. */
export function listBadEnds(db: DatabaseSync, scanRunId: number): RecordedEnd[] {
  const rows = db.prepare(
    `select * from outcomes where scan_run_id = ? and (outcome <> 'scanned' or failures is not null)
      order by location, format`,
  ).all(scanRunId);
  return rows.map((row) => ({
    location: String(row["location"]),
    format: row["format"] as PluginFormat,
    outcome: row["outcome"] as ScanOutcome,
    ...present({ reason: fromJson<Reason>(row["reason"]) }),
    failures: fromJson<PluginFailure[]>(row["failures"]) ?? [],
    durationMs: number(row["duration_ms"]) ?? 0,
    at: String(row["at"]),
  }));
}

/** Names and vendors of plugins that the catalog still knows. */
export function namesOf(
  db: DatabaseSync,
  ids: readonly string[],
): Map<string, { name: string; vendor?: string }> {
  const find = statement(db, "select name, vendor from plugins where plugin_id = ?");
  const names = new Map<string, { name: string; vendor?: string }>();
  for (const id of ids) {
    const row = find.get(id);
    if (row !== undefined) {
      names.set(id, { name: String(row["name"]), ...present({ vendor: text(row["vendor"]) }) });
    }
  }
  return names;
}

function runOf(row: Record<string, unknown>): ScanRun {
  return {
    id: Number(row["id"]),
    startedAt: String(row["started_at"]),
    ...present({ endedAt: text(row["ended_at"]) }),
    toolVersion: String(row["tool_version"]),
    paths: fromJson<string[]>(row["paths"])!,
    isComplete: row["is_complete"] === 1,
    interruptedBy: text(row["interrupted_by"]) ?? null,
    ...present({ summary: fromJson<ScanSummary>(row["summary"]) }),
    pid: Number(row["pid"]),
    host: String(row["host"]),
  };
}
