import { formatsText } from "../../plugins/formats_text.ts";
import { printable } from "../../terminal/terminal.ts";
import { type TextWidth, truncate } from "../../terminal/text_width.ts";
import { fit, type Line, type Span, type SpanStyle } from "../screen/frame.ts";
import type { BrowsedPlugin } from "./browse_state.ts";

/** How a plugin's line differs from others. */
interface LineState {
  readonly isChosen: boolean;
  /** Whether keys go to the list. */
  readonly isActive: boolean;
  readonly isMarked: boolean;
  /** Columns of the list. */
  readonly space: number;
}

/** A part of a plugin's line. */
interface ListColumn {
  readonly textOf: (found: BrowsedPlugin) => string;
  /** Of the space beside the name. */
  readonly width: number;
  /** Columns of the list from which it is shown. */
  readonly from: number;
}

/** Signs for the chosen one, the marked ones and the favorites, and a space. */
const SIGNS_WIDTH = 4;

/** Between columns: the names of formats have one space. */
const GAP = "  ";

/** What is shown after the name, as far as that keeps 20 columns; the details have all of it. */
const LIST_COLUMNS: readonly ListColumn[] = [
  { textOf: ({ plugin: { vendor = "", vendorGroup = vendor } }) => vendorGroup, width: 14, from: 54 },
  { textOf: formatsOf, width: 9, from: 92 },
  { textOf: ({ plugin }) => plugin.category, width: 12, from: 34 },
  { textOf: ({ curation }) => curation.tags.join(" "), width: 14, from: 76 },
];

/** A column with its place in a list of some width. */
interface PlacedColumn {
  readonly textOf: (found: BrowsedPlugin) => string;
  readonly width: number;
}

/** The columns of a list; the name gets the space that the others leave. */
export function listColumns(columns: number): PlacedColumn[] {
  const others = LIST_COLUMNS.filter(({ from }) => columns >= from)
    // On a wide screen all of them grow.
    .map(({ textOf, width }) => ({ textOf, width: Math.max(width, Math.floor(columns * width / 90)) }));
  const used = others.reduce((sum, { width }) => sum + width + GAP.length, SIGNS_WIDTH);
  return [{ textOf: ({ plugin }) => plugin.name, width: Math.max(1, columns - used) }, ...others];
}

/** The line of a plugin, with its parts in columns. */
export function pluginLine(
  found: BrowsedPlugin,
  columns: readonly PlacedColumn[],
  { isChosen, isActive, isMarked, space }: LineState,
  widthOf: TextWidth,
): Line {
  const favorite = found.curation.isFavorite ? "*" : " ";
  const signs = `${isChosen ? ">" : " "}${isMarked ? "+" : " "}${favorite} `;
  const isGone = found.plugin.isMissing || found.curation.isHidden;
  const chosen: SpanStyle = isActive ? "reverse" : "bold";
  const other: SpanStyle | undefined = isGone ? "dim" : undefined;
  const style = isChosen ? chosen : other;
  if (space <= SIGNS_WIDTH) return [{ text: truncate(signs, space, widthOf), style }];
  let column = SIGNS_WIDTH;
  const cells = columns.map(({ textOf, width }, index): Span => {
    const isLast = index === columns.length - 1;
    const text = fit(printable(textOf(found)), width, widthOf) + (isLast ? "" : GAP);
    // A terminal may give a name another width: what follows begins where it should.
    const cell = index === 0 ? { text, style } : { text, style, column };
    column += width + GAP.length;
    return cell;
  });
  return [{ text: signs, style }, ...cells];
}

function formatsOf({ plugin: { format, formats = [] } }: BrowsedPlugin): string {
  return formatsText([format, ...formats.map((other) => other.format)]);
}
