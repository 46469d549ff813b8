import type { ScanEvent } from "../../model/documents/scan_document.ts";
import { fileName } from "../../platform/paths.ts";
import { type Console, writeMessage } from "./console.ts";
import { printable } from "./terminal.ts";
import { largestTextWidth, truncate } from "./text_width.ts";

/** Ten times a second: a person cannot follow more. */
const REDRAW_INTERVAL_MS = 100;

const CLEAR_LINE = "\r\x1b[K";

/** After this time with one plugin a person starts to wonder. */
const LONG_MS = 5000;

/** A key that skips a plugin; the keyboard is read only once there is something to skip. */
export interface SkipControl {
  readonly isListening: boolean;
  listen(): Promise<void>;
  close(): void;
}

/** A line on a terminal that shows the progress of a scan and is redrawn in place. */
export class ProgressLine {
  readonly #console: Console;
  readonly #skipKey: SkipControl | undefined;
  readonly #timer: ReturnType<typeof setInterval>;
  /** When each running plugin was first seen. */
  readonly #since = new Map<string, number>();
  #text = "";
  #drawn = "";
  #drawing: Promise<void> = Promise.resolve();

  /**
   * Makes a line if standard error is a terminal that can redraw it.
   *
   * @param options `sharesTerminal` says that the answer is printed while the
   *     line is shown; on the same terminal they would overwrite each other.
   *     `skipKey` is offered when it is set.
   */
  static for(
    console: Console,
    options: { sharesTerminal: boolean; skipKey?: SkipControl | undefined },
  ): ProgressLine | undefined {
    const { stdout, stderr, environment } = console;
    const canRedraw = stderr.isTerminal && environment("TERM") !== "dumb";
    if (!canRedraw || (options.sharesTerminal && stdout.isTerminal)) return undefined;
    return new ProgressLine(console, options.skipKey);
  }

  constructor(console: Console, skipKey?: SkipControl) {
    this.#console = console;
    this.#skipKey = skipKey;
    this.#timer = setInterval(() => this.#draw(), REDRAW_INTERVAL_MS);
  }

  /** Notes an event, which the line shows when it is next redrawn. */
  see(event: ScanEvent): void {
    if (event.event === "started") this.#text = "Looking for plugins";
    // The key is acknowledged with a line that stays: the next plugin may hang too, and nothing else would change.
    if (event.event === "problem" && event.problem.code === "skipped") {
      this.tell(`Skipped ${printable(fileName(event.problem.location))}`);
    }
    if (event.event !== "progress") return;
    this.#follow(event.running);
    const running = event.running.map((location) => printable(fileName(location)));
    this.#text = `Scanning ${event.done} of ${event.total}  ${running.join(", ")}`;
  }

  /** Writes a line that stays above this one. */
  tell(line: string): void {
    this.#drawn = "";
    this.#drawing = this.#drawing.then(() => writeMessage(this.#console.stderr, `${CLEAR_LINE}${line}\n`));
  }

  /** Changes the text, which the line shows when it is next redrawn. */
  show(text: string): void {
    this.#text = text;
  }

  #follow(running: readonly string[]): void {
    for (const location of this.#since.keys()) if (!running.includes(location)) this.#since.delete(location);
    const now = performance.now();
    for (const location of running) if (!this.#since.has(location)) this.#since.set(location, now);
  }

  /** The hint for a plugin that takes long. It comes before the text, since a line is cut at its end. */
  #hint(): string {
    const [oldest] = [...this.#since].sort(([, a], [, b]) => a - b);
    if (oldest === undefined) return "";
    const [location, since] = oldest;
    const ms = performance.now() - since;
    if (ms < LONG_MS) return "";
    this.#skipKey?.listen();
    if (this.#skipKey?.isListening !== true) return "";
    return `${printable(fileName(location))} takes ${Math.floor(ms / 1000)} s, press s to skip  `;
  }

  /** Removes the line for good. */
  async clear(): Promise<void> {
    clearInterval(this.#timer);
    this.#skipKey?.close();
    await this.#drawing;
    if (this.#drawn === "") return;
    this.#drawn = "";
    await writeMessage(this.#console.stderr, CLEAR_LINE);
  }

  /** Text in the last column could wrap, so that column stays free. */
  #draw(): void {
    const text = truncate(this.#hint() + this.#text, this.#console.columns() - 1, largestTextWidth);
    if (text === this.#drawn) return;
    this.#drawn = text;
    this.#drawing = this.#drawing.then(() => writeMessage(this.#console.stderr, CLEAR_LINE + text));
  }
}
