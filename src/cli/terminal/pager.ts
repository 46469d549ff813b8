import { TerminalProcess } from "../../scan/processes/process.ts";
import type { Console } from "./console.ts";
import { Output, OutputClosed, type OutputStream } from "./output.ts";

/** Options of `less` unless the user sets others, as in git: quit if the text fits, show colors, keep it on screen. */
const LESS_OPTIONS = "FRX";

/** Characters that only a shell understands. */
const NEEDS_SHELL = /[|&;<>()$`\\"'*?[#~=%{}!\n]/;

/**
 * Prints for a person, through a pager when the text does not fit on the
 * terminal. Quitting the pager early is not an error.
 */
export async function printPaged(
  console: Console,
  print: (console: Console) => Promise<void>,
): Promise<void> {
  const command = pagerCommand(console);
  if (command === undefined) return await print(console);
  const stream = new PagedStream(console, command);
  const stdout = new Output(stream);
  // Messages on the same terminal would be drawn over the pager.
  const messages = new KeptStream();
  const stderr = new Output(messages);
  try {
    await print({ ...console, stdout, stderr: console.stderr.isTerminal ? stderr : console.stderr });
    await stdout.flush();
  } catch (error) {
    if (!(error instanceof OutputClosed && stream.hasStarted)) throw error;
  } finally {
    await stream.end();
    await stderr.flush();
    await messages.passTo(console.stderr);
  }
}

/** Keeps everything written until it can be shown. */
class KeptStream implements OutputStream {
  readonly #kept: Uint8Array[] = [];

  isTerminal(): boolean {
    return true;
  }

  write(bytes: Uint8Array): Promise<number> {
    this.#kept.push(bytes.slice());
    return Promise.resolve(bytes.length);
  }

  async passTo(output: Output): Promise<void> {
    for (const bytes of this.#kept.splice(0)) await output.write(bytes);
    await output.flush();
  }
}

/** The pager that the environment asks for, like `["less"]`; `undefined` for none. */
export function pagerCommand({ environment }: Pick<Console, "environment">): readonly string[] | undefined {
  if (environment("TERM") === "dumb") return undefined;
  const ownDefault = Deno.build.os === "windows" ? "" : "less";
  const pager = (environment("PLUGINARY_PAGER") ?? environment("PAGER") ?? ownDefault).trim();
  if (pager === "" || pager === "cat") return undefined;
  if (NEEDS_SHELL.test(pager) && Deno.build.os !== "windows") return ["sh", "-c", pager];
  return pager.split(/\s+/);
}

const LINE_BREAK = 0x0a;

/** A style is `ESC [ ... m`; nothing else but text is sent to the terminal. */
const ESCAPE = 0x1b;
const STYLE_END = 0x6d;

/** Keeps text while it fits on the terminal, and starts the pager with the first line that does not. */
class PagedStream implements OutputStream {
  readonly #console: Console;
  readonly #command: readonly string[];
  readonly #kept = new KeptStream();
  readonly #columns: number;
  /** Lines of the terminal that stay free for the prompt. */
  #freeLines: number;
  #column = 0;
  #isInStyle = false;
  #pager: TerminalProcess | undefined;
  #isUnpaged = false;

  constructor(console: Console, command: readonly string[]) {
    this.#console = console;
    this.#command = command;
    this.#columns = console.columns();
    this.#freeLines = console.rows() - 1;
  }

  get hasStarted(): boolean {
    return this.#pager !== undefined;
  }

  isTerminal(): boolean {
    return true;
  }

  async write(bytes: Uint8Array): Promise<number> {
    if (this.#pager !== undefined) await this.#pager.write(bytes.slice());
    else if (this.#isUnpaged) await this.#console.stdout.write(bytes.slice());
    else await this.#keep(bytes);
    return bytes.length;
  }

  /** Prints the kept text, or waits until the person has quit the pager. */
  async end(): Promise<void> {
    if (this.#pager !== undefined) return void await this.#pager.waitForEnd();
    await this.#kept.passTo(this.#console.stdout);
  }

  async #keep(bytes: Uint8Array): Promise<void> {
    await this.#kept.write(bytes);
    this.#count(bytes);
    if (this.#freeLines >= 0) return;
    this.#pager = startPager(this.#command);
    this.#isUnpaged = this.#pager === undefined;
    const output = new Output(this);
    await this.#kept.passTo(output);
  }

  /** Counts a column per character and none for styles; wide characters matter only in lines that wrap. */
  #count(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.#isInStyle) this.#isInStyle = byte !== STYLE_END;
      else if (byte === ESCAPE) this.#isInStyle = true;
      else if (byte === LINE_BREAK) this.#endLine();
      else if (!isContinuation(byte) && ++this.#column > this.#columns) this.#endLine(1);
    }
  }

  #endLine(column = 0): void {
    this.#freeLines--;
    this.#column = column;
  }
}

/** Whether a byte of UTF-8 is not the first one of its character. */
function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** Returns `undefined` when the program cannot be started: the text is then printed without a pager. */
function startPager([program, ...args]: readonly string[]): TerminalProcess | undefined {
  const environment = { LESS: LESS_OPTIONS, LV: "-c", ...Deno.env.toObject() };
  try {
    return new TerminalProcess({ program: program!, args, environment }, "piped");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) {
      return undefined;
    }
    throw error;
  }
}
