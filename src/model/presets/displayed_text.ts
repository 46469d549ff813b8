/** A text as a number and the unit behind it. */
export interface Quantity {
  readonly written: number;
  /** In the plain unit: 1200 for "1.2 kHz". */
  readonly plain: number;
  /** Without prefix, in small letters; empty if there is none. */
  readonly unit: string;
}

/** How much two numbers may differ, relative to their size, that show the same: most plugins compute in single precision. */
const SINGLE_PRECISION = 5e-7;

/** Units with a prefix or another spelling, with the plain unit and its factor; the library has the same list. */
const UNITS: Readonly<Record<string, readonly [plain: string, factor: number]>> = {
  khz: ["hz", 1e3],
  k: ["", 1e3],
  ms: ["s", 1e-3],
  msec: ["s", 1e-3],
  us: ["s", 1e-6],
  "µs": ["s", 1e-6],
  sec: ["s", 1],
  secs: ["s", 1],
  seconds: ["s", 1],
  percent: ["%", 1],
};

/** Small letters, with each run of spaces as one and none at the ends. */
function normalized(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, " ");
}

/** Reads the number at the start of a text; `undefined` if there is none. */
export function quantityOf(text: string): Quantity | undefined {
  const match = /^([-+\u2212]?)(?:(inf|\u221e)|((?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?))\s*(.*)$/s.exec(
    normalized(text),
  );
  if (match === null) return undefined;
  const [, sign, infinite, digits, name = ""] = match;
  const size = infinite === undefined ? Number(digits) : Infinity;
  const written = sign === "-" || sign === "\u2212" ? -size : size;
  const [unit, factor] = UNITS[name] ?? [name, 1];
  return { written, plain: written * factor, unit };
}

/**
 * Whether two texts of plugins show the same: the same words, or the same
 * number to single precision, in the same unit where both have one.
 */
export function showSame(text: string, other: string): boolean {
  if (normalized(text) === normalized(other)) return true;
  const [one, two] = [quantityOf(text), quantityOf(other)];
  if (one === undefined || two === undefined) return false;
  if (one.unit !== "" && two.unit !== "") return one.unit === two.unit && areClose(one.plain, two.plain);
  return areClose(one.written, two.written) || areClose(one.plain, two.plain);
}

/**
 * How alike two texts are, from 0 to 1: 1 for {@linkcode showSame}, less for
 * numbers that differ, by the difference relative to their size, and 0 for
 * other words or units.
 */
export function textLikeness(text: string, other: string): number {
  if (showSame(text, other)) return 1;
  const [one, two] = [quantityOf(text), quantityOf(other)];
  if (one === undefined || two === undefined) return 0;
  const haveUnits = one.unit !== "" && two.unit !== "";
  if (haveUnits && one.unit !== two.unit) return 0;
  const [a, b] = haveUnits ? [one.plain, two.plain] : [one.written, two.written];
  const likeness = 1 - Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
  // Never 1, which stands for the same.
  return Number.isFinite(likeness) ? Math.min(0.99, Math.max(0, Math.round(likeness * 100) / 100)) : 0;
}

/** Whether two numbers are the same to single precision. */
export function areClose(a: number, b: number): boolean {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return a === b;
  return Math.abs(a - b) <= SINGLE_PRECISION * Math.max(Math.abs(a), Math.abs(b));
}
