import { PluginaryError } from "../../model/pluginary_error.ts";
import { SearchQueryError } from "../../model/search/search_query.ts";
import { printable } from "../terminal/terminal.ts";
import { type TextWidth, textWidthFor } from "../terminal/text_width.ts";
import { begunPrompt } from "./begun_prompt.ts";
import { Finder } from "./finder.ts";
import { markPlugins, undoMark } from "./marks.ts";
import type { OpenCatalogs } from "./open_catalogs.ts";
import type { Key } from "./screen/keys.ts";
import { KeyQueue } from "./screen/key_queue.ts";
import type { Screen } from "./screen/screen.ts";
import {
  type BrowseState,
  firstShown,
  initialState,
  type Message,
  type Problem,
  withAnswers,
} from "./state/browse_state.ts";
import { type Action, pressKey } from "./state/press_key.ts";
import { isWide } from "./state/is_wide.ts";
import { shownTexts } from "./state/shown_texts.ts";
import { editLine } from "./state/text_line.ts";
import { listRows, viewOf } from "./state/view.ts";

/** After this time somebody wonders whether a key was obeyed. */
const PATIENCE_MS = 300;

/** An action after which the catalog is read again. */
type Change = Exclude<Action, { kind: "quit" | "suspend" | "read-prompt" }>;

/** Answers keys until somebody quits. */
export class Browser {
  readonly #catalogs: OpenCatalogs;
  readonly #screen: Screen;
  readonly #keys = new KeyQueue();
  readonly #began = new Date();
  #finder: Finder;
  #state: BrowseState;
  /** The query of the answers; unset for none. */
  #answered: string | undefined;
  #isStale = true;

  constructor(catalogs: OpenCatalogs, screen: Screen, query: string) {
    this.#catalogs = catalogs;
    this.#screen = screen;
    this.#finder = new Finder(catalogs.reading);
    this.#state = initialState(query);
  }

  /** Returns the exit code. */
  async run(): Promise<number> {
    using _resized = onSignal("SIGWINCH", () => this.#keys.wake());
    this.#keys.read(Deno.stdin);
    for (;;) {
      await this.#answer();
      await this.#draw();
      const keys = await this.#keys.take();
      // The terminal is gone; everything is stored already.
      if (keys === undefined) return 0;
      for (const key of keys) {
        // Typed-ahead letters of a query are one query; all else is about the answers to it.
        if (!isTyping(this.#state, key)) await this.#answer();
        const { size } = this.#screen;
        const { state, action } = pressKey(this.#state, key, listRows(size), isWide(size.columns));
        this.#state = state;
        if (action?.kind === "quit") return action.exitCode;
        if (action !== undefined) await this.#act(action);
      }
    }
  }

  /** Finds what the query asks for now, and the part that the screen shows. */
  async #answer(): Promise<void> {
    const text = this.#state.query.text;
    const isNewQuery = this.#answered !== undefined && this.#answered !== text;
    if (!isNewQuery && !this.#isStale && this.#isRead()) return;
    const rows = listRows(this.#screen.size);
    const first = isNewQuery ? 0 : Math.max(0, this.#state.selected - Math.floor(rows / 2));
    try {
      const answers = await this.#finder.find(text, { first, rows });
      this.#state = withAnswers(this.#state, answers, isNewQuery);
    } catch (error) {
      this.#state = { ...this.#state, problem: queryProblem(error) };
    }
    this.#screen.forget();
    this.#answered = text;
    this.#isStale = false;
  }

  /** Whether the plugins that the screen shows were read. */
  #isRead(): boolean {
    const { answers, problem, selected } = this.#state;
    if (problem !== undefined) return true;
    const rows = listRows(this.#screen.size);
    const first = firstShown(this.#state, rows);
    const last = Math.min(first + rows, answers.total);
    return selected < Math.max(1, answers.total) && first >= answers.from &&
      last <= answers.from + answers.plugins.length;
  }

  async #draw(): Promise<void> {
    const widthOf: TextWidth = await textWidthFor(shownTexts(this.#state).map(printable));
    await this.#screen.draw(viewOf(this.#state, this.#screen.size, widthOf));
  }

  async #act(action: Exclude<Action, { kind: "quit" }>): Promise<void> {
    if (action.kind === "suspend") return this.#suspend();
    try {
      if (action.kind === "read-prompt") return await this.#readPrompt(action.ids);
      const message = await this.#waited(this.#change(action));
      this.#state = { ...this.#state, message };
    } catch (error) {
      const problem = problemText(error);
      // What was typed is not lost.
      this.#state = action.kind === "mark" && action.prompt !== undefined
        ? { ...this.#state, message: undefined, prompt: { ...action.prompt, problem } }
        : { ...this.#state, message: { text: problem, isError: true } };
    }
    this.#isStale = true;
  }

  /** Tells when something takes long, because another program is writing. */
  async #waited<T>(work: Promise<T>): Promise<T> {
    const timer = setTimeout(() => {
      this.#state = { ...this.#state, message: { text: "Waiting for another program…", isError: false } };
      this.#draw();
    }, PATIENCE_MS);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
    }
  }

  async #readPrompt(ids: readonly string[]): Promise<void> {
    const { prompt, ...state } = this.#state;
    if (prompt === undefined) return;
    const begun = await this.#catalogs.reading.read((db) => begunPrompt(db, prompt, ids));
    this.#state = begun === undefined
      ? { ...state, message: { text: "No tag to remove", isError: false } }
      : { ...state, prompt: begun };
  }

  /** Returns what is to be said about it. */
  async #change(action: Change): Promise<Message> {
    switch (action.kind) {
      case "refresh":
        await this.#catalogs.reopen();
        this.#finder = new Finder(this.#catalogs.reading);
        return { text: "Read the catalog again", isError: false };
      case "undo":
        return await undoMark(await this.#catalogs.writing(), { since: this.#began, agreed: action.agreed });
      case "mark":
        return {
          text: await markPlugins(await this.#catalogs.writing(), action.ids, action.mark),
          isError: false,
        };
    }
  }

  #suspend(): void {
    this.#screen.suspend();
    this.#keys.wake();
  }
}

/** Whether a key changes nothing but the query. */
function isTyping({ focus, prompt, helpFrom, query }: BrowseState, key: Key): boolean {
  return focus === "query" && prompt === undefined && helpFrom === undefined &&
    editLine(query, key) !== undefined;
}

/** The query stands above it: a place by number would say less. */
function queryProblem(error: unknown): Problem {
  if (!(error instanceof SearchQueryError)) return { reason: problemText(error) };
  return { reason: error.reason[0]!.toUpperCase() + error.reason.slice(1), hint: error.hint };
}

/** One line about an error that the user can do something about. */
function problemText(error: unknown): string {
  if (!(error instanceof PluginaryError)) throw error;
  if (error.code === "catalog-busy") return "Another program is writing to the catalog; try again";
  const hint = error.code === "usage" ? error.hint : undefined;
  return hint === undefined ? error.message : `${error.message}. ${hint}`;
}

/** Listens to a signal, which Windows may not have. */
function onSignal(name: Deno.Signal, listener: () => void): Disposable {
  try {
    Deno.addSignalListener(name, listener);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { [Symbol.dispose]: () => {} };
  }
  return { [Symbol.dispose]: () => Deno.removeSignalListener(name, listener) };
}
