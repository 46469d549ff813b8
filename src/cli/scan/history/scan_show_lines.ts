import { durationText } from "../../output/duration_text.ts";
import { countText } from "../../output/count_text.ts";
import { timeText } from "../../output/time_text.ts";
import { printable, type StyleName, type Styles } from "../../terminal/terminal.ts";
import { failureLines, failuresOf, nameOf } from "../report/failure_lines.ts";
import type { ScanShowDocument } from "../../../model/documents/scan_history_documents.ts";
import { runStyle, stateOf } from "./scan_run_record.ts";

type Change = ScanShowDocument["changes"][number];

/** The title of each change and its style, in display order. */
const CHANGES: readonly (readonly [change: Change["change"], title: string, style: StyleName])[] = [
  ["added", "New", "green"],
  ["modified", "Updated", "green"],
  ["moved", "Moved", "green"],
  ["removed", "Gone", "yellow"],
];

/** A recorded scan for people: its time and state, its changes, and its failures with advice. */
export function scanShowLines(
  { run, changes, failures, unlistedFailures }: ScanShowDocument,
  styles: Styles,
): string[] {
  const state = styles[runStyle(run) ?? "green"](printable(stateOf(run)));
  const took = run.durationMs === undefined ? "" : `, ${durationText(run.durationMs)}`;
  const lines = [
    `${styles.bold(`Scan ${run.id}`)}, ${timeText(run.startedAt)}, ${state}${took}`,
    ...run.paths.map((path) => `  ${printable(path)}`),
  ];
  if (run.summary !== undefined) {
    const { plugins, modules, failures: failed } = run.summary;
    const found = `${countText(plugins, "plugin")} in ${countText(modules, "module")}`;
    lines.push(`${found}, ${countText(failed, "failure")}`);
  }
  for (const [change, title, style] of CHANGES) {
    const those = changes.filter((one) => one.change === change);
    if (those.length > 0) lines.push("", styles[style](`${title}:`), ...those.map(changeLine));
  }
  if (changes.length === 0) lines.push("No changes");
  for (const failure of failures.flatMap((end) => failuresOf({ ...end, plugins: [] }))) {
    lines.push(...failureLines(failure, styles));
  }
  if (unlistedFailures > 0) {
    const what = unlistedFailures === 1 ? "1 more failure is" : `${unlistedFailures} more failures are`;
    lines.push("", `${what} not recorded with this scan: pluginary list --modules --is failed`);
  }
  return lines;
}

function changeLine({ location, formerLocation, plugins }: Change): string {
  const names = plugins.map(({ id, name, vendor }) => nameOf({ name: name ?? id, vendor }));
  const from = formerLocation === undefined ? "" : `, formerly ${formerLocation}`;
  return printable(`  ${location}${from}${names.length === 0 ? "" : `: ${names.join(", ")}`}`);
}
