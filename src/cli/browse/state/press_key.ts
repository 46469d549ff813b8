import type { Key, NamedKey } from "../screen/keys.ts";
import { type BrowseState, chosenPlugin, pluginAt, type Prompt } from "./browse_state.ts";
import { editLine, type TextLine, textLine } from "./text_line.ts";
import { HELP_LINES } from "./help_lines.ts";
import { shownSuggestions } from "./tag_suggestions.ts";

/** What is to be said about plugins. */
export type Mark =
  /** Without a value it is said about all, unless it is said about each of them already. */
  | { readonly field: "favorite" | "hidden"; readonly value: boolean | undefined }
  | { readonly field: "rating"; readonly value: number | undefined }
  | { readonly field: "note"; readonly value: string }
  | { readonly field: "tag"; readonly tag: string; readonly value: boolean };

/** What is to be done after a key, beside showing the new state. */
export type Action =
  | { readonly kind: "quit"; readonly exitCode: 0 | 130 }
  | { readonly kind: "suspend" }
  | { readonly kind: "refresh" }
  /** Unless the last operation is the one that somebody has agreed to, it may ask. */
  | { readonly kind: "undo"; readonly agreed?: string }
  /** Read what the prompt begins with. */
  | { readonly kind: "read-prompt"; readonly ids: readonly string[] }
  /** The prompt is asked again if the mark is refused. */
  | {
    readonly kind: "mark";
    readonly ids: readonly string[];
    readonly mark: Mark;
    readonly prompt?: Prompt;
  };

/** The answer to a key. */
export interface Step {
  readonly state: BrowseState;
  readonly action?: Action | undefined;
}

/** Keys that mean the same wherever they are pressed. */
const EVERYWHERE: Partial<Readonly<Record<NamedKey, Action>>> = {
  interrupt: { kind: "quit", exitCode: 130 },
  close: { kind: "quit", exitCode: 0 },
  suspend: { kind: "suspend" },
  refresh: { kind: "refresh" },
};

/**
 * Obeys a key.
 *
 * @param page Lines of the list.
 * @param isWide Whether the details stand beside it.
 */
export function pressKey(before: BrowseState, key: Key, page: number, isWide = false): Step {
  const state = { ...before, message: undefined };
  const action = key.name === "text" || key.name === "paste" ? undefined : EVERYWHERE[key.name];
  if (action !== undefined) return { state, action };
  const undoes = before.message?.undoes;
  if (undoes !== undefined && key.name === "enter") {
    return { state, action: { kind: "undo", agreed: undoes } };
  }
  if (undoes !== undefined && key.name === "escape") return { state };
  if (state.helpFrom !== undefined) {
    const next = state.helpFrom + page;
    const isOver = key.name === "escape" || (key.name === "text" && key.text === "q") ||
      next >= HELP_LINES.length;
    return { state: { ...state, helpFrom: isOver ? undefined : next } };
  }
  if (state.prompt !== undefined) return pressInPrompt(state, state.prompt, key);
  const moved = movedBy(state, key, page);
  if (moved !== undefined) return { state: moved };
  return state.focus === "query" ? pressInQuery(state, key) : pressInList(state, key, isWide);
}

/** The place of the last answer while nobody knows how many there are. */
const LAST = Number.MAX_SAFE_INTEGER;

/** Moves in the list; Home and End are also keys of a line. */
function movedBy(state: BrowseState, { name }: Key, page: number): BrowseState | undefined {
  const { selected, answers: { total, isTotalExact } } = state;
  const isList = state.focus === "list";
  // Beyond answers that were not counted to their end there are more.
  const end = isTotalExact ? total - 1 : total;
  const to = (place: number) => ({ ...state, selected: Math.max(0, Math.min(place, end)), detailsPage: 0 });
  if (name === "up") return to(selected - 1);
  if (name === "down") return to(selected + 1);
  if (name === "page-up") return to(selected - Math.max(1, page - 1));
  if (name === "page-down") return to(selected + Math.max(1, page - 1));
  if (name === "home" && isList) return to(0);
  if (name === "end" && isList) return isTotalExact ? to(total - 1) : { ...state, selected: LAST };
  return undefined;
}

function pressInQuery(state: BrowseState, key: Key): Step {
  if (key.name === "tab" || key.name === "back-tab" || key.name === "enter") {
    return { state: { ...state, focus: "list" } };
  }
  if (key.name === "escape") {
    if (state.query.text === "") return { state, action: { kind: "quit", exitCode: 0 } };
    return { state: { ...state, query: textLine("") } };
  }
  if (key.name === "text" && key.text === "?" && state.query.text === "") {
    return { state: { ...state, helpFrom: 0 } };
  }
  return { state: { ...state, query: editLine(state.query, key) ?? state.query } };
}

/** Shows the details, or their next or previous part. */
function turned(state: BrowseState, by: 1 | -1, isWide: boolean): BrowseState {
  const { showsDetails, detailsPage } = state;
  if (isWide || (showsDetails && detailsPage + by >= 0)) {
    return { ...state, detailsPage: Math.max(0, detailsPage + by) };
  }
  return { ...state, showsDetails: by > 0, detailsPage: 0 };
}

function pressInList(state: BrowseState, key: Key, isWide: boolean): Step {
  switch (key.name) {
    case "tab":
    case "back-tab":
      return { state: toQuery(state) };
    case "enter":
      if (state.showsDetails) return { state: { ...state, showsDetails: false } };
      return { state: turned(state, 1, isWide) };
    case "right":
      return { state: turned(state, 1, isWide) };
    case "left":
      return { state: turned(state, -1, isWide) };
    case "escape":
    case "backspace":
      if (state.showsDetails) return { state: { ...state, showsDetails: false } };
      if (state.marked.length > 0) return { state: { ...state, marked: [] } };
      return { state: toQuery(state) };
    case "text":
      return command(state, key.text);
    default:
      return { state };
  }
}

function toQuery(state: BrowseState): BrowseState {
  return { ...state, focus: "query", showsDetails: false };
}

/** The commands of the list. */
function command(state: BrowseState, letter: string): Step {
  if (letter === "q") return { state, action: { kind: "quit", exitCode: 0 } };
  if (letter === "?") return { state: { ...state, helpFrom: 0 } };
  if (letter === "/") return { state: toQuery(state) };
  if (letter === "u") return { state, action: { kind: "undo" } };
  if (letter === "j" || letter === "k") {
    return { state: movedBy(state, { name: letter === "j" ? "down" : "up" }, 1)! };
  }
  const chosen = chosenPlugin(state);
  if (chosen === undefined) return { state };
  const { curation } = chosen;
  const isOne = state.marked.length === 0;
  const mark = (mark: Mark): Step => ({ state, action: { kind: "mark", ids: idsOf(state), mark } });
  const ask = (kind: Prompt["kind"]): Step => ({
    state: { ...state, prompt: { kind, line: textLine(""), tags: [] } },
    action: { kind: "read-prompt", ids: idsOf(state) },
  });
  if (/^[1-5]$/.test(letter)) return mark({ field: "rating", value: Number(letter) });
  switch (letter) {
    case " ":
      return { state: toggled(state, chosen.plugin.id) };
    case "f":
      return mark({ field: "favorite", value: isOne ? !curation.isFavorite : undefined });
    case "h":
      return mark({ field: "hidden", value: isOne ? !curation.isHidden : undefined });
    case "0":
      return mark({ field: "rating", value: undefined });
    case "t":
      return ask("add-tag");
    case "T":
      return ask("remove-tag");
    case "n":
      return ask("note");
    default:
      return { state };
  }
}

function toggled(state: BrowseState, id: string): BrowseState {
  const { marked, selected, answers: { total } } = state;
  const others = marked.filter((one) => one !== id);
  return {
    ...state,
    marked: others.length < marked.length ? others : [...marked, id],
    selected: Math.max(0, Math.min(selected + 1, total - 1)),
  };
}

/** The marked plugins, else the chosen one. */
function idsOf(state: BrowseState): readonly string[] {
  return state.marked.length > 0 ? state.marked : [chosenPlugin(state)!.plugin.id];
}

function pressInPrompt(state: BrowseState, prompt: Prompt, key: Key): Step {
  const closed = { ...state, prompt: undefined };
  if (key.name === "escape") return { state: closed };
  if (key.name === "tab") {
    const [first] = shownSuggestions(prompt);
    return {
      state: { ...state, prompt: withLine(prompt, first === undefined ? prompt.line : textLine(first)) },
    };
  }
  if (key.name === "enter") {
    if (pluginAt(state, state.selected) === undefined) return { state: closed };
    const mark = answerOf(prompt);
    if (mark === undefined) return { state: closed };
    return { state: closed, action: { kind: "mark", ids: idsOf(state), mark, prompt } };
  }
  return { state: { ...state, prompt: withLine(prompt, editLine(prompt.line, key) ?? prompt.line) } };
}

/** What was wrong with the text before is no longer said. */
function withLine(prompt: Prompt, line: TextLine): Prompt {
  return line === prompt.line ? prompt : { ...prompt, line, problem: undefined };
}

function answerOf({ kind, line: { text } }: Prompt): Mark | undefined {
  if (kind === "note") return { field: "note", value: text.trim() };
  if (text.trim() === "") return undefined;
  return { field: "tag", tag: text, value: kind === "add-tag" };
}
