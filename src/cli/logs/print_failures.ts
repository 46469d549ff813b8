import type { LoggedFailure, LogsFailuresDocument } from "../../model/documents/logs/logs_documents.ts";
import type { LogRecord } from "../../model/logs/log_record.ts";
import type { Column } from "../output/column.ts";
import { countText } from "../output/count_text.ts";
import { machineFormat, rowLimit } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { withOutput } from "../output/with_output.ts";
import { type Console, writeMessage } from "../terminal/console.ts";
import { stylesFor } from "../terminal/terminal.ts";
import { failuresAmong, failureText } from "./logged_failure.ts";
import type { LogsFlags } from "./logs_flags.ts";

/** Prints the failures of plugins: as text for people, as records for programs. */
export async function printFailures(
  path: string,
  records: readonly LogRecord[],
  { columns: _columns, ...flags }: LogsFlags,
  console: Console,
): Promise<void> {
  const all = failuresAmong(records);
  const limit = rowLimit(flags);
  const failures = all.slice(Math.max(0, all.length - (limit ?? all.length)));
  if (machineFormat(flags) === undefined) {
    await printText(failures, flags, console);
    return await writeFooter(failures.length, all.length, flags, console);
  }
  const head: Omit<LogsFailuresDocument, "failures"> = {
    ...{ schema: "logs-failures", schemaVersion: 1, path, total: all.length, limit: limit ?? null },
  };
  await printRecords(
    { head, list: "failures", item: "failure", rows: failures, columns: CSV_COLUMNS },
    flags,
    console,
  );
}

async function printText(
  failures: readonly LoggedFailure[],
  flags: LogsFlags,
  console: Console,
): Promise<void> {
  await withOutput(flags, console, async ({ stdout, environment }) => {
    const styles = stylesFor(stdout, environment);
    for (const failure of failures) await stdout.write(failureText(failure, styles));
    return countText(failures.length, "failure");
  });
}

async function writeFooter(shown: number, total: number, flags: LogsFlags, console: Console): Promise<void> {
  await console.stdout.flush();
  const text = total === 0
    ? flags.since === undefined ? "No plugin has failed yet" : "No plugin has failed since then"
    : shown < total
    ? `${shown} of ${countText(total, "failure")}; use --limit ${total} to see all`
    : undefined;
  if (text !== undefined) await writeMessage(console.stderr, `${text}\n`);
}

const CSV_COLUMNS: readonly Column<LoggedFailure>[] = [
  column("time", ({ time }) => time),
  column("outcome", ({ outcome }) => outcome),
  column("location", ({ location }) => location),
  column("format", ({ format }) => format),
  column("plugins", ({ plugins }) => plugins.map(({ id }) => id)),
  column("code", ({ reason }) => reason?.code),
  column("message", ({ reason }) => reason?.message),
  column("signal", ({ reason }) => reason?.signal),
  column("durationMs", ({ durationMs }) => durationMs),
  column("action", ({ action }) => action),
  column("retry", ({ retry }) => retry),
];

function column(name: string, cell: Column<LoggedFailure>["cell"]): Column<LoggedFailure> {
  return { name, title: name, cell, align: "left", priority: 1, minimumWidth: 1 };
}
