import { describeRun, type Report, type ReportRow } from "./report.ts";
import { isKept, isMeasured, judged } from "./row.ts";
import { figureText, judgedText, limitText, spreadText } from "./table.ts";

/** A run as tables of Markdown, one for each suite, for docs/performance.md. */
export function markdownOf(report: Report): string {
  const suites = [...new Set(report.rows.map(({ suite }) => suite))];
  const tables = suites.map((suite) => suiteTable(suite, report.rows.filter((row) => row.suite === suite)));
  return `${describeRun(report)}\n\n${tables.join("\n")}`;
}

function suiteTable(suite: string, rows: readonly ReportRow[]): string {
  const lines = rows.map((row) => `| ${cellsOf(row).map(escaped).join(" | ")} |`);
  return `### ${suite}\n\n| number | measured | against | judged | limit | |\n| - | -: | -: | -: | -: | - |\n${
    lines.join("\n")
  }\n`;
}

function cellsOf(row: ReportRow): string[] {
  if ("skipped" in row) return [row.name, "", "", "", "", `skipped: ${row.skipped}`];
  if ("failed" in row) return [row.name, "", "", "", "", `failed: ${row.failed}`];
  const { name, measured, baseline, ratio, limit } = row;
  return [
    name,
    ratio === undefined ? "" : figureText(measured),
    baseline === undefined ? "" : figureText(baseline),
    judgedText(row) + spreadText(judged(row)),
    limit === undefined ? "" : limitText(limit, judged(row)),
    verdictOf(row),
  ];
}

function verdictOf(row: ReportRow): string {
  if (!isMeasured(row)) return "";
  const kept = isKept(row);
  return kept === undefined ? "" : kept ? "kept" : "**broken**";
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
