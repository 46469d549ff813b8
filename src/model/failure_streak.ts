import type { ReasonCode } from "./module.ts";

/**
 * Scans in a row that may fail so that it costs time before the content that
 * failed is blocked: the third one is the last.
 */
export const MAXIMUM_FAILED_SCANS = 3;

const DAY_MS = 86_400_000;

/**
 * How long what crashed is left alone after its first and second failed scan.
 * It is the same file, so it will most likely crash again; but what it depends
 * on may have been updated.
 */
const RETRY_DELAYS_MS: readonly number[] = [DAY_MS, 7 * DAY_MS];

/**
 * Failures of which every attempt costs time, and that are tried again for a
 * while. Others are tried each time, as they may pass by themselves, or not
 * before the files change, as they cannot.
 */
const COSTLY_REASONS: readonly ReasonCode[] = [
  "timed-out",
  "crashed",
  "exited",
  "out-of-memory",
  "protocol-error",
];

/** Whether an end counts towards a block. */
export function isCostly(code: ReasonCode | undefined): boolean {
  return code !== undefined && COSTLY_REASONS.includes(code);
}

/** The previous scan's result for a module or plugin. */
export interface FormerEnd {
  readonly fingerprint?: string | undefined;
  readonly failedScans?: number | undefined;
}

/**
 * How many scans in a row have failed now, for the same content and so that it
 * costs time. Any other end, and any other content, begins anew.
 */
export function failedScansAfter(
  before: FormerEnd | undefined,
  end: { readonly fingerprint?: string | undefined; readonly code?: ReasonCode | undefined },
): number {
  if (!isCostly(end.code)) return 0;
  const isSame = end.fingerprint !== undefined && before?.fingerprint === end.fingerprint;
  return (isSame ? before.failedScans ?? 0 : 0) + 1;
}

/** Whether so many failed scans in a row mean that the content is not tried again. */
export function isTooOften(failedScans: number): boolean {
  return failedScans >= MAXIMUM_FAILED_SCANS;
}

/**
 * When a failed module is tried again while its files stay the same: what
 * hung in the next scan, with more time, what crashed after a day and then
 * after a week.
 *
 * @param failedAt When it failed last.
 */
export function retryTime(code: ReasonCode, failedScans: number, failedAt: Date): Date {
  const delayMs = code === "timed-out" ? 0 : RETRY_DELAYS_MS[failedScans - 1] ?? 0;
  return new Date(failedAt.getTime() + delayMs);
}
