import type { Fit } from "../harness/growth.ts";
import type { MeasuredRow, Point } from "../harness/row.ts";
import { decadesOf, element, lineFrom, logAxis, MARGIN, type Part, textAt, WIDTH } from "./svg.ts";

const HEIGHT = 300;
const LEFT = MARGIN + 60;
const RIGHT = WIDTH - MARGIN - 330;
const TOP = 34;

/** Told apart also by people who do not see all colors, on light and on dark. */
const COLORS = ["#4c78c8", "#e07b39", "#2f9e6e", "#a466c0", "#b8860b"];

/** The costs of a suite as its work grows, with the fitted lines, on logarithmic axes. */
export function growthCurves(suite: string, rows: readonly MeasuredRow[]): Part {
  const points = rows.flatMap(({ curve }) => curve!);
  const works = [...new Set(points.map(({ work }) => work))];
  const costs = decadesOf(points.map(({ cost }) => cost.median));
  const x = logAxis([Math.min(...works), Math.max(...works)], LEFT, RIGHT);
  const y = logAxis([costs[0]!, costs.at(-1)!], TOP + HEIGHT, TOP);
  const unit = /by number of (\w+)/.exec(rows[0]!.name)?.[1] ?? "work";
  const content = [
    textAt(MARGIN, 14, `${suite}: time by number of ${unit}`, { class: "heading" }),
    ...works.map((work) =>
      lineFrom([x(work), TOP], [x(work), TOP + HEIGHT], "grid") +
      textAt(x(work), TOP + HEIGHT + 16, work.toLocaleString("en-US"), {
        class: "faint",
        "text-anchor": "middle",
      })
    ),
    ...costs.map((cost) =>
      lineFrom([LEFT, y(cost)], [RIGHT, y(cost)], "grid") +
      textAt(LEFT - 8, y(cost) + 4, durationText(cost), { class: "faint", "text-anchor": "end" })
    ),
    ...rows.map((row, i) => curveOf(row, COLORS[i % COLORS.length]!, x, y) + legendOf(row, i)),
  ];
  return { height: TOP + HEIGHT + 34, content: content.join("") };
}

type Axis = (value: number) => number;

function curveOf({ curve, fit }: MeasuredRow, color: string, x: Axis, y: Axis): string {
  const dots = curve!.map(({ work, cost }) =>
    lineFrom([x(work), y(cost.low)], [x(work), y(cost.high)], "grid") +
    element("circle", { cx: x(work), cy: y(cost.median), r: 3.5, fill: color })
  );
  return (fit === undefined ? "" : fittedLine(fit, curve!, color, x, y)) + dots.join("");
}

/** A bent line: the cost of no work is added to the power. */
function fittedLine(
  { offset, factor, exponent }: Fit,
  curve: readonly Point[],
  color: string,
  x: Axis,
  y: Axis,
): string {
  const [first, last] = [curve[0]!.work, curve.at(-1)!.work];
  const steps = 40;
  const places = Array.from({ length: steps + 1 }, (_, i) => {
    const work = first * (last / first) ** (i / steps);
    return `${x(work).toFixed(1)},${y(offset + factor * work ** exponent).toFixed(1)}`;
  });
  return element("polyline", { points: places.join(" "), class: "line", stroke: color });
}

function legendOf({ name, fit }: MeasuredRow, index: number): string {
  const top = TOP + 10 + index * 38;
  const growth = fit === undefined
    ? ""
    : `${fit.offset < 1 ? "" : `${durationText(Math.round(fit.offset))} + `}work to the power of ${
      fit.exponent.toFixed(2)
    }`;
  return element("circle", { cx: RIGHT + 24, cy: top - 4, r: 4, fill: COLORS[index % COLORS.length]! }) +
    textAt(RIGHT + 36, top, name.replace(/ by number of .*/, "")) +
    textAt(RIGHT + 36, top + 15, growth, { class: "faint" });
}

function durationText(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}
