import type { DoctorDocument } from "../../model/documents/health/doctor_document.ts";
import { type HealthCheck, POINTS } from "../../model/health/health_check.ts";
import type { HealthStatus } from "../../model/health/health_codes.ts";
import { countText } from "../output/count_text.ts";
import { wrappedText } from "./wrapped_text.ts";
import type { Console } from "../terminal/console.ts";
import { printable, type StyleName, type Styles, stylesFor } from "../terminal/terminal.ts";

const STATUS_STYLES: Readonly<Record<HealthStatus, StyleName>> = {
  error: "red",
  warning: "yellow",
  ok: "green",
};

/** The column of the words "error", "warning" and the subjects, with the space behind it. */
const LABEL_COLUMNS = 15;

/** On a terminal this narrow, text begins right below its label. */
const NARROW_COLUMNS = 60;

/** The report as a page for people: problems first, each with its cure below, then all that is well. */
export function doctorPage({ score, checks }: DoctorDocument, console: Console): string {
  const styles = stylesFor(console.stdout, console.environment);
  // A pipe gets one line for each text, so that it can be searched.
  const width = console.stdout.isTerminal ? console.columns() : Infinity;
  const problems = checks.filter(({ status }) => status !== "ok");
  const well = checks.filter(({ status }) => status === "ok");
  const sections = [
    wrappedText(scoreText(score, problems), width).map((line) => styles.bold(line)),
    ...problems.map((check) => problemLines(check, width, styles)),
    well.flatMap((check) => wellLines(check, width, styles)),
  ];
  return sections.filter((lines) => lines.length > 0).map((lines) => `${lines.join("\n")}\n`).join("\n");
}

/** The score with its reasons: `Health 88 of 100: 3 warnings (-4 each)`. */
function scoreText(score: number, problems: readonly HealthCheck[]): string {
  const reasons = (["error", "warning"] as const).flatMap((status) => {
    const count = problems.filter((check) => check.status === status).length;
    if (count === 0) return [];
    return [`${countText(count, status)} (-${POINTS[status]}${count > 1 ? " each" : ""})`];
  });
  return `Health ${score} of 100: ${reasons.length === 0 ? "no problems" : reasons.join(", ")}`;
}

function problemLines(
  { status, subject, message, advice, cure }: HealthCheck,
  width: number,
  styles: Styles,
) {
  const style = styles[STATUS_STYLES[status]];
  const lines = hanging(`${status}:`, `${capital(subject)}: ${printable(message)}`, width, style);
  const indent = indentOf(width);
  if (advice !== undefined) {
    lines.push(...wrappedText(printable(advice), width - indent.length).map((line) => indent + line));
  }
  // Never broken: it is there to be copied.
  if (cure !== undefined) lines.push(`${indent}${styles.cyan(printable(cure))}`);
  return lines;
}

function wellLines({ subject, message, advice }: HealthCheck, width: number, styles: Styles): string[] {
  const text = advice === undefined ? message : `${message}; ${advice}`;
  return hanging(subject, printable(text), width, styles.green);
}

/** A label, and a text in the column behind it or, on a narrow terminal, below it. */
function hanging(label: string, text: string, width: number, style: (text: string) => string): string[] {
  const indent = indentOf(width);
  const lines = wrappedText(text, width - indent.length);
  if (width < NARROW_COLUMNS) return [style(label), ...lines.map((line) => indent + line)];
  const [first = "", ...rest] = lines;
  return [
    `${style(label)}${" ".repeat(LABEL_COLUMNS - label.length)}${first}`,
    ...rest.map((line) => indent + line),
  ];
}

function indentOf(width: number): string {
  return " ".repeat(width < NARROW_COLUMNS ? 2 : LABEL_COLUMNS);
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
