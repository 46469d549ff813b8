import type { KnownModule } from "../../model/scan_journal.ts";

/** How long a worker may take for one request, in milliseconds. */
export interface RequestLimits {
  /** Without any message; each message begins it anew. */
  readonly silenceMs: number;
  /** In all; no message moves it. */
  readonly totalMs: number;
}

/** The limits of a plugin of which nothing is known. */
export const FIRST_LIMITS: RequestLimits = { silenceMs: 30_000, totalMs: 120_000 };

/** How many times the silence a request may take in all. */
const TOTAL_PER_SILENCE = FIRST_LIMITS.totalMs / FIRST_LIMITS.silenceMs;

/** A module that was quick and now hangs is noticed sooner, but a machine can be this busy. */
const SHORTEST_MS = 10_000;

/** Nobody waits longer for a plugin without having asked for it. */
const LONGEST_MS = 10 * 60_000;

/** How many times as long as last time a module may take. */
const SLACK = 100;

/** How many times as long as all of its last scan a slow module may be silent. */
const SLOW_SLACK = 2;

/** The least that plugins of a module get that keeps hanging. */
const LEAST_AFTER_HANGS_MS = 1000;

/** The facts that a module's limits depend on. */
export interface TimeHistory {
  /** What earlier scans know about this content; unset for a new one. */
  readonly known?: Pick<KnownModule, "outcome" | "durationMs" | "attempts" | "failures"> | undefined;
  /** The limit that was asked for all plugins; nothing but that of a single one changes it. */
  readonly requestedMs?: number | undefined;
  /** The limit that was asked for this one; nothing changes it. */
  readonly overrideMs?: number | undefined;
}

/**
 * How long a module's requests may take.
 *
 * A module that went well gets limits from how long it took: shorter ones when
 * it was quick, longer ones when it was slow. One that timed out gets twice as
 * long with each time in a row.
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
 * Of the module itself or of a single plugin, whichever had more. What is
 * tried although it was blocked after failures counts too: it may have hung.
 */
function timeoutsInARow({ outcome, attempts, failures }: NonNullable<TimeHistory["known"]>): number {
  const ends = [{ outcome, attempts }, ...failures];
  const hung = ends.filter((end) => end.outcome === "timed-out").map((end) => Math.max(1, end.attempts));
  const blocked = ends.filter((end) => end.outcome === "blocked").map((end) => end.attempts);
  return Math.max(0, ...hung, ...blocked);
}

/**
 * The limits of a module's further plugins when some of it have hung: half as
 * long after each, so that a shell of which all hang ends in bounded time.
 */
export function limitsAfterHangs({ silenceMs, totalMs }: RequestLimits, hangs: number): RequestLimits {
  const shorter = (ms: number) => Math.min(ms, Math.max(LEAST_AFTER_HANGS_MS, ms / 2 ** hangs));
  return { silenceMs: shorter(silenceMs), totalMs: shorter(totalMs) };
}

/** Timers of the runtime end at 24 days and fire at once beyond. */
const MOST_MS = 24 * 3600_000;

function limitsOf(askedMs: number): RequestLimits {
  const silenceMs = Math.min(askedMs, MOST_MS);
  return { silenceMs, totalMs: silenceMs * TOTAL_PER_SILENCE };
}
