import * as v from "valibot";
import { failureFactsSchema, type LoggedFailure } from "../../model/documents/logs/logs_documents.ts";
import type { LogRecord } from "../../model/logs/log_record.ts";
import { exactTimeText } from "../output/time_text.ts";
import { failureLines } from "../scan/report/failure_lines.ts";
import { printable, type Styles } from "../terminal/terminal.ts";

/** The failures among records, checked, since anybody may have edited the file. */
export function failuresAmong(records: readonly LogRecord[]): LoggedFailure[] {
  return records.flatMap(({ time, properties }) => {
    const facts = v.safeParse(failureFactsSchema, properties);
    return facts.success ? [{ time, ...facts.output }] : [];
  });
}

/** A failure for people: the report of a scan, then what was done and what to do. */
export function failureText(failure: LoggedFailure, styles: Styles): string {
  const { time, outcome, location, plugins, isSingle, durationMs, reason, action, retry } = failure;
  const [, ...lines] = failureLines({ outcome, location, plugins, isSingle, durationMs, reason }, styles);
  return [
    styles.dim(exactTimeText(time)),
    ...lines,
    ...action === undefined ? [] : [printable(`  ${action}`)],
    printable(`  try again: ${retry}`),
    "",
  ].map((line) => `${line}\n`).join("");
}
