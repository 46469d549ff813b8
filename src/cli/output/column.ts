import type { TableFlags } from "./output_options.ts";

/** The content of a cell; lists are joined by `;` in CSV, and an absent value leaves the cell empty. */
export type CellValue = string | number | boolean | readonly string[] | null | undefined;

/** One column of a command's tables and of its CSV. */
export interface Column<Row, Name extends string = string> {
  /** What `--columns` and the first line of CSV call it: the field's name in JSON where there is one. */
  readonly name: Name;
  readonly title: string;
  /** Text of any origin: printing makes it harmless. */
  readonly cell: (row: Row) => CellValue;
  /** Numbers are aligned right. */
  readonly align: "left" | "right";
  /** On a narrow terminal the column with the lowest is the first to be left out. */
  readonly priority: number;
  /** A column is cut down to this width before another one is left out. */
  readonly minimumWidth: number;
  /**
   * Where it stands unless `--columns` says otherwise: `wide` for CSV and
   * tables with `--wide`, `table` for tables alone; everywhere when unset.
   */
  readonly appears?: "wide" | "table";
  /** Parts of the cell's text that stand out where there is colour: from and to, in UTF-16 units. */
  readonly marks?: (row: Row) => readonly (readonly [from: number, to: number])[];
  /** On a terminal it is left out when no row has anything in it. */
  readonly hidesWhenEmpty?: boolean;
}

/** The columns of a table, in their order. */
export function tableColumns<Row>(
  columns: readonly Column<Row>[],
  flags: TableFlags,
): readonly Column<Row>[] {
  if (flags.columns !== undefined) return named(columns, flags.columns);
  return columns.filter(({ appears }) => flags.wide || appears !== "wide");
}

/** The columns of CSV, in their order. */
export function csvColumns<Row>(columns: readonly Column<Row>[], flags: TableFlags): readonly Column<Row>[] {
  if (flags.columns !== undefined) return named(columns, flags.columns);
  return columns.filter(({ appears }) => appears !== "table");
}

/** As they were named; a name that is given twice counts once. The parser knows that all names exist. */
function named<Row>(columns: readonly Column<Row>[], names: readonly string[]): readonly Column<Row>[] {
  return [...new Set(names)].flatMap((name) => columns.find((column) => column.name === name) ?? []);
}

/** A cell as text for people. */
export function cellText(value: CellValue): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? value.join(", ") : String(value);
}
