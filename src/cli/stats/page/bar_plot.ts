import type { StatsCount } from "../../../model/documents/stats/stats_document.ts";
import { type TextWidth, truncate } from "../../terminal/text_width.ts";
import { element, type Markup } from "./markup.ts";
import { box, formatBar, plot, type PlotWords, textAt } from "./plot.ts";

/** A bar with its words. */
export interface PlotBar extends Pick<StatsCount, "formats" | "count"> {
  readonly name: string;
  /** A word after the name. */
  readonly remark?: string;
  /** The number as it is shown. */
  readonly text: string;
  readonly value: number;
  /** Everything about it, shown beside the pointer. */
  readonly tip: string;
}

/** The lines of a bar: words, and the bar below them. */
const ROW = 38;
const BASELINE = 14;
const BAR_Y = 21;
const BAR_HEIGHT = 8;

/** Columns of letters beside the number, on the narrowest phone and where a card is wide. */
const NAME_WIDTHS = { short: 30, long: 50 } as const;

/** The part of the line that is theirs, in hundredths. */
const NAME_SHARE = 82;

/** Bars from left to right, one below the other, each with its words above it. */
export function barPlot(words: PlotWords, bars: readonly PlotBar[], widthOf: TextWidth): Markup {
  const longest = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const rows = bars.map((bar, index) => {
    const y = index * ROW;
    const width = Math.max(bar.value / longest * 100, 0.5);
    return element("g", {}, [
      element("title", {}, bar.tip),
      // Cut off beside the number, should its letters be wider than most.
      element("svg", { y, width: `${NAME_SHARE}%`, height: BAR_Y }, nameTexts(bar, widthOf)),
      textAt({ x: 100, y: y + BASELINE, anchor: "end" }, bar.text, "number"),
      box({ x: 0, y: y + BAR_Y, width: 100, height: BAR_HEIGHT }, "track"),
      ...formatBar(bar, { y: y + BAR_Y, height: BAR_HEIGHT, width }),
    ]);
  });
  return plot(words, bars.length * ROW, rows);
}

/** The name, and a longer form of it for wide cards where it has to be cut. */
function nameTexts({ name, remark }: PlotBar, widthOf: TextWidth): Markup[] {
  const after = remark === undefined ? [] : [element("tspan", { class: "faint" }, `  ${remark}`)];
  const cut = (width: number) => truncate(name, width - (remark?.length ?? 0), widthOf);
  const draw = (text: string, kind: string) =>
    textAt({ x: 0, y: BASELINE }, [element("tspan", { class: "name" }, text), ...after], kind);
  const short = cut(NAME_WIDTHS.short);
  if (short === name) return [draw(name, "whole")];
  return [draw(short, "short"), draw(cut(NAME_WIDTHS.long), "long")];
}
