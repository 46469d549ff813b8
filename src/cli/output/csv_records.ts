import { stringify } from "csv-stringify/sync";
import { type CellValue, type Column, csvColumns } from "./column.ts";
import type { Output } from "../terminal/output.ts";
import type { TableFlags } from "./output_options.ts";
import type { Records } from "./records.ts";
import { printable } from "../terminal/terminal.ts";

/**
 * Writes a list as comma-separated values, record by record, the names of the
 * columns first.
 *
 * A cell that a spreadsheet would take for a formula gets an apostrophe. Each
 * record is one line, whatever its texts contain.
 */
export async function writeCsv<Row>(
  { columns, rows }: Pick<Records<Row>, "rows"> & { readonly columns: readonly Column<Row>[] },
  flags: TableFlags,
  stdout: Output,
): Promise<void> {
  const chosen = csvColumns(columns, flags);
  await stdout.write(csvLine(chosen.map(({ name }) => name)));
  for await (const row of rows) await stdout.write(csvLine(chosen.map(({ cell }) => cell(row))));
}

function csvLine(cells: readonly CellValue[]): string {
  return stringify([cells.map(csvValue)], { escape_formulas: true });
}

/** Numbers stay numbers: a minus sign does not make them formulas. */
function csvValue(value: CellValue): string | number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (value === undefined || value === null || typeof value === "number") return "";
  return printable(typeof value === "object" ? value.join(";") : String(value));
}
