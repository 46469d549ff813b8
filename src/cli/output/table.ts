import { cellText, type Column } from "./column.ts";
import type { Console } from "../terminal/console.ts";
import type { TableFlags } from "./output_options.ts";
import { printable, type Style, stylesFor } from "../terminal/terminal.ts";
import { type TextWidth, textWidthFor, truncate } from "../terminal/text_width.ts";

/** A column with its cells and its width. */
interface FilledColumn {
  readonly align: "left" | "right";
  readonly priority: number;
  readonly minimumWidth: number;
  readonly hidesWhenEmpty?: boolean;
  readonly cells: readonly string[];
  /** The parts of each cell to highlight; absent in a column without any. */
  readonly cellMarks?: readonly Marks[];
  width: number;
}

type Marks = readonly (readonly [from: number, to: number])[];

/** The space between two columns. */
const GAP = "  ";

/** Cells are padded to this width at most, so that one long name does not lengthen every line. */
const MAXIMUM_PADDING = 60;

/**
 * A table as a command prints it: fitted to a terminal, complete with `--wide`
 * and elsewhere. The titles are bold where there is colour.
 */
export async function tableText<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  flags: TableFlags,
  { stdout, environment, columns: terminalColumns }: Console,
): Promise<string> {
  const width = stdout.isTerminal && !flags.wide ? terminalColumns() : undefined;
  const { bold } = stylesFor(stdout, environment);
  const [titles, ...lines] = await formatTable(columns, rows, width, flags.columns !== undefined, bold);
  return [bold(titles!), ...lines, ""].join("\n");
}

/**
 * Lays out a table: a line of titles, then one line per row, whatever the cells
 * contain.
 *
 * @param columns At least one.
 * @param width Most columns that a line may take; unset to cut nothing and leave nothing out.
 * @param keepsColumns Whether to narrow columns as far as necessary rather than leave any out.
 * @param mark Highlights parts of cells.
 */
export async function formatTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width?: number,
  keepsColumns = false,
  mark: Style = (text) => text,
): Promise<string[]> {
  const cells = columns.map((column) => [
    column.title,
    ...rows.map((row) => printable(cellText(column, row))),
  ]);
  const widthOf = await textWidthFor(cells.flat());
  const filled = columns.map((column, index) => fill(column, rows, cells[index]!, widthOf));
  const fitting = width === undefined ? filled : keepsColumns ? shrink(filled, width) : fit(filled, width);
  const isCut = width !== undefined;
  return [undefined, ...rows].map((_, line) => formatLine(fitting, line, isCut, widthOf, mark));
}

function fill<Row>(
  column: Column<Row>,
  rows: readonly Row[],
  cells: readonly string[],
  widthOf: TextWidth,
): FilledColumn {
  const width = cells.reduce((widest, cell) => Math.max(widest, widthOf(cell)), 0);
  const filled = { ...column, cells, width, minimumWidth: Math.min(column.minimumWidth, width) };
  const { marks } = column;
  if (marks === undefined) return filled;
  // The offsets do not apply to a text that had to be changed to be printable.
  const cellMarks = rows.map((row, index) => cellText(column, row) === cells[index + 1] ? marks(row) : []);
  return { ...filled, cellMarks: [[], ...cellMarks] };
}

/** Highlights parts of a text, whose end may have been cut off. */
function marked(text: string, full: string, marks: Marks, mark: Style): string {
  const end = text === full ? text.length : text.length - 1;
  let result = "";
  let at = 0;
  for (const [from, to] of marks) {
    if (from >= end) break;
    result += text.slice(at, from) + mark(text.slice(from, Math.min(to, end)));
    at = Math.min(to, end);
  }
  return result + text.slice(at);
}

/** Leaves out empty columns that may go, then further ones until the rest fits when cut. */
function fit(columns: readonly FilledColumn[], width: number): FilledColumn[] {
  const shown = columns.filter(({ cells, hidesWhenEmpty }) =>
    !hidesWhenEmpty || cells.slice(1).some(Boolean)
  );
  let kept = shown.length === 0 ? [...columns] : shown;
  while (kept.length > 1 && totalWidth(kept, "minimumWidth") > width) {
    const least = kept.reduce((a, b) => b.priority < a.priority ? b : a);
    kept = kept.filter((column) => column !== least);
  }
  return shrink(kept, width);
}

/** Narrows the widest column until all fit, none below its minimum width unless all have reached theirs. */
function shrink(columns: readonly FilledColumn[], width: number): FilledColumn[] {
  const shrunk = columns.map((column) => ({ ...column }));
  const least = totalWidth(shrunk, "minimumWidth") <= width
    ? (column: FilledColumn) => column.minimumWidth
    : () => 1;
  while (totalWidth(shrunk, "width") > width) {
    const shrinkable = shrunk.filter((column) => column.width > least(column));
    if (shrinkable.length === 0) break;
    shrinkable.reduce((a, b) => b.width > a.width ? b : a).width--;
  }
  return shrunk;
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
  mark: Style,
): string {
  const cells = columns.map((column) => {
    const full = column.cells[line]!;
    const text = isCut ? truncate(full, column.width, widthOf) : full;
    const missing = (isCut ? column.width : Math.min(column.width, MAXIMUM_PADDING)) - widthOf(text);
    const padding = " ".repeat(Math.max(0, missing));
    const marks = column.cellMarks?.[line];
    const shown = marks === undefined ? text : marked(text, full, marks, mark);
    return column.align === "right" ? padding + shown : shown + padding;
  });
  return cells.join(GAP).trimEnd();
}
