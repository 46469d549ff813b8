import { type Console, writeMessage } from "../terminal/console.ts";

/** Ten times a second: a person cannot follow more. */
const REDRAW_INTERVAL_MS = 100;

/** Synchronized output: the terminal shows everything between these at once. Others ignore them. */
const BEGIN_FRAME = "\x1b[?2026h";
const END_FRAME = "\x1b[?2026l";

const HIDE_CURSOR = "\x1b[?25l";
const SHOW_CURSOR = "\x1b[?25h";

const CLEAR_TO_END_OF_LINE = "\x1b[K";
const CLEAR_BELOW = "\x1b[J";

/** The space for a live region. */
export interface RegionSize {
  /** Columns of a line, without the last one: text in it could wrap. */
  readonly columns: number;
  readonly rows: number;
}

/** Whoever changes the terminal's mode, and must change it back while the program is stopped. */
export interface TerminalMode {
  suspend(): void;
  resume(): void;
}

/**
 * Some lines at the bottom of a terminal that are redrawn in place.
 *
 * Between frames the cursor waits, visible, at the beginning of the first line.
 * So it is where it belongs however the program ends, even by SIGKILL, and a
 * terminal that wraps the lines anew when it is resized keeps it there:
 * everything below is ours to clear.
 */
export class LiveRegion {
  readonly #console: Console;
  readonly #lines: (size: RegionSize) => readonly string[];
  readonly #mode: TerminalMode | undefined;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #leave = () => this.#leaveNow();
  readonly #suspend = () => this.#suspendProgram();
  #drawn = "";
  #size = "";
  #told: string[] = [];
  #isWriting = false;
  #isOpen = true;
  #written: Promise<void> = Promise.resolve();

  /**
   * @param lines Makes the lines for a size, each no wider than that.
   * @param mode Is told when the program is stopped and continued.
   */
  constructor(
    console: Console,
    lines: (size: RegionSize) => readonly string[],
    mode?: TerminalMode,
  ) {
    this.#console = console;
    this.#lines = lines;
    this.#mode = mode;
    this.#timer = setInterval(() => this.#tick(), REDRAW_INTERVAL_MS);
    globalThis.addEventListener("unload", this.#leave);
    globalThis.addEventListener("unhandledrejection", this.#leave);
    if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTSTP", this.#suspend);
  }

  /** Adds a line that stays above the region, and appears with its next frame. */
  tell(line: string): void {
    this.#told.push(line);
  }

  /** Removes the region; what is written afterwards takes its place. */
  async close(): Promise<void> {
    if (!this.#isOpen) return await this.#written;
    this.#stop();
    this.#write(this.#cleared());
    await this.#written;
  }

  /** Draws without waiting for the next frame, for work that lets no timer run. */
  drawNow(): void {
    if (!this.#isWriting) this.#console.stderr.writeNow(this.#frame());
  }

  /** A terminal that takes no text, such as one that is paused, misses frames. */
  #tick(): void {
    if (this.#isWriting) return;
    const frame = this.#frame();
    if (frame !== "") this.#write(frame);
  }

  /** What turns the last frame into this one; empty if they are the same. */
  #frame(): string {
    const size = { columns: Math.max(1, this.#console.columns() - 1), rows: this.#console.rows() };
    const lines = this.#lines(size).slice(0, Math.max(1, size.rows - 1));
    const text = lines.map((line) => line + CLEAR_TO_END_OF_LINE).join("\r\n");
    const sizeText = `${size.columns}x${size.rows}`;
    const isSameSize = sizeText === this.#size;
    if (text === this.#drawn && isSameSize && this.#told.length === 0) return "";
    // Lines that the terminal has wrapped anew are in the way of shorter ones.
    const clear = isSameSize && this.#told.length === 0 ? "\r" : this.#cleared();
    this.#drawn = text;
    this.#size = sizeText;
    const home = lines.length > 1 ? `\r\x1b[${lines.length - 1}A` : "\r";
    return `${BEGIN_FRAME}${HIDE_CURSOR}${clear}${text}${CLEAR_BELOW}${home}${SHOW_CURSOR}${END_FRAME}`;
  }

  /** Removes the region, and writes the lines that stay in its place. */
  #cleared(): string {
    const told = this.#told.splice(0).map((line) => `${line}\n\r`).join("");
    if (this.#drawn === "") return told;
    this.#drawn = "";
    return `\r${CLEAR_BELOW}${told}`;
  }

  #write(text: string): void {
    this.#isWriting = true;
    this.#written = this.#written.then(async () => {
      await writeMessage(this.#console.stderr, text);
      this.#isWriting = false;
    });
  }

  #stop(): void {
    this.#isOpen = false;
    clearInterval(this.#timer);
    globalThis.removeEventListener("unload", this.#leave);
    globalThis.removeEventListener("unhandledrejection", this.#leave);
    if (Deno.build.os !== "windows") Deno.removeSignalListener("SIGTSTP", this.#suspend);
  }

  /** The program ends at once: nothing but this write is left to be done. */
  #leaveNow(): void {
    this.#stop();
    this.#console.stderr.writeNow(this.#cleared());
  }

  /** Ctrl-Z: leaves the terminal to the shell, and draws again when the program continues. */
  #suspendProgram(): void {
    this.#mode?.suspend();
    this.#console.stderr.writeNow(this.#cleared());
    Deno.kill(Deno.pid, "SIGSTOP");
    this.#mode?.resume();
  }
}
