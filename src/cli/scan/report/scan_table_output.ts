import type { ScanEvent } from "../../../model/documents/scan_document.ts";
import { compareBytes } from "../../../platform/paths.ts";
import { type Console, writeMessage } from "../../terminal/console.ts";
import type { TableFlags } from "../../output/output_options.ts";
import { stylesFor } from "../../terminal/terminal.ts";
import { SCAN_ROW_COLUMNS } from "./scan_columns.ts";
import { ScanReport } from "./scan_report.ts";
import { isNews, scanView, type ViewFlags } from "./scan_view.ts";
import { type ScanRow, scanRows } from "./scan_row.ts";
import { tableColumns } from "../../output/column.ts";
import { tableText } from "../../output/table.ts";

/** Most plugins that are listed unless `--all` asks for more: they fit on a screen. */
const MOST_LISTED = 20;

/** Options of the table and the report of a scan. */
export interface ScanTableFlags extends TableFlags, ViewFlags {
  readonly failed?: boolean;
}

/**
 * Prints a scan for people: the plugins on standard output, the report on standard error.
 *
 * @param paths The paths that the user named.
 */
export async function printScanTable(
  events: AsyncIterable<ScanEvent>,
  flags: ScanTableFlags,
  console: Console,
  paths: readonly string[] = [],
): Promise<void> {
  const rows = new Map<string, ScanRow>();
  const styles = stylesFor(console.stderr, console.environment);
  const view = scanView(flags, paths);
  const report = new ScanReport(styles, view, { onlyFailed: flags.failed === true });
  for await (const event of events) {
    report.see(event);
    if (event.event !== "module" || !(view.showsUnchanged || isNews(event))) continue;
    for (const row of scanRows(event.module)) keepRow(rows, row);
  }
  const all = sorted([...rows.values()]);
  const listed = view.isWhole ? all : all.slice(0, MOST_LISTED);
  await printTable(listed, flags, console);
  const columns = console.stderr.isTerminal ? console.columns() : Infinity;
  const note = listed.length < all.length ? `${cutNote(listed, all)}\n` : "";
  await writeMessage(console.stderr, note + report.text({ isBelowTable: listed.length > 0, columns }));
}

async function printTable(rows: readonly ScanRow[], flags: TableFlags, console: Console): Promise<void> {
  if (rows.length === 0) return;
  await console.stdout.write(await tableText(tableColumns(SCAN_ROW_COLUMNS, flags), rows, flags, console));
  await console.stdout.flush();
}

/** `20 of 1203 plugins (640 vst3, 563 clap); to see all, use "--all"`. */
function cutNote(listed: readonly ScanRow[], all: readonly ScanRow[]): string {
  const counts = new Map<string, number>();
  for (const { format } of all) counts.set(format, (counts.get(format) ?? 0) + 1);
  const byFormat = [...counts].sort(([, a], [, b]) => b - a).map(([format, count]) => `${count} ${format}`);
  return `${listed.length} of ${all.length} plugins (${byFormat.join(", ")}); to see all, use "--all"`;
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
