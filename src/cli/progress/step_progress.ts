import type { WorkStep } from "../../model/work_step.ts";
import { durationText } from "../output/duration_text.ts";
import { type Console, writeMessage } from "../terminal/console.ts";
import { LiveRegion } from "./live_region.ts";
import { type ProgressForm, progressForm } from "./progress_form.ts";
import type { ProgressChoice } from "../output/output_options.ts";
import { printable } from "../terminal/terminal.ts";
import { largestTextWidth, truncate } from "../terminal/text_width.ts";

/** A person starts to wonder after a second; before that, a line would only flicker. */
const SILENCE_MS = 1000;

/** How often a line that stays says how far a step has come. */
const PLAIN_INTERVAL_MS = 5000;

/** How often a line is redrawn by work that lets no timer run. */
const REDRAW_INTERVAL_MS = 100;

/** Longest usual duration, `2 min 30 s`. */
const DURATION_WIDTH = 10;

/**
 * The steps of a command that can take long: a line that is redrawn on a
 * terminal, or plain lines. With `--verbose` each step also leaves a line.
 */
export class StepProgress implements AsyncDisposable {
  readonly #console: Console;
  readonly #form: ProgressForm["form"];
  readonly #isVerbose: boolean;
  readonly #startedAt = performance.now();
  readonly #opening: ReturnType<typeof setTimeout> | undefined;
  #region: LiveRegion | undefined;
  #step: WorkStep | undefined;
  #stepAt = 0;
  #shownAt = -Infinity;
  #written: Promise<void> = Promise.resolve();

  /** Begins, and says once why the chosen form is not used. */
  static async start(
    choice: ProgressChoice,
    console: Console,
    { sharesTerminal, isVerbose }: { readonly sharesTerminal: boolean; readonly isVerbose: boolean },
  ): Promise<StepProgress> {
    const { form, notice } = progressForm(choice, console, { sharesTerminal });
    if (notice !== undefined) await writeMessage(console.stderr, `${notice}\n`);
    return new StepProgress(console, form, isVerbose);
  }

  private constructor(console: Console, form: ProgressForm["form"], isVerbose: boolean) {
    this.#console = console;
    this.#form = form;
    this.#isVerbose = isVerbose;
    this.#opening = form === "live" ? setTimeout(() => this.#open(), SILENCE_MS) : undefined;
  }

  /** Takes a step, which is the next one or says how far the last one has come. */
  see(step: WorkStep): void {
    const isNext = step.what !== this.#step?.what;
    if (isNext) this.#endStep();
    this.#step = step;
    const now = performance.now();
    if (this.#form === "live") this.#seeLive(now, isNext);
    else if (this.#form === "plain" && (isNext || now - this.#shownAt >= PLAIN_INTERVAL_MS)) {
      this.#shownAt = now;
      this.#tell(this.#text());
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#endStep();
    clearTimeout(this.#opening);
    await this.#region?.close();
    await this.#written;
  }

  #seeLive(now: number, isNext: boolean): void {
    const isDue = this.#step?.isLong === true || now - this.#startedAt >= SILENCE_MS;
    if (!isDue || (!isNext && now - this.#shownAt < REDRAW_INTERVAL_MS)) return;
    this.#shownAt = now;
    this.#open();
    // The work may be synchronous: no timer of the region runs until its end.
    this.#region?.drawNow();
  }

  #open(): void {
    this.#region ??= new LiveRegion(
      this.#console,
      ({ columns }) => [truncate(this.#text(), columns, largestTextWidth)],
    );
  }

  #text(): string {
    const { what = "", done, total } = this.#step ?? {};
    const text = printable(what);
    if (done === undefined || total === undefined || total === 0) return text;
    return `${text}  ${Math.min(100, Math.floor(done / total * 100))} %`;
  }

  #endStep(): void {
    const now = performance.now();
    if (this.#isVerbose && this.#step !== undefined) {
      const took = durationText(now - this.#stepAt).padStart(DURATION_WIDTH);
      this.#tell(`${took}  ${printable(this.#step.what)}`);
    }
    this.#step = undefined;
    this.#stepAt = now;
  }

  #tell(line: string): void {
    if (this.#region !== undefined) return this.#region.tell(line);
    this.#written = this.#written.then(() => writeMessage(this.#console.stderr, `${line}\n`));
  }
}
