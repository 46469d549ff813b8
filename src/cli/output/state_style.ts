import type { StyleName } from "../terminal/terminal.ts";

const STYLES: ReadonlyMap<string, StyleName> = new Map([
  ["failed", "red"],
  ["crashed", "red"],
  ["timed-out", "red"],
  ["missing", "yellow"],
  ["blocked", "yellow"],
  ["unsupported", "dim"],
  ["imported", "dim"],
]);

/** The style of a plugin's or module's state: red for failures, yellow where a person may want to act. */
export function stateStyle(state: string | undefined): StyleName | undefined {
  return STYLES.get(state ?? "");
}
