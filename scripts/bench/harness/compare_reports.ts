import { figureText } from "./table.ts";
import type { Report, ReportRow } from "./report.ts";
import { isMeasured, judged, type MeasuredRow } from "./row.ts";

/** A number that has become worse by more than noise. */
export interface Regression {
  readonly suite: string;
  readonly name: string;
  readonly text: string;
}

/** A smaller change of a median is noise, however steady each run was. */
const NOISE = 0.1;

/**
 * The rows that are worse than in an earlier run: by a tenth or more, and with
 * quartiles that do not overlap. Ratios, sizes and counts are compared across
 * machines, times only where the machine is the same, and lower bounds never.
 */
export function regressions(earlier: Report, now: Report): Regression[] {
  const known = new Map(earlier.rows.map((row) => [keyOf(row), row]));
  const isSameMachine = earlier.machine.processor === now.machine.processor &&
    earlier.machine.cores === now.machine.cores;
  const found: Regression[] = [];
  for (const row of now.rows) {
    const before = known.get(keyOf(row));
    if (before === undefined || !isMeasured(before) || !isMeasured(row)) continue;
    if (judged(row).unit !== judged(before).unit || before.isLowerBound || row.isLowerBound) continue;
    if (judged(row).unit === "ms" && !isSameMachine) continue;
    if (isWorse(before, row)) {
      const text = `${figureText(judged(before))} before, ${figureText(judged(row))} now`;
      found.push({ suite: row.suite, name: row.name, text });
    }
  }
  return found;
}

function keyOf({ suite, name }: ReportRow): string {
  return `${suite}\n${name}`;
}

/** Less is better except where the row or its limit says otherwise. */
function isWorse(before: MeasuredRow, now: MeasuredRow): boolean {
  const [old, fresh] = [judged(before), judged(now)];
  const isMoreBetter = now.isMoreBetter ?? now.limit?.kind === "at least";
  const difference = isMoreBetter ? old.median - fresh.median : fresh.median - old.median;
  if (difference <= NOISE * Math.abs(old.median)) return false;
  return isMoreBetter ? fresh.high < old.low : fresh.low > old.high;
}
