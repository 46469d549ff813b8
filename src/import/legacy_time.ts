/** Whether a time names its zone. */
const HAS_ZONE = /(Z|[+-]\d\d:?\d\d)$/i;

/**
 * Converts a time of an earlier version to ISO 8601 in UTC. Without a zone it is
 * UTC, and a number counts seconds since 1970.
 */
export function legacyTime(value: unknown): string | undefined {
  const at = typeof value === "number" ? value * 1000 : typeof value === "string" ? parse(value) : NaN;
  const date = new Date(at);
  // Years with more than four digits would sort before all others.
  return Number.isNaN(date.getTime()) || !/^\d/.test(date.toISOString()) ? undefined : date.toISOString();
}

function parse(text: string): number {
  const iso = text.trim().replace(" ", "T");
  return Date.parse(HAS_ZONE.test(iso) || !iso.includes("T") ? iso : `${iso}Z`);
}
