import type { PluginCuration } from "../../../model/plugin.ts";
import type { ListedPlugin } from "../../../model/documents/list_document.ts";
import { type TextLine, textLine } from "./text_line.ts";

/** A plugin of the list, with what is said about it. */
export interface BrowsedPlugin {
  readonly plugin: ListedPlugin;
  readonly curation: PluginCuration;
}

/** The answers of a query, with those of them that were read. */
export interface Answers {
  readonly total: number;
  /** Whether that is all, or at least that many. */
  readonly isTotalExact: boolean;
  readonly isCatalogEmpty: boolean;
  /** Sentences about the query. */
  readonly notes: readonly string[];
  /** The place of the first one that was read. */
  readonly from: number;
  readonly plugins: readonly BrowsedPlugin[];
}

/** A line that asks for something about the chosen plugins. */
export interface Prompt {
  readonly kind: "add-tag" | "remove-tag" | "note";
  readonly line: TextLine;
  /** Tags to choose from, as soon as they were read. */
  readonly tags: readonly string[];
  /** Why the text was refused, until it changes. */
  readonly problem?: string | undefined;
}

/** Why a query has no answers. */
export interface Problem {
  readonly reason: string;
  /** What would be accepted. */
  readonly hint?: string | undefined;
}

/** A line below the list, until the next key. */
export interface Message {
  readonly text: string;
  readonly isError: boolean;
  /** The time of the operation that Enter takes back, where that is the question. */
  readonly undoes?: string | undefined;
}

/** What somebody sees and does; changed only by keys, and by answers of the catalog. */
export interface BrowseState {
  readonly query: TextLine;
  /** Who gets letters: the query, or the list as commands. */
  readonly focus: "query" | "list";
  /** Whether a narrow screen shows the details in place of the list. */
  readonly showsDetails: boolean;
  /** Which part of long details is shown, counted from 0; behind the last one comes the first. */
  readonly detailsPage: number;
  /** The first line of the help that is shown in place of all else; unset for none. */
  readonly helpFrom?: number | undefined;
  readonly prompt?: Prompt | undefined;
  /** Why the query has no answers; those of the last one stay. */
  readonly problem?: Problem | undefined;
  readonly message?: Message | undefined;
  readonly answers: Answers;
  /** The place of the chosen plugin among the answers. */
  readonly selected: number;
  /** The ids of plugins that the next command is for, in place of the chosen one. */
  readonly marked: readonly string[];
}

/** Without any answers. */
const NO_ANSWERS: Answers = {
  total: 0,
  isTotalExact: true,
  isCatalogEmpty: false,
  notes: [],
  from: 0,
  plugins: [],
};

/** The state at the start. */
export function initialState(query: string): BrowseState {
  return {
    query: textLine(query),
    focus: "query",
    showsDetails: false,
    detailsPage: 0,
    answers: NO_ANSWERS,
    selected: 0,
    marked: [],
  };
}

/** The plugin at a place of the list, if it was read. */
export function pluginAt(
  { answers }: Pick<BrowseState, "answers">,
  place: number,
): BrowsedPlugin | undefined {
  return answers.plugins[place - answers.from];
}

/** The plugin on which the cursor is. */
export function chosenPlugin(state: BrowseState): BrowsedPlugin | undefined {
  return pluginAt(state, state.selected);
}

/** The first place that a list of so many lines shows: the chosen plugin stays in the middle where it can. */
export function firstShown(
  { selected, answers: { total } }: Pick<BrowseState, "selected" | "answers">,
  rows: number,
): number {
  return Math.max(0, Math.min(selected - Math.floor(rows / 2), total - rows));
}

/**
 * The state with other answers. The chosen plugin stays chosen where it is
 * among them, else its place is.
 *
 * @param isNewQuery Whether the best answer is chosen instead.
 */
export function withAnswers(state: BrowseState, answers: Answers, isNewQuery: boolean): BrowseState {
  const id = chosenPlugin(state)?.plugin.id;
  const place = answers.plugins.findIndex(({ plugin }) => plugin.id === id);
  const kept = place < 0 ? state.selected : answers.from + place;
  const selected = isNewQuery ? 0 : Math.max(0, Math.min(kept, answers.total - 1));
  const isSame = place >= 0 && selected === kept;
  const detailsPage = isSame ? state.detailsPage : 0;
  return { ...state, answers, selected, detailsPage, problem: undefined };
}
