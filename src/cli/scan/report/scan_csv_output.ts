import type { ScanEvent } from "../../../model/documents/scan_document.ts";
import type { Console } from "../../terminal/console.ts";
import { writeCsv } from "../../output/csv_records.ts";
import type { TableFlags } from "../../output/output_options.ts";
import { SCAN_ROW_COLUMNS } from "./scan_columns.ts";
import { compareScanRows, type ScanRow, scanRows } from "./scan_row.ts";

/** Prints a scan as comma-separated values: a line per plugin, and one per module without plugins. */
export async function printScanCsv(
  events: AsyncIterable<ScanEvent>,
  flags: TableFlags,
  { stdout }: Pick<Console, "stdout">,
): Promise<void> {
  const rows: ScanRow[] = [];
  for await (const event of events) if (event.event === "module") rows.push(...scanRows(event.module));
  await writeCsv({ columns: SCAN_ROW_COLUMNS, rows: rows.sort(compareScanRows) }, flags, stdout);
}
