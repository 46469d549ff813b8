import type { StyleName } from "../terminal/terminal.ts";
import type { TableFlags } from "./output_options.ts";

/** The content of a cell; lists are joined by `;` in CSV, and an absent value leaves the cell empty. */
export type CellValue = string | number | boolean | readonly string[] | null | undefined;

/** One column of a command's tables and of its CSV. */
export interface Column<Row, Name extends string = string> {
  /** Its name for `--columns` and in the first line of CSV: that of the JSON field where there is one. */
  readonly name: Name;
  readonly title: string;
  /** The value of the cell. Its text may come from anywhere: printing makes it harmless. */
  readonly cell: (row: Row) => CellValue;
  /** The cell as people read it, where that differs: `2 min ago` for a time. */
  readonly text?: (row: Row) => string;
  /** Numbers are aligned right. */
  readonly align: "left" | "right";
  /** On a narrow terminal the column with the lowest priority is left out first. */
  readonly priority: number;
  /** A column is cut down to this width before another one is left out; never below that of its title. */
  readonly minimumWidth: number;
  /** Whether a cell that is too wide loses its beginning and not its end: the file name of a path stays. */
  readonly keepsEnd?: boolean;
  /** Characters of other columns that one of this column is worth when cells have to be cut (default 1). */
  readonly weight?: number;
  /**
   * Where the column appears unless `--columns` says otherwise: `wide` for CSV
   * and tables with `--wide`, `table` for tables only; everywhere when unset.
   */
  readonly appears?: "wide" | "table";
  /** The style of the cell's text where there is color. */
  readonly style?: (row: Row) => StyleName | undefined;
  /** Parts of the cell's text to highlight where there is color, as offsets in UTF-16 units. */
  readonly marks?: (row: Row) => readonly (readonly [from: number, to: number])[];
}

/** The columns of a table, in their order. */
export function tableColumns<Row>(
  columns: readonly Column<Row>[],
  flags: TableFlags,
): readonly Column<Row>[] {
  if (flags.columns !== undefined) return namedColumns(columns, flags.columns);
  return columns.filter(({ appears }) => flags.wide || appears !== "wide");
}

/** The columns of CSV, in their order. */
export function csvColumns<Row>(columns: readonly Column<Row>[], flags: TableFlags): readonly Column<Row>[] {
  if (flags.columns !== undefined) return namedColumns(columns, flags.columns);
  return columns.filter(({ appears }) => appears !== "table");
}

/** The named columns in the order of the names, each once. The parser has checked that they exist. */
export function namedColumns<Row>(
  columns: readonly Column<Row>[],
  names: readonly string[],
): readonly Column<Row>[] {
  return [...new Set(names)].flatMap((name) => columns.find((column) => column.name === name) ?? []);
}

/** A cell of a table, not yet harmless to print. */
export function cellText<Row>({ cell, text }: Column<Row>, row: Row): string {
  return text === undefined ? valueText(cell(row)) : text(row);
}

/** The value of a cell as text for people. */
export function valueText(value: CellValue): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? value.join(", ") : String(value);
}
