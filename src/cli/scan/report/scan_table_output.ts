import type { ScanEvent } from "../../../model/documents/scan_document.ts";
import { compareBytes } from "../../../platform/paths.ts";
import { type Console, writeMessage } from "../../terminal/console.ts";
import type { TableFlags } from "../../output/output_options.ts";
import { stylesFor } from "../../terminal/terminal.ts";
import { SCAN_ROW_COLUMNS } from "./scan_columns.ts";
import { ScanReport } from "./scan_report.ts";
import { type ScanRow, scanRows } from "./scan_row.ts";
import { tableColumns } from "../../output/column.ts";
import { tableText } from "../../output/table.ts";

/** Prints a scan for people: the plugins on standard output, the report on standard error. */
export async function printScanTable(
  events: AsyncIterable<ScanEvent>,
  flags: TableFlags & { readonly failed?: boolean },
  console: Console,
): Promise<void> {
  const rows = new Map<string, ScanRow>();
  const styles = stylesFor(console.stderr, console.environment);
  const report = new ScanReport(styles, { onlyFailed: flags.failed === true });
  for await (const event of events) {
    report.see(event);
    if (event.event === "module") scanRows(event.module).forEach((row) => keepRow(rows, row));
  }
  await printTable(sorted([...rows.values()]), flags, console);
  await writeMessage(console.stderr, report.text());
}

async function printTable(rows: readonly ScanRow[], flags: TableFlags, console: Console): Promise<void> {
  if (rows.length === 0) return;
  await console.stdout.write(await tableText(tableColumns(SCAN_ROW_COLUMNS, flags), rows, flags, console));
  await console.stdout.flush();
}

/** Keeps one row per plugin: of several copies, the first in order. */
function keepRow(rows: Map<string, ScanRow>, row: ScanRow): void {
  if (row.id === undefined || row.plugin === undefined) return;
  const known = rows.get(row.id);
  if (known === undefined || compareBytes(known.location, row.location) > 0) rows.set(row.id, row);
}

/** Sorts by vendor and name, ignoring case; plugins without a vendor come last. Lower-cases each text once. */
function sorted(rows: readonly ScanRow[]): ScanRow[] {
  return rows.map((row) => ({
    row,
    vendor: (row.plugin?.vendor ?? "").toLowerCase(),
    name: (row.name ?? "").toLowerCase(),
  })).sort((a, b) =>
    Number(a.vendor === "") - Number(b.vendor === "") ||
    compareBytes(a.vendor, b.vendor) ||
    compareBytes(a.name, b.name) ||
    compareBytes(a.row.format, b.row.format)
  ).map(({ row }) => row);
}
