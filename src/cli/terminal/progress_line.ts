import type { Problem, ScanEvent } from "../../model/documents/scan_document.ts";
import { fileName } from "../../platform/paths.ts";
import { type Console, writeMessage } from "./console.ts";
import { printable } from "./terminal.ts";
import { largestTextWidth, truncate } from "./text_width.ts";

/** Ten times a second is as much as a person can follow. */
const REDRAW_INTERVAL_MS = 100;

const CLEAR_LINE = "\r\x1b[K";

/** A plugin that takes longer gets a person wondering. */
const LONG_MS = 5000;

/** A key that gives up what takes too long; reading it begins when there is something to give up. */
export interface SkipControl {
  readonly isListening: boolean;
  listen(): Promise<void>;
  close(): void;
}

/** The line that says how far a scan is, on a terminal, drawn over itself. */
export class ProgressLine {
  readonly #console: Console;
  readonly #skipKey: SkipControl | undefined;
  readonly #timer: ReturnType<typeof setInterval>;
  /** When each plugin that runs was seen first. */
  readonly #since = new Map<string, number>();
  #text = "";
  #drawn = "";
  #drawing: Promise<void> = Promise.resolve();

  /**
   * A line where one makes sense: standard error is a terminal that can redraw.
   *
   * @param options `sharesTerminal` when the answer is printed while the line
   *     is there; on one terminal they would overwrite each other. `skipKey`
   *     is offered where there is one.
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

  /** Takes note of an event; the line follows at the next redrawing. */
  see(event: ScanEvent): void {
    if (event.event === "started") this.#text = "Looking for plugins";
    if (event.event === "problem" && event.problem.code === "skipped") this.#tellSkipped(event.problem);
    if (event.event !== "progress") return;
    this.#follow(event.running);
    const running = event.running.map((location) => printable(fileName(location)));
    this.#text = `Scanning ${event.done} of ${event.total}  ${running.join(", ")}`;
  }

  /** Acknowledges the key by a line that stays: the next plugin may hang too, and nothing else would change. */
  #tellSkipped({ location }: Problem): void {
    this.#drawn = "";
    const line = `${CLEAR_LINE}Skipped ${printable(fileName(location))}\n`;
    this.#drawing = this.#drawing.then(() => writeMessage(this.#console.stderr, line));
  }

  /** Shows another text, at the next redrawing. */
  show(text: string): void {
    this.#text = text;
  }

  #follow(running: readonly string[]): void {
    for (const location of this.#since.keys()) if (!running.includes(location)) this.#since.delete(location);
    const now = performance.now();
    for (const location of running) if (!this.#since.has(location)) this.#since.set(location, now);
  }

  /** What stands before the text when a plugin takes long: first of all, since a line is cut at its end. */
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

  /** A line in the last column would wrap, so one column stays free. */
  #draw(): void {
    const text = truncate(this.#hint() + this.#text, this.#console.columns() - 1, largestTextWidth);
    if (text === this.#drawn) return;
    this.#drawn = text;
    this.#drawing = this.#drawing.then(() => writeMessage(this.#console.stderr, CLEAR_LINE + text));
  }
}
