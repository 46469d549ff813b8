import { type Console, writeMessage } from "../../terminal/console.ts";
import type { Frame, Line, SpanStyle } from "./frame.ts";

/** Select Graphic Rendition (ECMA-48, 8.3.117): the codes that begin and end each style. */
const STYLE_CODES: Readonly<Record<SpanStyle, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  reverse: [7, 27],
  red: [31, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** The alternate screen, without lines that wrap, and pastes that are marked as such. */
const ENTER = "\x1b[?1049h\x1b[?7l\x1b[?2004h";
const LEAVE = "\x1b[0m\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l";

const CLEAR = "\x1b[2J";
const CLEAR_LINE = "\x1b[2K";

/** Synchronized output: the terminal shows everything between these at once. Others ignore them. */
const BEGIN_FRAME = "\x1b[?2026h\x1b[?25l";
const END_FRAME = "\x1b[?2026l";

/** The process group of the program, for kill(2): a shell waits until all of it has stopped. */
const OWN_JOB = 0;

/** In this time a signal to this program has arrived. */
const STOPPING_MS = 50;

/** Events with which the program ends, or is about to. */
const ENDS = ["unload", "unhandledrejection", "error"];

/**
 * The whole terminal, in raw mode.
 *
 * However the program ends, except by SIGKILL, the terminal is as it was before.
 */
export class Screen implements Disposable {
  readonly #console: Console;
  readonly #hasColor: boolean;
  readonly #leave = () => this.#leaveNow();
  #drawn: string[] = [];
  #size = "";
  #isTaken = false;

  constructor(console: Console, { hasColor }: { readonly hasColor: boolean }) {
    this.#console = console;
    this.#hasColor = hasColor;
    for (const name of ENDS) globalThis.addEventListener(name, this.#leave);
    this.#take();
  }

  get size(): { readonly columns: number; readonly rows: number } {
    return { columns: this.#console.columns(), rows: this.#console.rows() };
  }

  /** Shows a frame; only lines that changed are written. */
  async draw({ lines, cursor }: Frame): Promise<void> {
    const { columns, rows } = this.size;
    const size = `${columns}x${rows}`;
    const isNew = size !== this.#size;
    if (isNew) this.#drawn = [];
    this.#size = size;
    const texts = lines.slice(0, rows).map((line) => this.#text(line));
    const changes = texts.flatMap((text, row) =>
      text === this.#drawn[row] ? [] : [`${moveTo(row, 0)}${CLEAR_LINE}${text}`]
    );
    const below = this.#drawn.slice(texts.length).map((_, index) =>
      moveTo(texts.length + index, 0) + CLEAR_LINE
    );
    this.#drawn = texts;
    const place = cursor === undefined ? "" : `${moveTo(cursor.row, cursor.column)}\x1b[?25h`;
    const clear = isNew ? CLEAR : "";
    const text = [BEGIN_FRAME, clear, ...changes, ...below, place, END_FRAME].join("");
    await writeMessage(this.#console.stdout, text);
  }

  /**
   * Writes all lines with the next frame, for when others may have written to
   * the terminal: so does the runtime, which clears the line of the cursor when
   * it loads a module of a program that was not compiled.
   */
  forget(): void {
    this.#drawn = [];
  }

  /**
   * Stops the program and those that it was started through, as the terminal
   * does for others with Ctrl-Z; returns when it goes on. Where no shell could
   * let it go on, the system does not stop it.
   */
  suspend(): void {
    // It has no job control.
    if (Deno.build.os === "windows") return;
    this.#release();
    Deno.kill(OWN_JOB, "SIGTSTP");
    // Another thread may be the one that gets the signal.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STOPPING_MS);
    this.#take();
    this.#size = "";
  }

  [Symbol.dispose](): void {
    for (const name of ENDS) globalThis.removeEventListener(name, this.#leave);
    this.#release();
  }

  #take(): void {
    Deno.stdin.setRaw(true);
    this.#isTaken = true;
    this.#console.stdout.writeNow(ENTER);
  }

  #release(): void {
    if (!this.#isTaken) return;
    this.#isTaken = false;
    this.#console.stdout.writeNow(LEAVE);
    try {
      Deno.stdin.setRaw(false);
    } catch (error) {
      // The terminal is gone.
      if (!(error instanceof Error)) throw error;
    }
  }

  /** The program ends at once: nothing but this is left to be done. */
  #leaveNow(): void {
    this[Symbol.dispose]();
  }

  #text(line: Line): string {
    return line.map(({ text, style, column }) => {
      const place = column === undefined ? "" : `\x1b[${column + 1}G`;
      if (style === undefined || !this.#hasColor) return place + text;
      const [on, off] = STYLE_CODES[style];
      return `${place}\x1b[${on}m${text}\x1b[${off}m`;
    }).join("");
  }
}

function moveTo(row: number, column: number): string {
  return `\x1b[${row + 1};${column + 1}H`;
}
