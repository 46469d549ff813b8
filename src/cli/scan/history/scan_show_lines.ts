import { durationText } from "../../output/duration_text.ts";
import { printable, type Styles } from "../../terminal/terminal.ts";
import { failureLines, failuresOf, nameOf } from "../report/failure_lines.ts";
import type { ScanShowDocument } from "../../../model/documents/scan_history_documents.ts";
import { stateOf } from "./scan_run_record.ts";

type Change = ScanShowDocument["changes"][number];

/** The title of each change, in display order. */
const CHANGES: readonly (readonly [change: Change["change"], title: string])[] = [
  ["added", "New"],
  ["modified", "Updated"],
  ["moved", "Moved"],
  ["removed", "Gone"],
];

/** A recorded scan for people: its time and state, its changes, and its failures with advice. */
export function scanShowLines({ run, changes, failures }: ScanShowDocument, styles: Styles): string[] {
  const took = run.durationMs === undefined ? "" : `, ${durationText(run.durationMs)}`;
  const lines = [
    styles.bold(`Scan ${run.id}`) +
    printable(`, ${run.startedAt.slice(0, 19).replace("T", " ")} UTC, ${stateOf(run)}${took}`),
    ...run.paths.map((path) => `  ${printable(path)}`),
  ];
  if (run.summary !== undefined) {
    const { plugins, modules, failures: failed } = run.summary;
    lines.push(`${plugins} plugins in ${modules} modules, ${failed} failures`);
  }
  for (const [change, title] of CHANGES) {
    const those = changes.filter((one) => one.change === change);
    if (those.length > 0) lines.push("", styles.bold(`${title}:`), ...those.map(changeLine));
  }
  if (changes.length === 0) lines.push("No changes");
  for (const failure of failures.flatMap((end) => failuresOf({ ...end, plugins: [] }))) {
    lines.push(...failureLines(failure, styles));
  }
  return lines;
}

function changeLine({ location, formerLocation, plugins }: Change): string {
  const names = plugins.map(({ id, name, vendor }) => nameOf({ name: name ?? id, vendor }));
  const from = formerLocation === undefined ? "" : `, formerly ${formerLocation}`;
  return printable(`  ${location}${from}${names.length === 0 ? "" : `: ${names.join(", ")}`}`);
}
