import { TerminalProcess } from "../scan/process.ts";
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
  try {
    await print({ ...console, stdout });
    await stdout.flush();
  } catch (error) {
    if (!(error instanceof OutputClosed && stream.hasStarted)) throw error;
  } finally {
    await stream.end();
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

/** Keeps what fits on the terminal, and starts the pager with the first line that does not. */
class PagedStream implements OutputStream {
  readonly #console: Console;
  readonly #command: readonly string[];
  readonly #kept: Uint8Array[] = [];
  readonly #columns: number;
  /** Lines of the terminal that stay free for the prompt. */
  #freeLines: number;
  #column = 0;
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
    for (const bytes of this.#kept.splice(0)) await this.#console.stdout.write(bytes);
    await this.#console.stdout.flush();
  }

  async #keep(bytes: Uint8Array): Promise<void> {
    this.#kept.push(bytes.slice());
    this.#count(bytes);
    if (this.#freeLines >= 0) return;
    this.#pager = startPager(this.#command);
    this.#isUnpaged = this.#pager === undefined;
    for (const kept of this.#kept.splice(0)) await this.write(kept);
  }

  /** Bytes for columns: too many at worst, and `less` ends by itself when all fits. */
  #count(bytes: Uint8Array): void {
    for (const byte of bytes) {
      const breaks = byte === 0x0a;
      if (breaks || ++this.#column > this.#columns) this.#freeLines--;
      if (breaks) this.#column = 0;
      else if (this.#column > this.#columns) this.#column = 1;
    }
  }
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
