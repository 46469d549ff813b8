import { type TextWidth, truncate } from "../../terminal/text_width.ts";

/** How a part of a line looks. */
export type SpanStyle = "bold" | "dim" | "reverse" | "red" | "yellow" | "cyan";

/** A part of a line: printable text of a known width. */
export interface Span {
  readonly text: string;
  readonly style?: SpanStyle | undefined;
  /** Where it begins, counted from 0, whatever the terminal makes of the text before it. */
  readonly column?: number;
}

/** A line of the screen, from the left. */
export type Line = readonly Span[];

/** Everything that a screen shows. */
export interface Frame {
  readonly lines: readonly Line[];
  /** Unset where it is hidden; counted from 0. */
  readonly cursor?: { readonly row: number; readonly column: number };
}

/** A text in exactly that many columns. */
export function fit(text: string, columns: number, widthOf: TextWidth): string {
  const cut = truncate(text, columns, widthOf);
  return cut + " ".repeat(Math.max(0, columns - widthOf(cut)));
}

/** The columns that a line takes. */
export function lineWidth(line: Line, widthOf: TextWidth): number {
  return line.reduce((end, { text, column = end }) => Math.max(end, column + widthOf(text)), 0);
}
