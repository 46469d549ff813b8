import { catalogPath } from "../../../catalog/catalog_path.ts";
import { openForReading } from "../../../catalog/open_catalog.ts";
import { listScanRuns } from "../../../catalog/scans/scan_history.ts";
import { ScanLock } from "../../../catalog/scan_lock.ts";
import type { Column } from "../../output/column.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import type { HISTORY_COLUMNS, HistoryFlags } from "./history_flags.ts";
import { durationText } from "../../output/duration_text.ts";
import { rowLimit } from "../../output/output_options.ts";
import { printRecords } from "../../output/print_records.ts";
import type { ScanHistoryDocument, ScanRunRecord } from "../../../model/documents/scan_history_documents.ts";
import { timeText } from "../../output/time_text.ts";
import type { StyleName } from "../../terminal/terminal.ts";
import { runStyle, scanRunRecord, stateOf } from "./scan_run_record.ts";

/** Runs `pluginary scan history`. */
export async function runScanHistory(this: ProgramContext, flags: HistoryFlags): Promise<void> {
  const limit = rowLimit(flags) ?? null;
  const path = catalogPath(this.console.environment);
  using catalog = await openForReading(path);
  const { total, runs } = await catalog.read((db) => listScanRuns(db, { limit }));
  const isScanning = runs[0]?.endedAt === undefined && ScanLock.isTaken(path);
  const head: Omit<ScanHistoryDocument, "runs"> = { schema: "scan-history", schemaVersion: 1, total, limit };
  await printRecords(
    {
      head,
      list: "runs",
      item: "run",
      nouns: ["scan", "scans"],
      rows: runs.map((run, index) => scanRunRecord(run, index === 0 && isScanning)),
      columns: COLUMNS,
      footer: (shown) => footer(total, shown),
    },
    flags,
    this.console,
  );
}

function footer(total: number, shown: number): string {
  if (total === 0) return 'No scans yet; run "pluginary scan"';
  return shown < total ? `${shown} of ${total} scans; use --limit ${total} to see all` : "";
}

function count(
  name: "modules" | "plugins" | "failures" | "added" | "updated" | "removed",
  title: string,
  priority: number,
  style?: StyleName,
): Column<ScanRunRecord, typeof name> {
  return {
    name,
    title,
    cell: ({ summary }) => summary?.[name],
    align: "right",
    priority,
    minimumWidth: 4,
    style: ({ summary }) => summary?.[name] ? style : undefined,
  };
}

const COLUMNS: readonly Column<ScanRunRecord, (typeof HISTORY_COLUMNS)[number]>[] = [
  { name: "id", title: "RUN", cell: ({ id }) => id, align: "right", priority: 11, minimumWidth: 3 },
  {
    name: "startedAt",
    title: "STARTED",
    cell: ({ startedAt }) => startedAt,
    text: ({ startedAt }) => timeText(startedAt),
    align: "left",
    priority: 10,
    minimumWidth: 10,
  },
  {
    name: "durationMs",
    title: "TOOK",
    cell: ({ durationMs }) => durationMs,
    text: ({ durationMs }) => durationMs === undefined ? "" : durationText(durationMs),
    align: "right",
    priority: 6,
    minimumWidth: 5,
  },
  {
    name: "state",
    title: "STATE",
    cell: stateOf,
    align: "left",
    priority: 9,
    minimumWidth: 8,
    style: runStyle,
  },
  count("modules", "MODULES", 3),
  count("plugins", "PLUGINS", 4),
  count("failures", "FAILED", 8, "red"),
  count("added", "NEW", 7, "green"),
  count("updated", "UPDATED", 5, "green"),
  count("removed", "GONE", 5, "yellow"),
  {
    name: "paths",
    title: "PATHS",
    cell: ({ paths }) => paths,
    align: "left",
    priority: 2,
    minimumWidth: 10,
  },
];
