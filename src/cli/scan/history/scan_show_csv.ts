import type { Column } from "../../output/column.ts";
import type { ScanShowDocument } from "../../../model/documents/scan_history_documents.ts";

/** A line of the CSV of `scan show`: a change or a failure. */
export interface ShowCsvRow {
  readonly location: string;
  readonly format: string;
  readonly change?: string;
  readonly outcome?: string;
  readonly reason?: string | undefined;
  readonly message?: string | undefined;
  readonly plugins: readonly string[];
}

/** Columns of the CSV of `scan show`. */
export const SHOW_CSV_COLUMNS: readonly Column<ShowCsvRow>[] =
  (["location", "format", "change", "outcome", "reason", "message", "plugins"] as const).map((name) => ({
    name,
    title: name,
    cell: (row: ShowCsvRow) => row[name],
    align: "left",
    priority: 1,
    minimumWidth: 1,
  }));

/** A line per change, per failed module and per failed plugin. */
export function* showCsvRows({ changes, failures }: ScanShowDocument): Generator<ShowCsvRow> {
  for (const { location, format, change, plugins } of changes) {
    yield { location, format, change, plugins: plugins.map(({ id }) => id) };
  }
  for (const { location, format, outcome, reason, failures: lost } of failures) {
    if (outcome !== "scanned") {
      yield { location, format, outcome, reason: reason?.code, message: reason?.message, plugins: [] };
    }
    for (const failure of lost) {
      const { code, message } = failure.reason;
      yield { location, format, outcome: failure.outcome, reason: code, message, plugins: [failure.id] };
    }
  }
}
