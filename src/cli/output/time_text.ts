const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Before midnight, an age up to this is easier to grasp than yesterday's time. */
const FEW_HOURS = 6;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * A moment for people, in local time: `just now`, `2 min ago`, `3 h ago`,
 * `yesterday 14:05`, `12 Mar 14:05`, `12 Mar 2025`. Future moments get their
 * date.
 *
 * @param moment A date, or a time as documents have it.
 */
export function timeText(moment: Date | string, now: Date = new Date()): string {
  const at = new Date(moment);
  const ageMs = now.getTime() - at.getTime();
  if (ageMs < 0 || ageMs >= 2 * 24 * HOUR_MS) return dateText(at, now);
  if (ageMs < MINUTE_MS) return "just now";
  if (ageMs < HOUR_MS) return `${Math.floor(ageMs / MINUTE_MS)} min ago`;
  const hours = Math.floor(ageMs / HOUR_MS);
  if (isSameDay(at, now) || hours < FEW_HOURS) return `${hours} h ago`;
  return isSameDay(at, dayBefore(now)) ? `yesterday ${clockText(at)}` : dateText(at, now);
}

/** A moment in full, in local time: `12 Mar 2025 14:05`. */
export function dayAndClock(at: Date): string {
  return `${at.getDate()} ${MONTHS[at.getMonth()]} ${at.getFullYear()} ${clockText(at)}`;
}

/** A moment to the second, in local time: `14:05:09` today, else `12 Mar 14:05:09` or `12 Mar 2025 14:05:09`. */
export function exactTimeText(moment: Date | string, now: Date = new Date()): string {
  const at = new Date(moment);
  const clock = `${clockText(at)}:${String(at.getSeconds()).padStart(2, "0")}`;
  if (isSameDay(at, now)) return clock;
  const year = at.getFullYear() === now.getFullYear() ? "" : ` ${at.getFullYear()}`;
  return `${at.getDate()} ${MONTHS[at.getMonth()]}${year} ${clock}`;
}

/** The day, with the time of day only in the current year. */
function dateText(at: Date, now: Date): string {
  const day = `${at.getDate()} ${MONTHS[at.getMonth()]}`;
  return at.getFullYear() === now.getFullYear() ? `${day} ${clockText(at)}` : `${day} ${at.getFullYear()}`;
}

function clockText(at: Date): string {
  return [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
}

function isSameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString();
}

function dayBefore(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
}
