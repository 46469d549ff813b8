import { judged, type MeasuredRow } from "../harness/row.ts";
import { judgedText } from "../harness/table.ts";
import { decadesOf, element, lineFrom, logAxis, MARGIN, type Part, shortened, textAt, WIDTH } from "./svg.ts";

const LINE = 20;
const BARS_FROM = 515;
const BARS_TO = WIDTH - MARGIN - 110;

/** Ratios without a limit, on a logarithmic axis on which both sides of 1 weigh alike. */
export function ratioBars(suite: string, rows: readonly MeasuredRow[]): Part {
  const decades = decadesOf([...rows.map((row) => judged(row).median), 1]);
  const x = logAxis([decades[0]!, decades.at(-1)!], BARS_FROM, BARS_TO);
  const meaning = rows.every(({ isMoreBetter }) => isMoreBetter === true)
    ? "; to the right of 1 x pluginary is quicker"
    : "";
  const bottom = LINE * (rows.length + 1);
  const content = [
    textAt(MARGIN, 14, `${suite}, as ratios${meaning}`, { class: "heading" }),
    ...decades.map((decade) =>
      lineFrom([x(decade), LINE - 2], [x(decade), bottom], decade === 1 ? "mark" : "grid") +
      textAt(x(decade), bottom + 13, `${decade} x`, { class: "faint", "text-anchor": "middle" })
    ),
    ...rows.map((row, i) => barOf(row, LINE * (i + 1), x)),
  ];
  return { height: bottom + 26, content: content.join("") };
}

function barOf(row: MeasuredRow, y: number, x: (value: number) => number): string {
  const [from, to] = [1, judged(row).median].map(x).sort((a, b) => a - b) as [number, number];
  const box = { x: from, y, width: Math.max(to - from, 1), height: LINE - 7, rx: 2, class: "ratio" };
  return textAt(MARGIN, y + 10, shortened(row.name, 88)) + element("rect", box) +
    textAt(WIDTH - MARGIN, y + 10, judgedText(row), { "text-anchor": "end" });
}
