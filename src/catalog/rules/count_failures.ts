import type { DatabaseSync } from "node:sqlite";
import { failedScansAfter, type FormerEnd, isTooOften, retryTime } from "../../model/failure_streak.ts";
import type { PluginFailure, Reason, ScannedModule } from "../../model/module.ts";
import { fromJson, text } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";

/**
 * Adds to each failure the number of failed scans in a row and the time of the
 * next attempt; the module's row still has the previous result.
 */
export function countFailures(db: DatabaseSync, module: ScannedModule, at: string): ScannedModule {
  if (module.reason === undefined && module.failures.length === 0) return module;
  const former = readFormerEnds(db, module);
  const count = (reason: Reason, before: FormerEnd | undefined) =>
    withStreak(reason, failedScansAfter(before, { fingerprint: module.fingerprint, code: reason.code }), at);
  return {
    ...module,
    ...(module.reason === undefined ? {} : { reason: count(module.reason, former.module) }),
    failures: module.failures.map((failure) => ({
      ...failure,
      reason: count(failure.reason, former.plugins.get(failure.id)),
    })),
  };
}

/** How a module and its plugins ended before. */
interface FormerEnds {
  readonly module?: FormerEnd;
  readonly plugins: ReadonlyMap<string, FormerEnd>;
}

function readFormerEnds(db: DatabaseSync, { location, format }: ScannedModule): FormerEnds {
  const row = statement(
    db,
    `select fingerprint, reason ->> 'failedScans' as failed_scans, failures
       from modules where location = ? and format = ?`,
  ).get(location, format);
  if (row === undefined) return { plugins: new Map() };
  const fingerprint = text(row["fingerprint"]);
  const failures = fromJson<PluginFailure[]>(row["failures"]) ?? [];
  return {
    module: { fingerprint, failedScans: Number(row["failed_scans"] ?? 0) },
    plugins: new Map(
      failures.map(({ id, reason }) => [id, { fingerprint, failedScans: reason.failedScans }]),
    ),
  };
}

function withStreak(reason: Reason, failedScans: number, at: string): Reason {
  if (failedScans === 0) return reason;
  const failedAt = new Date(at);
  const retryAt = retryTime(reason.code, failedScans, failedAt);
  const waits = !isTooOften(failedScans) && retryAt > failedAt;
  return { ...reason, failedScans, ...(waits ? { retryAt: retryAt.toISOString() } : {}) };
}
