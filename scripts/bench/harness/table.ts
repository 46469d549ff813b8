import type { Figure } from "./figure.ts";
import { isKept, judged, type Limit, type MeasuredRow, type Row } from "./row.ts";

const TITLES = ["", "MEASURED", "AGAINST", "JUDGED (QUARTILES)", "LIMIT", "NAME"] as const;
const WIDTHS = [7, 13, 12, 24, 22];

/** The titles of the table's columns. */
export function titleLine(): string {
  return line(TITLES);
}

/** A row of the table, and its note in a line below. */
export function rowLines(row: Row): string {
  if ("skipped" in row) return line(["skipped", "", "", "", "", `${row.name}: ${row.skipped}`]);
  if ("failed" in row) return line(["FAILED", "", "", "", "", `${row.name}: ${row.failed}`]);
  const verdict = { true: "kept", false: "BROKEN", undefined: "" }[String(isKept(row)) as "true"];
  const { measured, baseline, limit, note, name } = row;
  const number = judged(row);
  const cells = [
    verdict,
    row.ratio === undefined ? "" : figureText(measured),
    baseline === undefined ? "" : figureText(baseline),
    judgedText(row) + spreadText(number),
    limit === undefined ? "" : limitText(limit, number),
    name,
  ];
  return line(cells) + (note === undefined ? "" : `\n${" ".repeat(10)}${note}`);
}

function line(cells: readonly string[]): string {
  return cells.map((cell, i) => i < WIDTHS.length ? cell.padEnd(WIDTHS[i]!) : cell).join(" ").trimEnd();
}

/** The number that a row is judged by, in words where it is only a lower bound. */
export function judgedText(row: MeasuredRow): string {
  return (row.isLowerBound === true ? "at least " : "") + figureText(judged(row));
}

/** A number with its unit, as precise as it is worth. */
export function figureText({ unit, median }: Pick<Figure, "unit" | "median">): string {
  const number = unit === "count" ? String(Number(median.toFixed(3))) : rounded(median);
  return unit === "count" || unit === "exponent" ? number : `${number} ${unit}`;
}

function rounded(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size < 10 ? 2 : size < 100 ? 1 : 0);
}

/** The quartiles in parentheses; empty for a number that was taken once. */
export function spreadText({ low, high, runs }: Figure): string {
  return runs === 1 ? "" : ` (${rounded(low)}-${rounded(high)})`;
}

/** A limit in the unit of its number. */
export function limitText({ kind, value, wanted }: Limit, { unit }: Figure): string {
  const text = `${kind} ${Number(value.toFixed(3))}${
    unit === "count" || unit === "exponent" ? "" : ` ${unit}`
  }`;
  return wanted === undefined ? text : `${text}, hoped ${wanted}`;
}
