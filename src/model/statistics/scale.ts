/** A part of a scale: from one bound up to the next, which belongs to the next range. */
export interface ScaleRange {
  readonly from: number;
  /** `null` for the last range, which has no end. */
  readonly below: number | null;
}

/** Bounds of sizes in bytes, each about three times the one before. */
export const SIZE_BOUNDS: readonly number[] = [3, 4, 5, 6, 7, 8].flatMap((power) => [
  10 ** power,
  3 * 10 ** power,
]).concat(1e9);

/** Bounds of elapsed times in milliseconds, each about three times the one before. */
export const TIME_BOUNDS: readonly number[] = [0, 1, 2, 3, 4].flatMap((power) => [
  10 ** power,
  3 * 10 ** power,
]).concat(1e5);

/** The range that begins with a number of bounds passed: 0 for the values below the first one. */
export function rangeAt(bounds: readonly number[], passed: number): ScaleRange {
  return { from: passed === 0 ? 0 : bounds[passed - 1]!, below: bounds[passed] ?? null };
}
