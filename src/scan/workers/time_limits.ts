import type { KnownModule } from "../../model/scan_journal.ts";

/** How long a worker may take for one request, in milliseconds. */
export interface RequestLimits {
  /** Without any message; each message restarts this time. */
  readonly silenceMs: number;
  /** In total; messages do not extend this time. */
  readonly totalMs: number;
}

/** The limits of a plugin without a history. */
export const FIRST_LIMITS: RequestLimits = { silenceMs: 30_000, totalMs: 120_000 };

/** The total time of a request, as a multiple of the time for silence. */
const TOTAL_PER_SILENCE = FIRST_LIMITS.totalMs / FIRST_LIMITS.silenceMs;

/** The shortest limit of a module that was quick before; a busy machine can need this long. */
const SHORTEST_MS = 10_000;

/** The longest limit unless the user asked for a longer one. */
const LONGEST_MS = 10 * 60_000;

/** How many times as long as in its last scan a module may take. */
const SLACK = 100;

/** How many times as long as its whole last scan a slow module may be silent. */
const SLOW_SLACK = 2;

/** The shortest limit for further plugins of a module that keeps hanging. */
const LEAST_AFTER_HANGS_MS = 1000;

/** The facts that a module's limits depend on. */
export interface TimeHistory {
  /** The result of earlier scans of this content; unset for new content. */
  readonly known?: Pick<KnownModule, "outcome" | "durationMs" | "attempts" | "failures"> | undefined;
  /** The limit that the user set for all plugins; only an override of a single plugin changes it. */
  readonly requestedMs?: number | undefined;
  /** The limit that the user set for this one, used as it is. */
  readonly overrideMs?: number | undefined;
}

/**
 * Decides how long a module's requests may take.
 *
 * The limits of a module that was scanned depend on the time that it took:
 * shorter when it was quick, longer when it was slow. For a module that timed
 * out they double with each time in a row.
 */
export function timeLimits({ known, requestedMs, overrideMs }: TimeHistory): RequestLimits {
  if (overrideMs !== undefined) return limitsOf(overrideMs);
  if (requestedMs !== undefined) return limitsOf(requestedMs);
  const firstMs = FIRST_LIMITS.silenceMs;
  if (known === undefined) return FIRST_LIMITS;
  const timeouts = timeoutsInARow(known);
  if (timeouts > 0) return limitsOf(Math.min(LONGEST_MS, firstMs * 2 ** timeouts));
  if (known.outcome !== "scanned") return FIRST_LIMITS;
  const quickMs = Math.max(SHORTEST_MS, known.durationMs * SLACK);
  const slowMs = Math.min(LONGEST_MS, known.durationMs * SLOW_SLACK);
  return limitsOf(Math.max(slowMs, Math.min(firstMs, quickMs)));
}

/**
 * The timeouts of the module itself or of a single plugin, whichever had more.
 * One that is retried although failures had blocked it counts as well: it may
 * have hung.
 */
function timeoutsInARow({ outcome, attempts, failures }: NonNullable<TimeHistory["known"]>): number {
  const ends = [{ outcome, attempts }, ...failures];
  const hung = ends.filter((end) => end.outcome === "timed-out").map((end) => Math.max(1, end.attempts));
  const blocked = ends.filter((end) => end.outcome === "blocked").map((end) => end.attempts);
  return Math.max(0, ...hung, ...blocked);
}

/**
 * The limits of a module's further plugins when some have hung: they halve after
 * each one, so that a shell whose plugins all hang ends in bounded time.
 */
export function limitsAfterHangs({ silenceMs, totalMs }: RequestLimits, hangs: number): RequestLimits {
  const shorter = (ms: number) => Math.min(ms, Math.max(LEAST_AFTER_HANGS_MS, ms / 2 ** hangs));
  return { silenceMs: shorter(silenceMs), totalMs: shorter(totalMs) };
}

/** Longest limit: timers of the runtime fire at once when set to more than 24 days. */
const MOST_MS = 24 * 3600_000;

function limitsOf(askedMs: number): RequestLimits {
  const silenceMs = Math.min(askedMs, MOST_MS);
  return { silenceMs, totalMs: silenceMs * TOTAL_PER_SILENCE };
}
