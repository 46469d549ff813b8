import type { StatsCount } from "../../../model/documents/stats/stats_document.ts";
import { formatParts } from "./formats.ts";
import { type Content, element, type Markup } from "./markup.ts";

/** The words of a plot for those who cannot see it. */
export interface PlotWords {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/**
 * A picture as wide as its place. Its lengths from left to right are shares of
 * that width, so letters have the same size on a phone and on a desk.
 */
export function plot({ id, title, description }: PlotWords, height: number, content: Content): Markup {
  const attributes = { role: "img", "aria-labelledby": `${id}-title ${id}-text`, width: "100%", height };
  return element("svg", attributes, [
    element("title", { id: `${id}-title` }, title),
    element("desc", { id: `${id}-text` }, description),
    content,
  ]);
}

/** A rectangle whose left edge and width are in hundredths of the plot. */
export function box(
  { x, width, ...rest }: { x: number; width: number; y: number; height: number },
  name: string,
): Markup {
  return element("rect", { x: `${short(x)}%`, width: `${short(width)}%`, ...rest, class: name });
}

/** A line of text; `x` is in hundredths of the plot, `y` its baseline. */
export function textAt(
  { x, y, anchor = "start" }: { x: number; y: number; anchor?: "start" | "middle" | "end" },
  content: Content,
  name: string,
): Markup {
  return element("text", { x: `${short(x)}%`, y, "text-anchor": anchor, class: name }, content);
}

/** Parts below this share of the plot are as narrow as a gap. */
const NARROW = 1.5;

/** A bar from left to right that is made of its formats; all lengths in hundredths of the plot. */
export function formatBar(
  { formats, count }: Pick<StatsCount, "formats" | "count">,
  { y, height, width }: { y: number; height: number; width: number },
): Markup[] {
  let x = 0;
  return formatParts(formats).flatMap((part, index) => {
    const share = part.count / count * width;
    const bar = box({ x, y, height, width: share }, part.format);
    const gap = element("rect", { x: `${short(x)}%`, y, height, width: 1, class: "gap" });
    x += share;
    return index > 0 && share > NARROW ? [bar, gap] : [bar];
  });
}

function short(share: number): string {
  return String(Number(share.toFixed(3)));
}
