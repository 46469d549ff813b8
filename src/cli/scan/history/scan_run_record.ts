import type { ScanRun } from "../../../catalog/scans/scan_history.ts";
import type { ScanRunRecord } from "../../../model/documents/scan_history_documents.ts";
import type { StyleName } from "../../terminal/terminal.ts";

/**
 * A recorded scan in the form that documents show.
 *
 * @param isScanning Whether a scan is running now; if not, a scan without an end has crashed.
 */
export function scanRunRecord(run: ScanRun, isScanning: boolean): ScanRunRecord {
  const { id, startedAt, endedAt, isComplete, toolVersion, paths, summary } = run;
  const interruptedBy = endedAt === undefined && !isScanning ? "crash" : run.interruptedBy;
  return {
    id,
    startedAt,
    ...(endedAt === undefined ? {} : { endedAt, ...durationOf(startedAt, endedAt) }),
    complete: isComplete,
    interruptedBy,
    toolVersion,
    paths: [...paths],
    ...(summary === undefined ? {} : { summary }),
  };
}

/** Empty if an import brought an invalid time. */
function durationOf(startedAt: string, endedAt: string): { durationMs?: number } {
  const durationMs = Date.parse(endedAt) - Date.parse(startedAt);
  return Number.isNaN(durationMs) ? {} : { durationMs };
}

/** How a scan ended, in a word or two. */
export function stateOf({ endedAt, complete, interruptedBy }: ScanRunRecord): string {
  if (endedAt === undefined && interruptedBy === null) return "running";
  if (complete) return "complete";
  return interruptedBy === null ? "incomplete" : `ended by ${interruptedBy.replace("-", " ")}`;
}

/** The style of {@linkcode stateOf}: red for an end that nobody wanted, yellow for one that was asked for. */
export function runStyle({ endedAt, complete, interruptedBy }: ScanRunRecord): StyleName | undefined {
  if (endedAt === undefined && interruptedBy === null) return "cyan";
  if (complete) return undefined;
  return interruptedBy === "crash" || interruptedBy === "error" ? "red" : "yellow";
}
