import { countText } from "../output/count_text.ts";
import type { ImportEvent } from "../../import/import_files.ts";
import type {
  ImportDocument,
  ImportReportRecord,
  ImportSource,
} from "../../model/documents/import_document.ts";
import type { Column } from "../output/column.ts";
import type { ImportFlags } from "./import_flags.ts";
import { type Console, writeMessage } from "../terminal/console.ts";
import type { Interrupt } from "../terminal/interrupt.ts";
import { machineFormat, outputFile } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { withProgress } from "../progress/with_progress.ts";
import type { WorkListener, WorkStep } from "../../model/work_step.ts";
import { printable } from "../terminal/terminal.ts";
import { withOutput } from "../output/with_output.ts";

/** The context in which an import is printed. */
interface ImportPrinting {
  /** The user's catalog, even in a dry run, which writes to a copy. */
  readonly path: string;
  readonly flags: ImportFlags;
  readonly interrupt: Interrupt;
  readonly console: Console;
}

/** Prints an import while it runs and returns whether every file was read to its end. */
export async function printImport(
  events: AsyncIterable<ImportEvent>,
  { path, flags, interrupt, console }: ImportPrinting,
): Promise<boolean> {
  const account = new Account(flags.dryRun === true);
  if (machineFormat(flags) === undefined) {
    await withProgress(flags, console, async (listener) => {
      for await (const _batch of account.batches(events, listener));
    });
    await printForPeople(account, flags, console);
  } else {
    const head = {
      schema: "import",
      schemaVersion: 1,
      catalog: path,
      isDryRun: flags.dryRun === true,
    } as const;
    const print = (listener?: WorkListener) =>
      printRecords(
        {
          head,
          list: "records",
          item: "record",
          rows: each(account.batches(events, listener)),
          columns: COLUMNS,
          tail: () => account.tail(interrupt),
        },
        flags,
        console,
      );
    await withProgress(flags, console, print, { sharesTerminal: outputFile(flags) === undefined });
  }
  const errors = account.sources.flatMap(({ error }) => error === undefined ? [] : [error]);
  for (const { message } of errors) await writeMessage(console.stderr, `pluginary: ${printable(message)}\n`);
  return errors.length === 0;
}

const COLUMNS: readonly Column<ImportReportRecord>[] = [
  column("source", ({ source }) => source),
  column("offset", ({ offset }) => offset),
  column("name", ({ name }) => name),
  column("result", ({ result }) => result),
  column("id", ({ id }) => id),
  column("reason", ({ reason }) => reason?.code),
  column("message", ({ reason }) => reason?.message),
];

function column(
  name: string,
  cell: Column<ImportReportRecord>["cell"],
): Column<ImportReportRecord> {
  return { name, title: name.toUpperCase(), cell, align: "left", priority: 1, minimumWidth: 8 };
}

/** Collects the results of all records. */
class Account {
  readonly sources: ImportSource[] = [];
  readonly isDryRun: boolean;
  readonly #startedAt = performance.now();
  readonly #skippedByReason: Record<string, number> = {};

  constructor(isDryRun: boolean) {
    this.isDryRun = isDryRun;
  }

  /** Passes the records on and keeps the rest. */
  async *batches(
    events: AsyncIterable<ImportEvent>,
    listener: WorkListener | undefined,
  ): AsyncGenerator<readonly ImportReportRecord[]> {
    for await (const event of events) {
      if (event.event === "source") this.sources.push(event.source);
      else if (event.event === "progress") listener?.(stepOf(event));
      else {
        this.#count(event.records);
        yield event.records;
      }
    }
  }

  #count(records: readonly ImportReportRecord[]): void {
    for (const { reason } of records) {
      if (reason === undefined) continue;
      this.#skippedByReason[reason.code] = (this.#skippedByReason[reason.code] ?? 0) + 1;
    }
  }

  /** The fields at the end of the document. */
  tail(
    { signal }: Interrupt,
  ): Omit<ImportDocument, "schema" | "schemaVersion" | "catalog" | "isDryRun" | "records"> {
    return {
      sources: this.sources,
      summary: this.summary(),
      durationMs: Math.round(performance.now() - this.#startedAt),
      complete: !signal.aborted &&
        this.sources.every(({ error }) => error === undefined),
      interruptedBy: signal.aborted ? String(signal.reason) : null,
    };
  }

  summary(): ImportDocument["summary"] {
    const sum = (name: "records" | "imported" | "merged" | "skipped") =>
      this.sources.reduce((total, source) => total + source[name], 0);
    return {
      records: sum("records"),
      imported: sum("imported"),
      merged: sum("merged"),
      skipped: sum("skipped"),
      skippedByReason: this.#skippedByReason,
    };
  }
}

function stepOf({ path, done, total }: Extract<ImportEvent, { event: "progress" }>): WorkStep {
  return { what: `Importing ${path}`, done, total };
}

async function* each<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const batch of batches) yield* batch;
}

async function printForPeople(
  account: Account,
  flags: ImportFlags,
  console: Console,
): Promise<void> {
  await withOutput(flags, console, async ({ stdout }) => {
    for (const line of account.sources.map(sourceLine)) await stdout.write(`${printable(line)}\n`);
    for (const line of summaryLines(account)) await stdout.write(`${line}\n`);
  });
}

function sourceLine({ path, kind, error, records, imported, merged, skipped }: ImportSource): string {
  if (kind === undefined) return `${path}: ${error === undefined ? "nothing to import" : "failed"}`;
  const counts = `${kind}, ${
    countText(records, "record")
  }: ${imported} imported, ${merged} merged, ${skipped} skipped`;
  return `${path}: ${counts}${error === undefined ? "" : ", then failed"}`;
}

function summaryLines(account: Account): string[] {
  const { records, imported, merged, skipped, skippedByReason } = account.summary();
  const would = account.isDryRun ? "Would import" : "Imported";
  const reasons = Object.entries(skippedByReason).map(([code, count]) => `${count} ${code}`);
  return [
    `${would} ${imported}, merge${account.isDryRun ? "" : "d"} ${merged} and skip${
      account.isDryRun ? "" : "ped"
    } ${skipped} of ${countText(records, "record")}`,
    ...(reasons.length === 0 ? [] : [`Skipped: ${reasons.join(", ")}; use --json to list them`]),
  ];
}
