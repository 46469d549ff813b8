import { TerminalProcess } from "../../scan/processes/process.ts";
import type { Console } from "./console.ts";
import { Output, OutputClosed, type OutputStream } from "./output.ts";

/** What `less` does unless the user says otherwise, as git has it: end when all fits, show colours, leave the text. */
const LESS_OPTIONS = "FRX";

/** Characters that only a shell understands. */
const NEEDS_SHELL = /[|&;<>()$`\\"'*?[#~=%{}!\n]/;

/**
 * Prints for a person who can scroll back and forth in what does not fit on
 * the terminal. A person who ends the pager early has seen enough.
 */
export async function printPaged(
  console: Console,
  print: (console: Console) => Promise<void>,
): Promise<void> {
  const command = pagerCommand(console);
  if (command === undefined) return await print(console);
  const stream = new PagedStream(console, command);
  const stdout = new Output(stream);
  // On the same terminal messages would be drawn over what the pager shows.
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

/** Keeps what is written until it can be shown. */
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

/** The pager of the environment, like `["less"]`; `undefined` where there is to be none. */
export function pagerCommand({ environment }: Pick<Console, "environment">): readonly string[] | undefined {
  if (environment("TERM") === "dumb") return undefined;
  const ownDefault = Deno.build.os === "windows" ? "" : "less";
  const pager = (environment("PLUGINARY_PAGER") ?? environment("PAGER") ?? ownDefault).trim();
  if (pager === "" || pager === "cat") return undefined;
  if (NEEDS_SHELL.test(pager) && Deno.build.os !== "windows") return ["sh", "-c", pager];
  return pager.split(/\s+/);
}

const LINE_BREAK = 0x0a;

/** A style, the only thing that we send to a terminal beside text, is `ESC [ ... m`. */
const ESCAPE = 0x1b;
const STYLE_END = 0x6d;

/** Keeps what fits on the terminal, and starts the pager with the first line that does not. */
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

  /** Prints what fitted, or waits until the person has ended the pager. */
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

  /** Characters for columns, styles left out; wide ones only matter in lines that are longer than the terminal. */
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

/** Of UTF-8: not the first byte of a character. */
function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** `undefined` when there is no such program, which is no reason to print nothing. */
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
