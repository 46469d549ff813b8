import type { ScanRun } from "../../catalog/scan_history.ts";
import type { ScanRunRecord } from "./scan_history_documents.ts";

/** A scan on record as the documents show it. */
export function scanRunRecord(run: ScanRun): ScanRunRecord {
  const { id, startedAt, endedAt, isComplete, interruptedBy, toolVersion, paths, summary } = run;
  return {
    id,
    startedAt,
    ...(endedAt === undefined ? {} : { endedAt, durationMs: Date.parse(endedAt) - Date.parse(startedAt) }),
    complete: isComplete,
    interruptedBy,
    toolVersion,
    paths: [...paths],
    ...(summary === undefined ? {} : { summary }),
  };
}

/** How a scan ended, in a word or two; `running` also for one that died and that no later scan has noticed. */
export function stateOf({ endedAt, complete, interruptedBy }: ScanRunRecord): string {
  if (endedAt === undefined) return "running";
  if (complete) return "complete";
  return interruptedBy === null ? "incomplete" : `ended by ${interruptedBy}`;
}
