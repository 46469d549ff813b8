import { followLog } from "../../log/follow_log.ts";
import { readOlder } from "../../log/read_log.ts";
import { isAtLeast } from "../../model/logs/log_level.ts";
import type { LogRecord } from "../../model/logs/log_record.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { jsonText } from "../output/json_text.ts";
import { exactTimeText } from "../output/time_text.ts";
import type { Console } from "../terminal/console.ts";
import { listenForInterrupts } from "../terminal/interrupt.ts";
import { OutputClosed } from "../terminal/output.ts";
import { printable, stylesFor } from "../terminal/terminal.ts";
import { textWidthFor, truncate } from "../terminal/text_width.ts";
import { levelStyle } from "./log_columns.ts";
import type { LogsFlags } from "./logs_flags.ts";
import { watchReader } from "./reader_watch.ts";

/** Records that are shown before new ones, without `--limit`. */
const EARLIER_RECORDS = 10;

/** The longest level, `warning`. */
const LEVEL_WIDTH = 7;

/** On a narrower terminal the message needs the room. */
const WIDTH_FOR_CATEGORY = 60;

/** Prints some records. */
type Printer = (records: readonly LogRecord[]) => Promise<void>;

/** Runs `pluginary logs --follow`, until a signal ends it or its reader is gone. */
export async function runLogsFollow(path: string, flags: LogsFlags, context: ProgramContext): Promise<void> {
  const { console, process } = context;
  const { stdout } = console;
  const interrupt = listenForInterrupts();
  const print = await printerFor(flags, console);
  // A terminal that is closed sends a signal.
  await using reader = stdout.isTerminal ? undefined : watchReader();
  const isGone = reader?.signal;
  const end = isGone === undefined ? interrupt.signal : AbortSignal.any([interrupt.signal, isGone]);
  let isFirst = true;
  for await (const batch of followLog(path, end)) {
    const records = (isFirst ? [...readOlder(path), ...batch] : batch).filter(isWanted(flags));
    if (isFirst) {
      const earlier = records.slice(Math.max(0, records.length - (flags.limit ?? EARLIER_RECORDS)));
      if (flags.ndjson) await stdout.write(startLine(path, earlier.length, flags));
      await print(earlier);
    } else await print(records);
    await stdout.flush();
    isFirst = false;
  }
  if (isGone?.aborted) throw new OutputClosed();
  if (flags.ndjson) await stdout.write(`${jsonText({ event: "finished" })}\n`);
  if (interrupt.exitCode !== undefined) process.exitCode = interrupt.exitCode;
}

function isWanted({ since, level }: LogsFlags): (record: LogRecord) => boolean {
  return (record) =>
    (since === undefined || Date.parse(record.time) >= since.getTime()) &&
    (level === undefined || isAtLeast(record.level, level));
}

function startLine(path: string, total: number, { failures, limit }: LogsFlags): string {
  const schema = failures ? "logs-failures" : "logs";
  return `${jsonText({ event: "started", schema, schemaVersion: 1, path, total, limit: limit ?? null })}\n`;
}

async function printerFor(flags: LogsFlags, console: Console): Promise<Printer> {
  if (flags.failures) return await failurePrinter(flags, console);
  const { stdout } = console;
  if (flags.ndjson) {
    return async (records) => {
      for (const record of records) await stdout.write(`${jsonText({ event: "record", record })}\n`);
    };
  }
  return async (records) => {
    for (const record of records) await stdout.write(`${await lineOf(record, flags, console)}\n`);
  };
}

async function failurePrinter({ ndjson }: LogsFlags, { stdout, environment }: Console): Promise<Printer> {
  const { failuresAmong, failureText } = await import("./logged_failure.ts");
  const styles = stylesFor(stdout, environment);
  return async (records) => {
    for (const failure of failuresAmong(records)) {
      await stdout.write(
        ndjson ? `${jsonText({ event: "failure", failure })}\n` : failureText(failure, styles),
      );
    }
  };
}

/** A record as a line that fits the terminal. */
async function lineOf(record: LogRecord, { wide }: LogsFlags, console: Console): Promise<string> {
  const { stdout, environment, columns } = console;
  const { dim, ...styles } = stylesFor(stdout, environment);
  const style = levelStyle(record);
  const time = exactTimeText(record.time);
  const level = record.level.padEnd(LEVEL_WIDTH);
  const width = stdout.isTerminal && !wide ? columns() : Infinity;
  const category = width < WIDTH_FOR_CATEGORY ? "" : `${printable(record.category).padEnd(LEVEL_WIDTH)}  `;
  const message = printable(record.message);
  const left = width - time.length - LEVEL_WIDTH - category.length - 4;
  const text = truncate(message, left, await textWidthFor([message]));
  const styled = (part: string) =>
    style === undefined ? part : style === "dim" ? dim(part) : styles[style](part);
  return `${dim(time)}  ${styled(level)}  ${dim(category)}${styled(text)}`;
}
