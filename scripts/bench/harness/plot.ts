import { figureText } from "./table.ts";
import type { ReportRow } from "./report.ts";
import { isKept, isMeasured, judged, type MeasuredRow, type Point } from "./row.ts";

type PlottedRow = MeasuredRow & { readonly suite: string };

const WIDTH = 960;
const LINE = 22;
const MARGIN = 20;
/** The end of the names, where the bars begin. */
const BARS_FROM = 560;
/** The place of a bar that just reaches its limit. */
const LIMIT_AT = 800;
/** A bar ends here, however far it is beyond its limit. */
const BARS_TO = 870;
const CURVES_HEIGHT = 320;

const COLORS = ["#1f6fb2", "#c0561f", "#3a8a4d", "#7a4fa3"];

/** A picture of a run: each judged number as a part of its limit, and the costs as work grows on logarithmic axes. */
export function plotSvg(title: string, rows: readonly ReportRow[]): string {
  const measured = rows.filter((row) => isMeasured(row));
  const limited = measured.filter(({ limit }) => limit !== undefined);
  const curves = measured.filter(({ curve }) => curve !== undefined);
  const curvesFrom = MARGIN * 3 + limited.length * LINE;
  const height = curvesFrom + (curves.length > 0 ? CURVES_HEIGHT + MARGIN * 3 : 0);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="white"/>`,
    textAt(MARGIN, MARGIN, title),
    ...limited.map((row, i) => bar(row, MARGIN * 2 + i * LINE)),
    `<line x1="${LIMIT_AT}" x2="${LIMIT_AT}" y1="${MARGIN * 1.5}" y2="${
      curvesFrom - MARGIN
    }" stroke="black"/>`,
    ...curves.length > 0 ? curvesPlot(curves, curvesFrom) : [],
    "</svg>\n",
  ].join("\n");
}

/** Of a limit from below, the bar is the part that the number leaves room for. */
function bar(row: PlottedRow, y: number): string {
  const { median } = judged(row);
  const limit = row.limit!;
  const share = limit.kind === "at most" ? median / limit.value : limit.value / median;
  const width = Math.min(Math.max(share, 0) * (LIMIT_AT - BARS_FROM), BARS_TO - BARS_FROM);
  const color = isKept(row) ? "#3a8a4d" : "#b3261e";
  return textAt(MARGIN, y + 12, shortened(`${row.suite}: ${row.name}`)) +
    `<rect x="${BARS_FROM}" y="${y}" width="${width.toFixed(1)}" height="${LINE - 6}" fill="${color}"/>` +
    textAt(BARS_TO + 6, y + 12, figureText(judged(row)));
}

function shortened(text: string): string {
  const longest = 84;
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** One line for each row, with a legend. */
function curvesPlot(rows: readonly PlottedRow[], top: number): string[] {
  const points = rows.flatMap(({ curve }) => curve!);
  const x = logAxis(points.map(({ work }) => work), MARGIN * 4, WIDTH - MARGIN * 2);
  const y = logAxis(points.map(({ cost }) => cost.median), top + CURVES_HEIGHT, top);
  const parts: string[] = [];
  for (const work of new Set(points.map(({ work }) => work))) {
    parts.push(
      gridLine(x(work), top, x(work), top + CURVES_HEIGHT),
      textAt(x(work), top + CURVES_HEIGHT + 16, `${work}`),
    );
  }
  for (const cost of powersOfTen(points.map(({ cost }) => cost.median))) {
    parts.push(
      gridLine(MARGIN * 4, y(cost), WIDTH - MARGIN * 2, y(cost)),
      textAt(MARGIN, y(cost) + 4, `${cost} ms`),
    );
  }
  rows.forEach((row, i) => {
    const color = COLORS[i % COLORS.length]!;
    parts.push(curveLine(row.curve!, x, y, color));
    parts.push(textAt(MARGIN * 5, top + 16 + i * 16, `${row.name}: ${judged(row).median.toFixed(2)}`, color));
  });
  return parts;
}

function curveLine(curve: readonly Point[], x: Axis, y: Axis, color: string): string {
  const places = curve.map(({ work, cost }) => [x(work).toFixed(1), y(cost.median).toFixed(1)] as const);
  const circles = places.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" fill="${color}"/>`).join("");
  return `<polyline points="${places.join(" ")}" fill="none" stroke="${color}" stroke-width="2"/>${circles}`;
}

type Axis = (value: number) => number;

function logAxis(values: readonly number[], from: number, to: number): Axis {
  const [low, high] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  return (value) => from + (Math.log(value) - low) / Math.max(high - low, Number.EPSILON) * (to - from);
}

function powersOfTen(values: readonly number[]): number[] {
  const powers: number[] = [];
  for (let power = 1; power <= Math.max(...values); power *= 10) {
    if (power >= Math.min(...values)) powers.push(power);
  }
  return powers;
}

function gridLine(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#dddddd"/>`;
}

function textAt(x: number, y: number, text: string, color = "black"): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${x}" y="${y}" fill="${color}">${escaped}</text>`;
}
