import { DESCRIBER_VERSION } from "../model/describer.ts";
import type { KnownModule } from "../model/scan_journal.ts";
import { isFailure } from "../model/scan_summary.ts";

/** Which modules are scanned although nothing about them has changed. */
export interface RescanPolicy {
  /** All of them. */
  readonly isForced?: boolean;
  /** Those whose last scan is at least as long ago. */
  readonly olderThanMs?: number;
  /** Those that failed, and then only those: nothing else is scanned, be it new. */
  readonly onlyFailed?: boolean;
}

/**
 * Reasons that lie around a module rather than in it. They may be gone without
 * a change of its files, so it is tried again each time.
 */
const PASSING_REASONS: ReadonlySet<string> = new Set([
  "timed-out",
  "not-found",
  "permission-denied",
  "missing-dependency",
  "confinement-denied",
  "protocol-error",
  "out-of-memory",
  "format-not-built",
]);

/** Whether a module is scanned again although its contents are the known ones. */
export function isDue(known: KnownModule, policy: RescanPolicy, now: Date): boolean {
  if (policy.onlyFailed === true) return hasFailed(known);
  if (policy.isForced === true) return true;
  if (known.describer < DESCRIBER_VERSION) return true;
  if (known.reasonCode !== undefined && PASSING_REASONS.has(known.reasonCode)) return true;
  const { olderThanMs } = policy;
  return olderThanMs !== undefined && now.getTime() - Date.parse(known.scannedAt) >= olderThanMs;
}

/** Whether the module or one of its plugins failed last time. */
export function hasFailed(known: KnownModule): boolean {
  return isFailure(known.outcome) || known.failures.some(({ outcome }) => isFailure(outcome));
}
