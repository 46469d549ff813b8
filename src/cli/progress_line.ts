import type { ScanEvent } from "../model/scan_document.ts";
import { fileName } from "../platform/paths.ts";
import { type Console, writeMessage } from "./console.ts";
import { printable } from "./terminal.ts";
import { largestTextWidth, truncate } from "./text_width.ts";

/** Ten times a second is as much as a person can follow. */
const REDRAW_INTERVAL_MS = 100;

const CLEAR_LINE = "\r\x1b[K";

/** The line that says how far a scan is, on a terminal, drawn over itself. */
export class ProgressLine {
  readonly #console: Console;
  readonly #timer: ReturnType<typeof setInterval>;
  #text = "";
  #drawn = "";
  #drawing: Promise<void> = Promise.resolve();

  /**
   * A line where one makes sense: standard error is a terminal that can redraw.
   *
   * @param options `sharesTerminal` when the answer is printed while the line
   *     is there; on one terminal they would overwrite each other.
   */
  static for(
    console: Console,
    options: { sharesTerminal: boolean },
  ): ProgressLine | undefined {
    const { stdout, stderr, environment } = console;
    const canRedraw = stderr.isTerminal && environment("TERM") !== "dumb";
    if (!canRedraw || (options.sharesTerminal && stdout.isTerminal)) return undefined;
    return new ProgressLine(console);
  }

  constructor(console: Console) {
    this.#console = console;
    this.#timer = setInterval(() => this.#draw(), REDRAW_INTERVAL_MS);
  }

  /** Takes note of an event; the line follows at the next redrawing. */
  see(event: ScanEvent): void {
    if (event.event === "started") this.#text = "Looking for plugins";
    if (event.event !== "progress") return;
    const running = event.running.map((location) => printable(fileName(location)));
    this.#text = `Scanning ${event.done} of ${event.total}  ${running.join(", ")}`;
  }

  /** Shows another text, at the next redrawing. */
  show(text: string): void {
    this.#text = text;
  }

  /** Removes the line for good. */
  async clear(): Promise<void> {
    clearInterval(this.#timer);
    await this.#drawing;
    if (this.#drawn === "") return;
    this.#drawn = "";
    await writeMessage(this.#console.stderr, CLEAR_LINE);
  }

  /** A line in the last column would wrap, so one column stays free. */
  #draw(): void {
    const text = truncate(this.#text, this.#console.columns() - 1, largestTextWidth);
    if (text === this.#drawn) return;
    this.#drawn = text;
    this.#drawing = this.#drawing.then(() => writeMessage(this.#console.stderr, CLEAR_LINE + text));
  }
}
