import { describeRun, type Report, type ReportRow } from "../harness/report.ts";
import { isMeasured, type MeasuredRow } from "../harness/row.ts";
import { growthCurves } from "./growth_curves.ts";
import { limitBars } from "./limit_bars.ts";
import { ratioBars } from "./ratio_bars.ts";
import { element, MARGIN, type Part, STYLE, textAt, WIDTH } from "./svg.ts";

const GAP = 16;

type PlottedRow = ReportRow & MeasuredRow;

/** A picture of a run: each judged number as a part of its limit, other ratios, and the costs as work grows. */
export function plotSvg(report: Report): string {
  const rows = report.rows.filter((row): row is PlottedRow => isMeasured(row));
  const parts = [
    titleOf(report),
    ...bySuite(rows, ({ limit }) => limit !== undefined, limitBars),
    ...bySuite(rows, ({ limit, ratio }) => limit === undefined && ratio !== undefined, ratioBars),
    ...bySuite(rows, ({ curve }) => curve !== undefined, growthCurves),
  ];
  let y = MARGIN;
  const content: string[] = [];
  for (const part of parts) {
    content.push(element("g", { transform: `translate(0 ${y})` }, part.content));
    y += part.height + GAP;
  }
  const height = y - GAP + MARGIN;
  return element(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` },
    [`<style>${STYLE}</style>`, element("rect", { class: "page", width: WIDTH, height }), ...content].join(
      "\n",
    ),
  ) + "\n";
}

/** The machine, the versions and the commit, and the meaning of the bars. */
function titleOf(report: Report): Part {
  const [machine, ...versions] = describeRun(report).split("; ");
  const title = `pluginary's benchmark${report.isQuick ? ", a quick run" : ""}`;
  return {
    height: 76,
    content: textAt(MARGIN, 16, title, { class: "title" }) +
      textAt(MARGIN, 36, machine!, { class: "faint" }) +
      textAt(MARGIN, 52, `${versions.join("; ")}; ${report.startedAt.slice(0, 10)}`, { class: "faint" }) +
      textAt(MARGIN, 72, "Bars are parts of their limits, the dashed line: the shorter, the better."),
  };
}

function bySuite(
  rows: readonly PlottedRow[],
  isMeant: (row: MeasuredRow) => boolean,
  draw: (suite: string, rows: readonly MeasuredRow[]) => Part,
): Part[] {
  const meant = rows.filter(isMeant);
  const suites = [...new Set(meant.map(({ suite }) => suite))];
  return suites.map((suite) => draw(suite, meant.filter((row) => row.suite === suite)));
}
