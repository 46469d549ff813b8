import { EMPTY_CATALOG } from "../../plugins/page_footer.ts";
import { countText } from "../../output/count_text.ts";
import { printable } from "../../terminal/terminal.ts";
import { type TextWidth, truncate, truncateStart } from "../../terminal/text_width.ts";
import { wrapWords } from "../../terminal/wrap_words.ts";
import { fit, type Frame, type Line, type Span } from "../screen/frame.ts";
import type { BrowseState, Prompt } from "./browse_state.ts";
import { chosenPlugin, firstShown, pluginAt } from "./browse_state.ts";
import { detailLines } from "./detail_lines.ts";
import { HELP_LINES, hintFor } from "./help_lines.ts";
import { isWide } from "./is_wide.ts";
import { listColumns, pluginLine } from "./plugin_line.ts";
import { shownSuggestions } from "./tag_suggestions.ts";
import type { TextLine } from "./text_line.ts";

/** The space of a screen. */
export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/** The share of a wide screen that the list gets. */
const LIST_SHARE = 0.58;

/** Lines above the list, and below it. */
const HEAD_ROWS = 2;
const FOOT_ROWS = 1;

/** Lines of the list. */
export function listRows({ rows }: ScreenSize): number {
  return Math.max(1, rows - HEAD_ROWS - FOOT_ROWS);
}

/** Draws the state; no line is wider than the screen, and there are no more than it has. */
export function viewOf(state: BrowseState, size: ScreenSize, widthOf: TextWidth): Frame {
  const { columns, rows } = size;
  const query = inputLine(QUERY_LABEL, state.query, columns, widthOf, "cyan");
  const foot = footOf(state, columns, widthOf);
  const above = linesAbove(state, columns, widthOf).slice(0, listRows(size) - 1);
  const body = bodyOf(state, { columns, rows: listRows(size) }, above.length, widthOf);
  body.splice(body.length - above.length, above.length, ...above);
  // A screen of two lines has only the query and the last line.
  const lines = [query.line, statusLine(state, columns, widthOf), ...body].slice(0, Math.max(1, rows - 1));
  if (rows > 1) lines.push(foot.line);
  if (state.prompt !== undefined && rows > 1) {
    return { lines, cursor: { row: lines.length - 1, column: foot.cursor } };
  }
  const isTyping = state.focus === "query" && state.helpFrom === undefined && state.prompt === undefined;
  return isTyping ? { lines, cursor: { row: 0, column: query.cursor } } : { lines };
}

const QUERY_LABEL = "Search: ";

const PROMPT_LABELS: Readonly<Record<Prompt["kind"], string>> = {
  "add-tag": "Tag",
  "remove-tag": "Remove tag",
  "note": "Note",
};

/** The question, with the number of plugins that it is about if it is not the chosen one. */
function promptLabel({ kind }: Prompt, { marked }: BrowseState): string {
  const about = marked.length === 0 ? "" : ` (${countText(marked.length, "plugin")})`;
  return `${PROMPT_LABELS[kind]}${about}: `;
}

/** A line that somebody types: the part around the cursor. */
function inputLine(
  label: string,
  { text, cursor }: TextLine,
  columns: number,
  widthOf: TextWidth,
  style: Span["style"],
): { line: Line; cursor: number } {
  const shownLabel = columns > label.length + 8 ? label : "";
  const space = Math.max(0, columns - shownLabel.length - 1);
  const before = truncateStart(printable(text.slice(0, cursor)), space, widthOf);
  const at = widthOf(before);
  const after = truncate(printable(text.slice(cursor)), space - at, widthOf);
  return { line: [{ text: shownLabel, style }, { text: before + after }], cursor: shownLabel.length + at };
}

function statusLine(state: BrowseState, columns: number, widthOf: TextWidth): Line {
  const { problem, answers: { notes } } = state;
  if (problem !== undefined) {
    return [{ text: truncate(printable(problem.reason), columns, widthOf), style: "red" }];
  }
  const texts = [countLine(state), ...notes.map(printable)];
  return [{ text: truncate(texts.filter((text) => text !== "").join(". "), columns, widthOf), style: "dim" }];
}

function countLine({ answers, selected, marked }: BrowseState): string {
  const { total, isTotalExact, isCatalogEmpty } = answers;
  if (isCatalogEmpty) return "";
  const chosen = marked.length === 0 ? "" : `, ${marked.length} marked`;
  if (total === 0) return `No plugins found${chosen}`;
  const all = `${isTotalExact ? "" : "at least "}${countText(total, "plugin")}`;
  return `${selected + 1} of ${all}${chosen}`;
}

/**
 * The lines between head and foot.
 *
 * @param covered How many of the last ones are covered by others.
 */
function bodyOf(state: BrowseState, size: ScreenSize, covered: number, widthOf: TextWidth): Line[] {
  const { columns, rows } = size;
  if (state.helpFrom !== undefined) {
    return filled(
      HELP_LINES.slice(state.helpFrom).map((text) => [{ text: truncate(text, columns, widthOf) }]),
      rows,
    );
  }
  if (state.answers.isCatalogEmpty) {
    return filled([[{ text: truncate(EMPTY_CATALOG, columns, widthOf) }]], rows);
  }
  if (!isWide(columns)) {
    return state.showsDetails ? detailsOf(state, size, widthOf) : listOf(state, size, covered, widthOf);
  }
  const width = Math.floor(columns * LIST_SHARE);
  const list = listOf(state, { columns: width, rows }, covered, widthOf);
  const details = detailsOf(state, { columns: columns - width - 3, rows }, widthOf);
  return list.map((line, row) => [
    ...line,
    { text: "| ", style: "dim", column: width + 1 },
    ...details[row]!,
  ]);
}

function listOf(
  state: BrowseState,
  { columns, rows }: ScreenSize,
  covered: number,
  widthOf: TextWidth,
): Line[] {
  // The list moves only where its chosen plugin would be covered.
  const first = Math.max(firstShown(state, rows), state.selected - (rows - covered - 1));
  const widths = listColumns(columns);
  return Array.from({ length: rows }, (_, row) => {
    const place = first + row;
    const found = pluginAt(state, place);
    if (found === undefined) return [];
    return pluginLine(found, widths, {
      isChosen: place === state.selected,
      isActive: state.focus === "list",
      isMarked: state.marked.includes(found.plugin.id),
      space: columns,
    }, widthOf);
  });
}

function detailsOf(state: BrowseState, { columns, rows }: ScreenSize, widthOf: TextWidth): Line[] {
  const chosen = chosenPlugin(state);
  if (chosen === undefined) return filled([], rows);
  const lines = detailLines(chosen, columns, widthOf);
  if (lines.length <= rows || rows < 2) return filled(lines, rows);
  const pages = Math.ceil(lines.length / (rows - 1));
  const page = state.detailsPage % pages;
  const part = lines.slice(page * (rows - 1), (page + 1) * (rows - 1));
  const foot = truncate(
    `${page + 1} of ${pages}, ${page + 1 < pages ? "Right shows more" : "Left goes back"}`,
    columns,
    widthOf,
  );
  return [...filled(part, rows - 1), [{ text: foot, style: "dim" }]];
}

function filled(lines: readonly Line[], rows: number): Line[] {
  return Array.from({ length: rows }, (_, row) => lines[row] ?? []);
}

function footOf(state: BrowseState, columns: number, widthOf: TextWidth): { line: Line; cursor: number } {
  const { prompt } = state;
  if (prompt !== undefined) {
    return inputLine(promptLabel(prompt, state), prompt.line, columns, widthOf, "cyan");
  }
  const said = saidBelow(state, columns, widthOf);
  if (said.length > 0) return { line: said.at(-1)!, cursor: 0 };
  return { line: [{ text: truncate(hintFor(state, columns), columns, widthOf), style: "dim" }], cursor: 0 };
}

/** The lines above the last one: what a person needs to know for a prompt, or the beginning of a text. */
function linesAbove(state: BrowseState, columns: number, widthOf: TextWidth): Line[] {
  const { prompt } = state;
  if (prompt === undefined) return saidBelow(state, columns, widthOf).slice(0, -1);
  if (prompt.problem === undefined) return [suggestionLine(prompt, columns, widthOf)];
  return wrapped(prompt.problem, "red", columns, widthOf);
}

/** A message, or what the query should be like: in place of the keys. */
function saidBelow(
  { message, problem, focus, helpFrom }: BrowseState,
  columns: number,
  widthOf: TextWidth,
): Line[] {
  if (message !== undefined) {
    return wrapped(message.text, message.isError ? "red" : "bold", columns, widthOf);
  }
  if (problem === undefined || focus !== "query" || helpFrom !== undefined) return [];
  const { reason, hint = "" } = problem;
  // The line of the count may be too short for the reason.
  const isCut = widthOf(printable(reason)) > columns;
  const texts = [isCut ? reason : "", hint].filter((text) => text !== "");
  return wrapped(texts.join(". "), undefined, columns, widthOf);
}

/** Most lines of a message; they cover the end of the list. */
const MOST_LINES = 3;

/** A text in as many lines as it needs. */
function wrapped(text: string, style: Span["style"], columns: number, widthOf: TextWidth): Line[] {
  if (text === "") return [];
  const lines = wrapWords(printable(text), columns);
  // The last line ends with a sign that there is more.
  const shown = lines.length > MOST_LINES
    ? [...lines.slice(0, MOST_LINES - 1), lines.slice(MOST_LINES - 1).join(" ")]
    : lines;
  return shown.map((line) => [{ text: truncate(line, columns, widthOf), style }]);
}

/** As many tags as the line has space for; the first is that of the Tab key. */
function suggestionLine(prompt: Prompt, columns: number, widthOf: TextWidth): Line {
  if (prompt.kind === "note") {
    const text = prompt.line.text === ""
      ? "Enter removes the note, Esc leaves it"
      : "Enter stores the note, Esc leaves it";
    return [{ text: fit(text, columns, widthOf), style: "dim" }];
  }
  const tags = shownSuggestions(prompt).map(printable).join("  ");
  const text = tags === "" ? "Enter stores a new tag; levels are written like drums:kick" : `Tab: ${tags}`;
  return [{ text: fit(text, columns, widthOf), style: "dim" }];
}
