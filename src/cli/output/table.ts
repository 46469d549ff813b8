import { cellText, type Column, valueText } from "./column.ts";
import type { Console } from "../terminal/console.ts";
import type { TableFlags } from "./output_options.ts";
import {
  NO_STYLES,
  printable,
  type Style,
  type StyleName,
  type Styles,
  stylesFor,
} from "../terminal/terminal.ts";
import { type TextWidth, textWidthFor, truncate, truncateStart } from "../terminal/text_width.ts";

/** A column with its cells and its width. */
interface FilledColumn {
  readonly align: "left" | "right";
  readonly priority: number;
  readonly minimumWidth: number;
  readonly weight?: number;
  readonly keepsEnd?: boolean;
  readonly cells: readonly string[];
  readonly cellWidths: readonly number[];
  /** The style of each cell; absent in a column without any. */
  readonly cellStyles?: readonly (StyleName | undefined)[];
  /** The parts of each cell to highlight; absent in a column without any. */
  readonly cellMarks?: readonly Marks[];
  width: number;
}

type Marks = readonly (readonly [from: number, to: number])[];

/** The space between two columns. */
const GAP = "  ";

/** Where nothing is cut, a longer cell shifts the rest of its line, so that no plugin can lengthen all lines. */
const LONGEST_ALIGNED = 200;

/**
 * A table as a command prints it: fitted to a terminal, complete with `--wide`
 * and elsewhere.
 */
export async function tableText<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  flags: TableFlags,
  { stdout, environment, columns: terminalColumns }: Console,
): Promise<string> {
  const width = stdout.isTerminal && !flags.wide ? terminalColumns() : undefined;
  const styles = stylesFor(stdout, environment);
  const lines = await formatTable(columns, rows, width, flags.columns !== undefined, styles);
  return [...lines, ""].join("\n");
}

/**
 * Lays out a table: a line of titles, then one line per row, whatever the cells
 * contain. Columns without any content are left out.
 *
 * @param columns At least one.
 * @param width Most columns that a line may take; unset to cut nothing.
 * @param keepsColumns Whether to keep empty columns, and narrow the others rather than leave any out.
 * @param styles For the titles, and for cells and their parts.
 */
export async function formatTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width?: number,
  keepsColumns = false,
  styles = NO_STYLES,
): Promise<string[]> {
  const cells = columns.map((column) => [
    column.title,
    ...rows.map((row) => printable(cellText(column, row))),
  ]);
  const widthOf = await textWidthFor(cells.flat());
  const filled = columns.map((column, index) => fill(column, rows, cells[index]!, widthOf));
  const shown = keepsColumns ? filled : withContent(filled);
  const fitting = width === undefined
    ? shown.map(alignable)
    : shrink(keepsColumns ? shown : fit(shown, width), width);
  const isCut = width !== undefined;
  const [titles, ...lines] = [undefined, ...rows].map((_, line) =>
    formatLine(fitting, line, isCut, widthOf, styles)
  );
  return [styles.bold(titles!), ...lines];
}

function fill<Row>(
  column: Column<Row>,
  rows: readonly Row[],
  cells: readonly string[],
  widthOf: TextWidth,
): FilledColumn {
  const cellWidths = cells.map(widthOf);
  const width = cellWidths.reduce((widest, one) => Math.max(widest, one));
  const { marks, style } = column;
  const filled = {
    ...column,
    cells,
    cellWidths,
    width,
    minimumWidth: Math.max(Math.min(column.minimumWidth, width), cellWidths[0]!),
    ...style === undefined ? {} : { cellStyles: [undefined, ...rows.map(style)] },
  };
  if (marks === undefined) return filled;
  // The offsets do not apply to a text that had to be changed, unless only its end is missing.
  const cellMarks = rows.map((row, index) =>
    valueText(column.cell(row)).startsWith(cells[index + 1]!) ? marks(row) : []
  );
  return { ...filled, cellMarks: [[], ...cellMarks] };
}

/** Highlights parts of a text, whose end may have been cut off; the others get the style of the cell. */
function marked(text: string, full: string, marks: Marks, { bold }: Styles, style: Style): string {
  const end = text === full ? text.length : text.length - "…".length;
  let result = "";
  let at = 0;
  for (const [from, to] of marks) {
    if (from >= end) break;
    result += styled(text.slice(at, from), style) + bold(text.slice(from, Math.min(to, end)));
    at = Math.min(to, end);
  }
  return result + styled(text.slice(at), style);
}

const plain: Style = (text) => text;

/** Without the codes where there is nothing to see. */
function styled(text: string, style: Style): string {
  return text === "" ? "" : style(text);
}

function alignable(column: FilledColumn): FilledColumn {
  return { ...column, width: Math.min(column.width, LONGEST_ALIGNED) };
}

/** All columns if none has content. */
function withContent(columns: readonly FilledColumn[]): readonly FilledColumn[] {
  const filled = columns.filter(({ cells }) => cells.slice(1).some(Boolean));
  return filled.length === 0 ? columns : filled;
}

/** Leaves out columns until the rest fits when cut. */
function fit(columns: readonly FilledColumn[], width: number): readonly FilledColumn[] {
  let kept = columns;
  while (kept.length > 1 && totalWidth(kept, "minimumWidth") > width) {
    const least = kept.reduce((a, b) => b.priority < a.priority ? b : a);
    kept = kept.filter((column) => column !== least);
  }
  return kept;
}

/** Narrows columns where it costs least until all fit, none below its minimum width unless all have reached theirs. */
function shrink(columns: readonly FilledColumn[], width: number): FilledColumn[] {
  const shrunk = columns.map((column) => ({ ...column }));
  const costs = new Map(shrunk.map((column) => [column, cutCosts(column)]));
  const costOf = (column: FilledColumn) => costs.get(column)![column.width]!;
  const least = totalWidth(shrunk, "minimumWidth") <= width
    ? (column: FilledColumn) => column.minimumWidth
    : () => 1;
  while (totalWidth(shrunk, "width") > width) {
    const shrinkable = shrunk.filter((column) => column.width > least(column));
    if (shrinkable.length === 0) break;
    shrinkable.reduce((a, b) => costOf(b) < costOf(a) ? b : a).width--;
  }
  return shrunk;
}

/** The cost of taking a character from the column at each width: one for each cell that is as wide, times the weight. */
function cutCosts({ width, cellWidths, weight = 1 }: FilledColumn): number[] {
  const costs = Array<number>(width + 1).fill(0);
  for (const one of cellWidths) costs[Math.min(one, width)]! += weight;
  for (let at = width; at > 0; at--) costs[at - 1]! += costs[at]!;
  return costs;
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
  styles: Styles,
): string {
  const cells = columns.map((column) => {
    const full = column.cells[line]!;
    const cut = column.keepsEnd ? truncateStart : truncate;
    const text = isCut ? cut(full, column.width, widthOf) : full;
    const padding = " ".repeat(Math.max(0, column.width - widthOf(text)));
    const style = column.cellStyles?.[line];
    const base = style === undefined ? plain : styles[style];
    // The offsets count from the beginning, which may be gone.
    const marks = column.keepsEnd && text !== full ? [] : column.cellMarks?.[line] ?? [];
    const shown = marked(text, full, marks, styles, base);
    return column.align === "right" ? padding + shown : shown + padding;
  });
  return cells.join(GAP).trimEnd();
}
