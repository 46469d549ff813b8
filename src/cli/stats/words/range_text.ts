import type { ScaleRange } from "../../../model/statistics/scale.ts";
import type { StatsScale } from "../../../model/documents/stats/stats_document.ts";

/** The units of a scale, from small to large. */
const UNITS: Readonly<Record<StatsScale["unit"], readonly (readonly [name: string, size: number])[]>> = {
  bytes: [["B", 1], ["KB", 1e3], ["MB", 1e6], ["GB", 1e9]],
  milliseconds: [["ms", 1], ["s", 1e3]],
};

/** A range of a scale in words: `10-30 KB`, `300 ms-1 s`, `<1 KB`, `1 GB+`. */
export function rangeText(range: ScaleRange, unit: StatsScale["unit"]): string {
  return joinedRange(range, unit, { below: "<", between: "-", above: "+" });
}

/** A range of a scale in a sentence: `10 to 30 KB`, `300 ms to 1 s`, `less than 1 KB`, `1 GB or more`. */
export function rangePhrase(range: ScaleRange, unit: StatsScale["unit"]): string {
  return joinedRange(range, unit, { below: "less than ", between: " to ", above: " or more" });
}

function joinedRange(
  { from, below }: ScaleRange,
  unit: StatsScale["unit"],
  words: Readonly<Record<"below" | "between" | "above", string>>,
): string {
  if (below === null) return `${boundText(from, unit)}${words.above}`;
  if (from === 0) return `${words.below}${boundText(below, unit)}`;
  const [low, lowUnit] = inUnit(from, unit);
  const [high, highUnit] = inUnit(below, unit);
  return `${low}${lowUnit === highUnit ? "" : ` ${lowUnit}`}${words.between}${high} ${highUnit}`;
}

/** A bound of a scale in words: `30 KB`. */
export function boundText(value: number, unit: StatsScale["unit"]): string {
  return inUnit(value, unit).join(" ");
}

function inUnit(value: number, unit: StatsScale["unit"]): [amount: number, unit: string] {
  const [name, size] = UNITS[unit].findLast(([, size]) => value >= size) ?? UNITS[unit][0]!;
  return [value / size, name];
}
