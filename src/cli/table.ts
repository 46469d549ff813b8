import { printable } from "./terminal.ts";
import { type TextWidth, textWidthFor, truncate } from "./text_width.ts";

/** One column of a table, and what may happen to it where there is little room. */
export interface Column<Row> {
  readonly title: string;
  /** The cell's text, from wherever; it is made printable here. */
  readonly cell: (row: Row) => string;
  /** Numbers stand right. */
  readonly align: "left" | "right";
  /** The column with the lowest is the first to be left out. */
  readonly priority: number;
  /** A column is cut down to this width before another one is left out. */
  readonly minimumWidth: number;
}

/** A column that has been filled and measured. */
interface FilledColumn {
  readonly align: "left" | "right";
  readonly priority: number;
  readonly minimumWidth: number;
  readonly cells: readonly string[];
  width: number;
}

/** Between two columns. */
const GAP = "  ";

/** What a cell is padded to at most, so that one long name does not blow up every line. */
const MAXIMUM_PADDING = 60;

/**
 * Lays out a table, the titles on its first line and one line per row,
 * whatever the cells contain.
 *
 * @param columns At least one.
 * @param width What the lines may take; unset to cut nothing and leave nothing out.
 */
export async function formatTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width?: number,
): Promise<string[]> {
  const cells = columns.map(({ title, cell }) => [title, ...rows.map((row) => printable(cell(row)))]);
  const widthOf = await textWidthFor(cells.flat());
  const filled = columns.map((column, index) => fill(column, cells[index]!, widthOf));
  const fitting = width === undefined ? filled : fit(filled, width);
  const isCut = width !== undefined;
  return [undefined, ...rows].map((_, line) => formatLine(fitting, line, isCut, widthOf));
}

function fill<Row>(column: Column<Row>, cells: readonly string[], widthOf: TextWidth): FilledColumn {
  const width = cells.reduce((widest, cell) => Math.max(widest, widthOf(cell)), 0);
  return { ...column, cells, width, minimumWidth: Math.min(column.minimumWidth, width) };
}

/** Leaves out columns until the rest fits when cut, then takes from the widest. */
function fit(columns: readonly FilledColumn[], width: number): FilledColumn[] {
  let kept = [...columns];
  while (kept.length > 1 && totalWidth(kept, "minimumWidth") > width) {
    const least = kept.reduce((a, b) => b.priority < a.priority ? b : a);
    kept = kept.filter((column) => column !== least);
  }
  while (totalWidth(kept, "width") > width) {
    const shrinkable = kept.filter((column) => column.width > column.minimumWidth);
    if (shrinkable.length === 0) break;
    shrinkable.reduce((a, b) => b.width > a.width ? b : a).width--;
  }
  if (kept.length === 1) kept[0]!.width = Math.min(kept[0]!.width, width);
  return kept;
}

function totalWidth(columns: readonly FilledColumn[], which: "width" | "minimumWidth"): number {
  const gaps = GAP.length * (columns.length - 1);
  return columns.reduce((sum, column) => sum + column[which], gaps);
}

function formatLine(
  columns: readonly FilledColumn[],
  line: number,
  isCut: boolean,
  widthOf: TextWidth,
): string {
  const cells = columns.map((column) => {
    const text = isCut ? truncate(column.cells[line]!, column.width, widthOf) : column.cells[line]!;
    const missing = (isCut ? column.width : Math.min(column.width, MAXIMUM_PADDING)) - widthOf(text);
    const padding = " ".repeat(Math.max(0, missing));
    return column.align === "right" ? padding + text : text + padding;
  });
  return cells.join(GAP).trimEnd();
}
