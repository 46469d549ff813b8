import { type LogFiles, logFiles } from "../../log/log_files.ts";
import { readLog } from "../../log/read_log.ts";
import type { LogsDocument, LogsPathDocument } from "../../model/documents/logs/logs_documents.ts";
import { isAtLeast } from "../../model/logs/log_level.ts";
import type { LogRecord } from "../../model/logs/log_record.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { usageError } from "../../model/usage_error.ts";
import { pathExists } from "../../platform/path_exists.ts";
import { reasonOf } from "../../platform/reason_of.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { kebabCase } from "../command_line/kebab_case.ts";
import { countText } from "../output/count_text.ts";
import { rowLimit } from "../output/output_options.ts";
import { printAnswer } from "../output/print_answer.ts";
import { printRecords } from "../output/print_records.ts";
import type { Console } from "../terminal/console.ts";
import type { LogsFlags } from "./logs_flags.ts";

/** Options that have no effect beside another one, and would contradict it. */
const CONTRADICTIONS: readonly (readonly [option: keyof LogsFlags, others: readonly (keyof LogsFlags)[]])[] =
  [
    ["follow", ["json", "yaml", "csv", "output", "path"]],
    ["failures", ["level", "columns", "wide"]],
    ["path", ["since", "level", "limit"]],
  ];

/** Runs `pluginary logs`. */
export async function runLogs(this: ProgramContext, flags: LogsFlags): Promise<void> {
  checkFlags(flags);
  const files = filesFor(this.console);
  const path = flags.failures ? files.failures : files.log;
  if (flags.path) return await printPath(path, flags, this.console);
  try {
    if (flags.follow) {
      const { runLogsFollow } = await import("./run_logs_follow.ts");
      return await runLogsFollow(path, flags, this);
    }
    const records = recordsIn(readLog(path), flags);
    if (flags.failures) {
      const { printFailures } = await import("./print_failures.ts");
      return await printFailures(path, records, flags, this.console);
    }
    await printLog(path, records, flags, this.console);
  } catch (error) {
    throw notReadable(path, error);
  }
}

/** @throws {PluginaryError} `usage`. */
function checkFlags(flags: LogsFlags): void {
  for (const [option, others] of CONTRADICTIONS) {
    const other = flags[option] === true ? others.find((name) => flags[name] !== undefined) : undefined;
    if (other === undefined) continue;
    throw usageError(`Options "--${option}" and "--${kebabCase(other)}" cannot be combined`);
  }
}

function filesFor({ environment }: Console): LogFiles {
  const files = logFiles(environment);
  if (files !== undefined) return files;
  throw new PluginaryError("log-not-readable", "Cannot find the log: no home folder is set");
}

/** An error of the system as one of the log; others stay as they are. */
function notReadable(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !/\(os error \d+\)/.test(error.message)) return error;
  const message = `Cannot read the log "${path}": ${reasonOf(error)}`;
  return new PluginaryError("log-not-readable", message, undefined, { cause: error });
}

function recordsIn(records: Iterable<LogRecord>, { since, level }: LogsFlags): LogRecord[] {
  return [...records].filter((record) =>
    (since === undefined || Date.parse(record.time) >= since.getTime()) &&
    (level === undefined || isAtLeast(record.level, level))
  );
}

async function printPath(path: string, flags: LogsFlags, console: Console): Promise<void> {
  const exists = await pathExists(path);
  const document: LogsPathDocument = { schema: "logs-path", schemaVersion: 1, path, exists };
  await printAnswer({ document, text: [path] }, flags, console);
}

async function printLog(
  path: string,
  records: readonly LogRecord[],
  flags: LogsFlags,
  console: Console,
): Promise<void> {
  const limit = rowLimit(flags);
  const total = records.length;
  const head: Omit<LogsDocument, "records"> = {
    ...{ schema: "logs", schemaVersion: 1, path, total, limit: limit ?? null },
  };
  await printRecords(
    {
      head,
      list: "records",
      item: "record",
      rows: records.slice(Math.max(0, total - (limit ?? total))),
      columns: async () => (await import("./log_columns.ts")).LOG_TABLE,
      footer: (shown) => footerFor(total, shown, flags),
    },
    flags,
    console,
  );
}

function footerFor(total: number, shown: number, { since, level }: LogsFlags): string {
  if (total > 0) {
    return shown < total ? `${shown} of ${countText(total, "record")}; use --limit ${total} to see all` : "";
  }
  if (since !== undefined || level !== undefined) return "No records match";
  return "No log yet: scans, imports and changes to the catalog file write one";
}
