import { catalogPath } from "../../../catalog/catalog_path.ts";
import { openForReading } from "../../../catalog/open_catalog.ts";
import { listScanRuns } from "../../../catalog/scans/scan_history.ts";
import { ScanLock } from "../../../catalog/scan_lock.ts";
import type { Column } from "../../output/column.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import type { HISTORY_COLUMNS, HistoryFlags } from "./history_flags.ts";
import { durationText } from "../../output/duration_text.ts";
import { machineFormat, rowLimit } from "../../output/output_options.ts";
import { printRecords } from "../../output/print_records.ts";
import type { ScanHistoryDocument, ScanRunRecord } from "../../../model/documents/scan_history_documents.ts";
import { scanRunRecord, stateOf } from "./scan_run_record.ts";

/** Runs `pluginary scan history`. */
export async function runScanHistory(this: ProgramContext, flags: HistoryFlags): Promise<void> {
  const format = machineFormat(flags);
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
      rows: runs.map((run, index) => scanRunRecord(run, index === 0 && isScanning)),
      columns: columns(format !== undefined),
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

function columns(isForPrograms: boolean): Column<ScanRunRecord, (typeof HISTORY_COLUMNS)[number]>[] {
  const count = (
    name: "modules" | "plugins" | "failures" | "added" | "updated" | "removed",
    title: string,
    priority: number,
  ) => ({
    name,
    title,
    cell: ({ summary }: ScanRunRecord) => summary?.[name],
    align: "right",
    priority,
    minimumWidth: 4,
  } as const);
  return [
    { name: "id", title: "RUN", cell: ({ id }) => id, align: "right", priority: 11, minimumWidth: 3 },
    {
      name: "startedAt",
      title: "STARTED",
      cell: startedText(isForPrograms),
      align: "left",
      priority: 10,
      minimumWidth: 10,
    },
    {
      name: "durationMs",
      title: "TOOK",
      cell: tookText(isForPrograms),
      align: "right",
      priority: 6,
      minimumWidth: 5,
    },
    { name: "state", title: "STATE", cell: stateOf, align: "left", priority: 9, minimumWidth: 8 },
    count("modules", "MODULES", 3),
    count("plugins", "PLUGINS", 4),
    count("failures", "FAILED", 8),
    count("added", "NEW", 7),
    count("updated", "UPDATED", 5),
    count("removed", "GONE", 5),
    {
      name: "paths",
      title: "PATHS",
      cell: ({ paths }) => paths,
      align: "left",
      priority: 2,
      minimumWidth: 10,
      hidesWhenEmpty: true,
    },
  ];
}

function startedText(isForPrograms: boolean): (run: ScanRunRecord) => string {
  return ({ startedAt }) => isForPrograms ? startedAt : `${startedAt.slice(0, 19).replace("T", " ")} UTC`;
}

function tookText(isForPrograms: boolean): (run: ScanRunRecord) => string | number | undefined {
  return ({ durationMs }) =>
    isForPrograms || durationMs === undefined ? durationMs : durationText(durationMs);
}
