import type { BrowseState } from "./browse_state.ts";
import { isWide } from "./is_wide.ts";

/** All keys, in lines for a narrow screen. */
export const HELP_LINES: readonly string[] = [
  "> chosen   * favorite   + marked",
  "In the list:",
  "  f          favorite",
  "  t, T       add a tag, remove a tag",
  "  1 to 5, 0  rate, remove the rating",
  "  n          write a note",
  "  h          hide (is:hidden finds it)",
  "  u          undo the last change",
  "  Space      mark several plugins",
  "  Enter      details on a narrow screen",
  "  Right      more of long details",
  "  Tab, /     go to the search",
  "  Esc        go back",
  "  q          quit",
  "In the search:",
  "  Tab        go to the list",
  "  Esc        clear; if empty, quit",
  "Everywhere:",
  "  Up, Down, PgUp, PgDn  move",
  "  Ctrl-L     read the catalog again",
  "  Ctrl-Z     suspend",
  "  Ctrl-D     quit",
];

const QUERY_HINTS = ["Tab list", "Esc clear", "? help"];
const LIST_HINTS = [
  "f favorite",
  "t tag",
  "h hide",
  "1-5 rate",
  "n note",
  "u undo",
  "Space mark",
];
const LAST_HINTS = ["? help", "q quit"];

/** The keys that a person needs now, as many as a line has space for; the last ones matter most. */
export function hintFor({ focus, helpFrom, showsDetails, query }: BrowseState, columns: number): string {
  if (helpFrom !== undefined) return "Press a key to go on";
  if (focus === "query") {
    return joined(
      query.text === "" ? ["type to search", "Tab list", "Esc quit", "? help"] : QUERY_HINTS,
      columns,
    );
  }
  const details = isWide(columns) ? [] : [showsDetails ? "Esc back" : "Enter details"];
  return joined([...LIST_HINTS, ...details, ...LAST_HINTS], columns);
}

/** Leaves out hints from the middle on until the rest has space. */
function joined(hints: readonly string[], columns: number): string {
  let kept = [...hints];
  while (kept.length > 2 && kept.join("  ").length > columns) kept = kept.toSpliced(-3, 1);
  return kept.join("  ");
}
