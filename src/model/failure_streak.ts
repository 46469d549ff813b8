import type { ReasonCode } from "./reason_code.ts";

/**
 * Costly failed scans in a row after which the same content is blocked.
 */
export const MAXIMUM_FAILED_SCANS = 3;

const DAY_MS = 86_400_000;

/**
 * How long content that crashed is left alone after its first and second failed
 * scan. The same file will most likely crash again, but its dependencies may
 * have been updated.
 */
const RETRY_DELAYS_MS: readonly number[] = [DAY_MS, 7 * DAY_MS];

/**
 * Failures that cost time with every attempt, so the number of attempts is
 * limited. Others are tried again in each scan if they may pass by themselves,
 * or else only after the files change.
 */
const COSTLY_REASONS: readonly ReasonCode[] = [
  "timed-out",
  "crashed",
  "exited",
  "out-of-memory",
  "protocol-error",
];

/** Whether a failure counts towards a block. */
export function isCostly(code: ReasonCode | undefined): boolean {
  return code !== undefined && COSTLY_REASONS.includes(code);
}

/** The previous scan's result for a module or plugin. */
export interface FormerEnd {
  readonly fingerprint?: string | undefined;
  readonly failedScans?: number | undefined;
}

/**
 * The number of costly failed scans in a row of the same content. Any other
 * outcome, or other content, starts from zero.
 */
export function failedScansAfter(
  before: FormerEnd | undefined,
  end: { readonly fingerprint?: string | undefined; readonly code?: ReasonCode | undefined },
): number {
  if (!isCostly(end.code)) return 0;
  const isSame = end.fingerprint !== undefined && before?.fingerprint === end.fingerprint;
  return (isSame ? before.failedScans ?? 0 : 0) + 1;
}

/** Whether this many failed scans in a row block the content. */
export function isTooOften(failedScans: number): boolean {
  return failedScans >= MAXIMUM_FAILED_SCANS;
}

/**
 * When a failed module with unchanged files is tried again: after a hang in the
 * next scan, with more time; after a crash in a day, and then in a week.
 *
 * @param failedAt When it failed last.
 */
export function retryTime(code: ReasonCode, failedScans: number, failedAt: Date): Date {
  const delayMs = code === "timed-out" ? 0 : RETRY_DELAYS_MS[failedScans - 1] ?? 0;
  return new Date(failedAt.getTime() + delayMs);
}
