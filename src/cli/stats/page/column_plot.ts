import type { StatsCount } from "../../../model/documents/stats/stats_document.ts";
import { formatParts } from "./formats.ts";
import { element, type Markup } from "./markup.ts";
import { grouped } from "./numbers.ts";
import { box, plot, type PlotWords, textAt } from "./plot.ts";

/** A column of a plot. */
export interface PlotColumn extends Pick<StatsCount, "formats" | "count"> {
  /** Everything about it, shown beside the pointer. */
  readonly tip: string;
}

/** A word below a plot. */
export interface PlotTick {
  /** In columns from the left edge; between two columns for a bound, amid one for its name. */
  readonly at: number;
  readonly text: string;
  /** Whether it stays away where there is little room. */
  readonly isMinor?: boolean;
}

const TOP = 22;
const FLOOR = 170;
const HEIGHT = 196;

/** The part of its place that a column fills. */
const FILLED = 0.82;

/** The pixels of a digit above a column, and of the plot on the narrowest phone and on a desk. */
const DIGIT = 7.5;
const PLOT_WIDTHS = { phone: 310, desk: 430 } as const;

/** Columns side by side, made of their formats, above a line with words. */
export function columnPlot(
  words: PlotWords,
  columns: readonly PlotColumn[],
  ticks: readonly PlotTick[],
): Markup {
  const highest = Math.max(...columns.map(({ count }) => count), 1);
  const place = 100 / columns.length;
  const wanted = columns.length * DIGIT * grouped(highest).length;
  const others = wanted <= PLOT_WIDTHS.phone
    ? "count"
    : wanted <= PLOT_WIDTHS.desk
    ? "count minor"
    : undefined;
  const classOf = (count: number) => count === highest ? "count" : count > 0 ? others : undefined;
  const drawn = columns.map((column, index) => {
    const x = (index + (1 - FILLED) / 2) * place;
    const { parts, top } = stacked(column, { x, width: place * FILLED, highest });
    const middle = { x: (index + 0.5) * place, y: top - 6, anchor: "middle" } as const;
    const name = classOf(column.count);
    return element("g", {}, [
      element("title", {}, column.tip),
      // The pointer finds the column also where it is low.
      box({ x: index * place, y: TOP, width: place, height: FLOOR - TOP }, "catcher"),
      ...parts,
      ...name === undefined ? [] : [textAt(middle, grouped(column.count), name)],
    ]);
  });
  const floor = box({ x: 0, y: FLOOR, width: 100, height: 1 }, "floor");
  const labels = ticks.map(({ at, text, isMinor = false }) => {
    const anchor = at === 0 ? "start" : at === columns.length ? "end" : "middle";
    return textAt({ x: at * place, y: FLOOR + 19, anchor }, text, isMinor ? "tick minor" : "tick");
  });
  return plot(words, HEIGHT, [...drawn, floor, ...labels]);
}

/** The formats of a column, from the floor upwards, and where the column ends. */
function stacked(
  { formats }: PlotColumn,
  { x, width, highest }: { x: number; width: number; highest: number },
): { parts: Markup[]; top: number } {
  let y = FLOOR;
  const parts = formatParts(formats).map(({ format, count }) => {
    const height = heightOf(count, highest);
    y -= height;
    // A gap above, where there is room for one.
    return height > 4
      ? box({ x, y: y + 1, width, height: height - 1 }, format)
      : box({ x, y, width, height }, format);
  });
  return { parts, top: y };
}

/** At least two pixels, so that one differs from none. */
function heightOf(count: number, highest: number): number {
  return count === 0 ? 0 : Math.max(2, count / highest * (FLOOR - TOP));
}
