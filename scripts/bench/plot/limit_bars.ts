import { isKept, judged, type MeasuredRow } from "../harness/row.ts";
import { judgedText, limitText } from "../harness/table.ts";
import { element, lineFrom, MARGIN, type Part, shortened, textAt, WIDTH } from "./svg.ts";

const LINE = 20;
const BARS_FROM = 515;
/** The place of a bar that just reaches its limit. */
const LIMIT_AT = 720;
/** A bar ends here, however far it is beyond its limit. */
const BARS_TO = 768;

/** The numbers of a suite, each as a part of its limit. */
export function limitBars(suite: string, rows: readonly MeasuredRow[]): Part {
  const height = LINE * (rows.length + 1) + 8;
  const content = [
    textAt(MARGIN, 14, suite, { class: "heading" }),
    ...rows.map((row, i) => barOf(row, LINE * (i + 1))),
    lineFrom([LIMIT_AT, LINE - 2], [LIMIT_AT, height - 8], "mark"),
  ];
  return { height, content: content.join("") };
}

/** Of a limit from below, the bar is the part that the number leaves room for. */
function barOf(row: MeasuredRow, y: number): string {
  const { median } = judged(row);
  const limit = row.limit!;
  const share = limit.kind === "at most" ? median / limit.value : limit.value / median;
  // Nothing stays within a limit of nothing, whose share is no number.
  const part = Number.isFinite(share) ? Math.max(share, 0) : isKept(row) ? 0 : Infinity;
  const width = Math.min(part * (LIMIT_AT - BARS_FROM), BARS_TO - BARS_FROM);
  const box = { x: BARS_FROM, y, height: LINE - 7 };
  return textAt(MARGIN, y + 10, shortened(row.name, 88)) +
    element("rect", { ...box, width: BARS_TO - BARS_FROM, rx: 2, class: "track" }) +
    element("rect", { ...box, width, rx: 2, class: isKept(row) ? "kept" : "broken" }) +
    textAt(BARS_TO + 86, y + 10, judgedText(row), { "text-anchor": "end" }) +
    textAt(WIDTH - MARGIN, y + 10, limitText(limit, judged(row)).split(", ")[0]!, {
      class: "faint",
      "text-anchor": "end",
    });
}
