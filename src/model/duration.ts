const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** The runtime's timers are limited to 24 days. */
const LONGEST_LIMIT_MS = UNITS["d"]!;

/**
 * Reads a time limit, from a millisecond to a day.
 *
 * @returns Milliseconds.
 * @throws {SyntaxError} whose message ends a sentence about the value.
 */
export function parseTimeLimit(input: string): number {
  const limitMs = parseDuration(input);
  if (limitMs >= 1 && limitMs <= LONGEST_LIMIT_MS) return limitMs;
  throw new SyntaxError("it is not between 1ms and 24h");
}

/**
 * Reads a duration, like `250ms`, `30s`, `5m`, `2h` or `30d`.
 *
 * @returns Milliseconds.
 * @throws {SyntaxError} whose message ends a sentence about the value.
 */
export function parseDuration(input: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(input) ?? [];
  if (amount === undefined || unit === undefined) {
    throw new SyntaxError("it is not a duration like 250ms, 30s, 5m, 2h or 30d");
  }
  return Number(amount) * UNITS[unit]!;
}

/** A duration as {@linkcode parseDuration} reads it, in the largest unit without a fraction. */
export function formatDuration(ms: number): string {
  const [unit, size] = Object.entries(UNITS).findLast(([, size]) => ms >= size && ms % size === 0) ??
    ["ms", 1];
  return `${ms / size}${unit}`;
}
