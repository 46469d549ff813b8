import { NO_STYLES, type Style, type Styles } from "../terminal/terminal.ts";
import { type TextWidth, truncate } from "../terminal/text_width.ts";

/** A bar with its words. */
export interface Bar {
  /** Already harmless to print. */
  readonly label: string;
  /** The number as it is shown. */
  readonly text: string;
  /** Its length in comparison with the others of its chart. */
  readonly value: number;
  readonly style?: keyof Styles;
}

/** Where bars are printed. */
export interface BarPlace {
  readonly width: number;
  /** Whether to draw with blocks, in eighths of a column, rather than with `#`. */
  readonly hasBlocks: boolean;
  readonly widthOf: TextWidth;
  readonly styles?: Styles;
}

/** Longer lines are harder to read: the eye loses the way from a name to its bar. */
const WIDEST = 100;

/** A shorter bar would show nothing; without it there is more room for the name. */
const SHORTEST_BAR = 4;

/** Less of a name would tell little; then it takes the place of the bar. */
const SHORTEST_NAME = 6;

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** Below this width there is no room to have the same columns in all charts. */
const NARROW = 40;

/** Lays out charts below each other, each bar on a line: name, number, bar. Where there is room, all have the same columns. */
export function barLines(charts: readonly (readonly Bar[])[], place: BarPlace): string[][] {
  const shared = place.width < NARROW ? undefined : layoutOf(charts.flat(), place);
  return charts.map((chart) => {
    const layout = shared ?? layoutOf(chart, place);
    const longest = widest(chart.map(({ value }) => value));
    return chart.map((bar) => lineOf(bar, longest, layout, place));
  });
}

/** A name takes two fifths of the line at most, on a narrow one all that the shortest bar leaves. */
function layoutOf(bars: readonly Bar[], place: BarPlace): BarLayout {
  const { widthOf } = place;
  const isNarrow = place.width < NARROW;
  const width = Math.min(place.width, WIDEST);
  const gap = isNarrow ? 1 : 2;
  const text = widest(bars.map((bar) => widthOf(bar.text)));
  const wanted = widest(bars.map(({ label }) => widthOf(label)));
  const room = width - text - 2 * gap;
  const label = Math.min(wanted, isNarrow ? room - SHORTEST_BAR : Math.floor(width * 0.4));
  if (label >= Math.min(wanted, SHORTEST_NAME)) return { label, text, gap, bar: room - label };
  return { label: Math.max(1, Math.min(wanted, room + gap)), text, gap, bar: 0 };
}

/** Columns of a line. */
interface BarLayout {
  readonly label: number;
  readonly text: number;
  readonly gap: number;
  readonly bar: number;
}

function lineOf(
  { label, text, value, style }: Bar,
  longest: number,
  layout: BarLayout,
  { hasBlocks, widthOf, styles = NO_STYLES }: BarPlace,
): string {
  const cut = truncate(label, layout.label, widthOf);
  const name = hasBlocks || cut === label ? cut : cut.replace(/…$/, "~");
  const length = longest > 0 ? value / longest * layout.bar : 0;
  const bar = (hasBlocks ? blocks : signs)(length);
  const draw: Style = style === undefined || bar === "" ? (text) => text : styles[style];
  const gap = " ".repeat(layout.gap);
  const padded = name + " ".repeat(layout.label - widthOf(name));
  return `${padded}${gap}${text.padStart(layout.text)}${gap}${draw(bar)}`.trimEnd();
}

/** At least an eighth of a column, so that a small number differs from none. */
function blocks(length: number): string {
  const eighths = length > 0 ? Math.max(1, Math.round(length * 8)) : 0;
  return "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]!;
}

function signs(length: number): string {
  return length > 0 ? "#".repeat(Math.max(1, Math.round(length))) : "";
}

function widest(widths: readonly number[]): number {
  return widths.reduce((widest, one) => Math.max(widest, one), 0);
}
