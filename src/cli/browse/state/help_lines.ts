import type { BrowseState } from "./browse_state.ts";

/** All keys. */
export const HELP_LINES: readonly string[] = [
  "In the search",
  "  type         search by name, vendor, category, tag",
  "  arrows       move in the list; PgUp, PgDn by pages",
  "  Tab, Enter   go to the list",
  "  Esc          clear the search; if empty, quit",
  "In the list",
  "  f  favorite           h  hide (is:hidden shows)",
  "  t  add a tag          T  remove a tag",
  "  1-5  rate             0  remove the rating",
  "  n  note               u  undo the last change",
  "  Space  mark several   Enter  details",
  "  Tab, /  search        Esc  back",
  "Everywhere",
  "  Ctrl-L  read again    Ctrl-Z  suspend",
  "  Ctrl-C, Ctrl-D, q in the list  quit",
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
  "Enter details",
  "? help",
  "q quit",
];

/** The keys that a person needs now, as many as a line has space for; the last ones matter most. */
export function hintFor({ focus, showsHelp, showsDetails, query }: BrowseState, columns: number): string {
  if (showsHelp) return "Press a key to go back";
  if (focus === "query") {
    return joined(
      query.text === "" ? ["type to search", "Tab list", "Esc quit", "? help"] : QUERY_HINTS,
      columns,
    );
  }
  return joined(
    showsDetails ? LIST_HINTS.map((hint) => hint === "Enter details" ? "Esc back" : hint) : LIST_HINTS,
    columns,
  );
}

/** Leaves out hints from the middle on until the rest has space. */
function joined(hints: readonly string[], columns: number): string {
  let kept = [...hints];
  while (kept.length > 2 && kept.join("  ").length > columns) kept = kept.toSpliced(-3, 1);
  return kept.join("  ");
}
