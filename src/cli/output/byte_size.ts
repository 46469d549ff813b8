const UNITS: Readonly<Record<string, number>> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9 };

/**
 * Reads a size, like `64MB` or `1.5GB`.
 *
 * @returns Bytes.
 * @throws {SyntaxError} whose message ends a sentence about the value.
 */
export function parseSize(input: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(B|KB|MB|GB)$/i.exec(input) ?? [];
  if (amount === undefined || unit === undefined) {
    throw new SyntaxError("expected a size like 500KB, 64MB or 1.5GB");
  }
  return Math.round(Number(amount) * UNITS[unit.toUpperCase()]!);
}

/** Formats a size for people, with two or three significant digits. */
export function formatSize(bytes: number): string {
  const [unit, size] = Object.entries(UNITS).findLast(([, size]) => bytes >= size) ?? ["B", 1];
  const amount = bytes / size;
  return `${amount < 10 && unit !== "B" ? amount.toFixed(1) : Math.round(amount)} ${unit}`;
}
