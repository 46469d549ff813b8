import type { Style } from "../../terminal/terminal.ts";
import { fileName } from "../../../platform/paths.ts";
import { commandFor } from "./advice.ts";
import { nameOf, type ReportedFailure } from "./failure_lines.ts";
import { newsLine } from "./scan_news.ts";

/** Aligned with the names of the line above. */
const INDENT = " ".repeat(15);

/** The names of the blocked plugins, and below them how to scan them again. */
export function blockedLines(blocked: readonly ReportedFailure[], style: Style): string[] {
  return [
    ...newsLine("blocked", blocked.length, blocked.map(blockedName), style),
    ...unblockHints(blocked).map((hint) => INDENT + hint),
  ];
}

/** How to scan blocked plugins again, with the command for each kind of block. */
export function unblockHints(blocked: readonly ReportedFailure[]): string[] {
  const byUser = blocked.filter(({ reason }) => reason?.code === "blocked-by-user");
  const afterFailures = blocked.filter(({ reason }) => reason?.code === "blocked-after-failures");
  return [
    ...byUser.length === 0
      ? []
      : [`to unblock: ${commandFor("blocked-by-user", soleTarget(byUser) ?? "PLUGIN")}`],
    ...afterFailures.length === 0
      ? []
      : [`to try again: ${commandFor("blocked-after-failures", soleLocation(afterFailures))}`],
  ];
}

/** The id where it is known, since it finds the block of the plugin as well as that of its file. */
function soleTarget(blocked: readonly ReportedFailure[]): string | undefined {
  const [first, second] = blocked;
  return second === undefined ? first?.plugins[0]?.id ?? first?.location : undefined;
}

function soleLocation(blocked: readonly ReportedFailure[]): string | undefined {
  const [first, second] = blocked;
  return second === undefined ? first?.location : undefined;
}

function blockedName({ plugins, location }: ReportedFailure): string {
  const [first] = plugins;
  return first === undefined ? fileName(location) : nameOf(first);
}
