import type { Catalog } from "../../../catalog/sqlite/catalog.ts";
import { catalogPath } from "../../../catalog/catalog_path.ts";
import { openForReading } from "../../../catalog/open_catalog.ts";
import { findScanRun, listBadEnds, listChanges, namesOf } from "../../../catalog/scans/scan_history.ts";
import { ScanLock } from "../../../catalog/scan_lock.ts";
import { PluginaryError } from "../../../model/pluginary_error.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import type { OutputFlags } from "../../output/output_options.ts";
import { printAnswer } from "../../output/print_answer.ts";
import type { ScanShowDocument } from "../../../model/documents/scan_history_documents.ts";
import { scanRunRecord } from "./scan_run_record.ts";
import { SHOW_CSV_COLUMNS, showCsvRows } from "./scan_show_csv.ts";
import { scanShowLines } from "./scan_show_lines.ts";
import { countFailures } from "../../../model/documents/scan_summary.ts";
import { stylesFor } from "../../terminal/terminal.ts";

/** Runs `pluginary scan show`. */
export async function runScanShow(this: ProgramContext, flags: OutputFlags, id?: number): Promise<void> {
  using catalog = await openForReading(catalogPath(this.console.environment));
  const document = await catalogedScan(catalog, id);
  await printAnswer(
    {
      document,
      text: ({ stdout, environment }) =>
        scanShowLines(document, stylesFor(stdout, environment)).map((line) => `${line}\n`).join(""),
      table: { columns: SHOW_CSV_COLUMNS, rows: showCsvRows(document) },
    },
    flags,
    this.console,
  );
}

/** @throws {PluginaryError} `scan-not-found`. */
async function catalogedScan(catalog: Catalog, id: number | undefined): Promise<ScanShowDocument> {
  return await catalog.read((db) => {
    const run = findScanRun(db, id);
    if (run === undefined) throw scanNotFound(id);
    const changes = listChanges(db, run.id);
    const known = namesOf(db, changes.flatMap(({ plugins }) => plugins));
    const ends = listBadEnds(db, run.id);
    return {
      schema: "scan-show",
      schemaVersion: 1,
      run: scanRunRecord(run, run.endedAt === undefined && ScanLock.isTaken(catalog.path)),
      changes: changes.map((change) => ({
        ...change,
        plugins: change.plugins.map((plugin) => ({ id: plugin, ...known.get(plugin) })),
      })),
      unlistedFailures: Math.max(0, (run.summary?.failures ?? 0) - countFailures(ends)),
      failures: ends.map((end) => ({ ...end, failures: [...end.failures] })),
    };
  });
}

function scanNotFound(id: number | undefined): PluginaryError {
  if (id === undefined) {
    return new PluginaryError(
      "scan-not-found",
      "Cannot show a scan: the catalog has none yet",
      'Run "pluginary scan"',
    );
  }
  return new PluginaryError(
    "scan-not-found",
    `Cannot show scan ${id}: it is not in the catalog`,
    'Run "pluginary scan history" to list all scans',
  );
}
