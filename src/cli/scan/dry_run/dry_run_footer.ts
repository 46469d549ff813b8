import type { DryRunDocument } from "../../../model/documents/dry_run_document.ts";
import { countText } from "../../output/count_text.ts";
import { nothingFound } from "../report/scan_view.ts";

/**
 * The lines below the table of `scan --dry-run`.
 *
 * @param rows The number of rows in the table, and the number of those that could be there.
 * @param onlyFailed Whether the scan covers only earlier failures.
 */
export function dryRunFooter(
  { problems, summary, paths }: Omit<DryRunDocument, "modules">,
  rows: { readonly shown: number; readonly total: number },
  onlyFailed = false,
): string {
  const warnings = problems.map(({ message }) => `warning: ${message}`);
  const cut = rows.shown < rows.total
    ? [`${rows.shown} of ${countText(rows.total, "module")}; to see all, use "--all"`]
    : [];
  return [...warnings, ...cut, ...summaryLines(summary, paths, onlyFailed)].join("\n");
}

function summaryLines(
  { modules, scan, unchanged, blocked, unscannable, removed }: DryRunDocument["summary"],
  paths: readonly string[],
  onlyFailed: boolean,
): string[] {
  if (modules + removed === 0) return nothingFound(paths, onlyFailed);
  const others = [
    ...unchanged === 0 ? [] : [`${unchanged} unchanged`],
    ...blocked === 0 ? [] : [`${blocked} blocked`],
    ...unscannable === 0 ? [] : [`${unscannable} unscannable`],
    ...removed === 0 ? [] : [`${removed} gone`],
  ];
  return [[`Would scan ${scan} of ${countText(modules, "module")}`, ...others].join(", ")];
}
