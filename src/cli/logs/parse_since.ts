import { parseDuration } from "../../model/duration.ts";

/** A day, or a moment; the browser's own parser would accept any year and guess at the rest. */
const MOMENT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/;

/**
 * Reads a moment: an age like `2h`, a day like `2026-11-01`, or a time like
 * `2026-11-01T14:30`; in local time unless it names a zone.
 *
 * @throws {SyntaxError} whose message ends a sentence about the value.
 */
export function parseSince(input: string): Date {
  if (/^\d+(?:\.\d+)?[a-z]+$/.test(input)) return new Date(Math.max(0, Date.now() - parseDuration(input)));
  // A day alone would be read as UTC.
  const moment = new Date(input.includes("T") ? input : `${input}T00:00`);
  if (MOMENT.test(input) && isReal(input, moment)) return moment;
  throw new SyntaxError("it is not an age like 2h, a day like 2026-11-01 or a time like 2026-11-01T14:30");
}

/** Whether the day exists: 31 February is read as a day of March. */
function isReal(input: string, moment: Date): boolean {
  if (Number.isNaN(moment.getTime())) return false;
  const day = input.slice(0, 10);
  return new Date(`${day}T00:00Z`).toISOString().startsWith(day);
}
