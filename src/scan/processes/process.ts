// The only place that starts processes.
import { OutputTail } from "./output_tail.ts";

/** A program to run as a child, without a shell. */
export interface ProcessCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** The child's whole environment; nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
}

/** How a process ended. */
export interface ProcessEnd {
  /** Exit code, absent when a signal ended it. */
  readonly code?: number;
  /** Signal name like `SIGSEGV`, absent when it ended by itself. */
  readonly signal?: string;
}

/** How long to wait for a killed child to end; one that waits for a dead network drive may never do so. */
const KILL_LIMIT_MS = 5000;

/** How long helper processes of a dead child may keep its standard error open before we stop reading it. */
const DRAIN_AFTER_END_MS = 200;

/** A child with pipes, in a process group of its own. */
export class Process {
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #tail: OutputTail;
  readonly #immortal = Promise.withResolvers<undefined>();
  #killTimer: ReturnType<typeof setTimeout> | undefined;
  #hasEnded = false;
  /** The child's standard output. */
  readonly output: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Settles when the child has ended and its standard error has been read. */
  readonly end: Promise<ProcessEnd>;

  /** @throws {Deno.errors.NotFound} and others when the program cannot be started. */
  constructor(command: ProcessCommand) {
    this.#child = new Deno.Command(command.program, {
      args: [...command.args],
      env: command.environment,
      clearEnv: true,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
      // A group of its own: signals from the terminal do not reach it, and
      // everything that it starts can be ended with it.
      detached: true,
    }).spawn();
    this.#input = this.#child.stdin.getWriter();
    this.#tail = new OutputTail(this.#child.stderr);
    this.output = this.#child.stdout;
    this.end = this.#waitForEnd();
  }

  /** The child's process id. */
  get pid(): number {
    return this.#child.pid;
  }

  /** Writes to the child's standard input; does nothing when the child has ended, see {@linkcode end}. */
  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      await this.#input.write(bytes);
    } catch (error) {
      if (!isClosedPipe(error)) throw error;
    }
  }

  /** Closes the child's standard input, which asks a worker to end. */
  async closeInput(): Promise<void> {
    try {
      await this.#input.close();
    } catch (error) {
      if (!isClosedPipe(error)) throw error;
    }
  }

  /** The last text on the child's standard error since {@linkcode forgetErrors}. */
  errorTail(): string {
    return this.#tail.text();
  }

  /** Forgets everything that the child has written on standard error. */
  forgetErrors(): void {
    this.#tail.clear();
  }

  /**
   * Kills the child and everything that it started, at once. A module that never
   * finishes loading holds the dynamic linker's lock, so the child cannot exit.
   */
  kill(): void {
    if (!this.#hasEnded) {
      this.#killTimer ??= setTimeout(() => this.#immortal.resolve(undefined), KILL_LIMIT_MS);
    }
    this.#killGroup();
  }

  #killGroup(): void {
    try {
      if (Deno.build.os === "windows") this.#child.kill("SIGKILL");
      else Deno.kill(-this.#child.pid, "SIGKILL");
    } catch (error) {
      // It has already ended, or is about to.
      if (!(error instanceof Deno.errors.NotFound || error instanceof TypeError)) throw error;
    }
  }

  async #waitForEnd(): Promise<ProcessEnd> {
    const status = await Promise.race([this.#child.status, this.#immortal.promise]);
    this.#hasEnded = true;
    clearTimeout(this.#killTimer);
    if (status === undefined) {
      // It ends when the system releases it; nothing waits for that.
      this.#child.unref();
      this.#tail.stop();
      return { signal: "SIGKILL" };
    }
    // Processes that the child started would go on and keep the pipes open.
    this.#killGroup();
    await this.#drainTail();
    await this.closeInput();
    return status.signal === null ? { code: status.code } : { signal: status.signal };
  }

  async #drainTail(): Promise<void> {
    const timer = setTimeout(() => this.#tail.stop(), DRAIN_AFTER_END_MS);
    await this.#tail.done;
    clearTimeout(timer);
  }
}

/** A child that a person uses, like a pager or an editor: it shares our terminal and receives its keys and signals. */
export class TerminalProcess {
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>> | undefined;

  /**
   * @param input Whether it reads from {@linkcode write} or from the keyboard.
   * @throws {Deno.errors.NotFound} and others when the program cannot be started.
   */
  constructor({ program, args, environment }: ProcessCommand, input: "piped" | "inherit") {
    this.#child = new Deno.Command(program, {
      args: [...args],
      env: environment,
      clearEnv: true,
      stdin: input,
      stdout: "inherit",
      stderr: "inherit",
    }).spawn();
    this.#input = input === "piped" ? this.#child.stdin.getWriter() : undefined;
  }

  /** @throws {Deno.errors.BrokenPipe} when it no longer reads. */
  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      await this.#input?.write(bytes);
    } catch (error) {
      throw isClosedPipe(error) ? new Deno.errors.BrokenPipe() : error;
    }
  }

  /** Waits until the person has ended it; until then it alone handles Ctrl+C. */
  async waitForEnd(): Promise<ProcessEnd> {
    const ignore = () => {};
    Deno.addSignalListener("SIGINT", ignore);
    try {
      await this.#input?.close().catch((error) => {
        if (!isClosedPipe(error)) throw error;
      });
      const status = await this.#child.status;
      return status.signal === null ? { code: status.code } : { signal: status.signal };
    } finally {
      Deno.removeSignalListener("SIGINT", ignore);
    }
  }
}

/** A child that has our standard output and nothing else of ours, and writes nothing to it. */
export class OutputHolder {
  readonly #child: Deno.ChildProcess;
  /** Settles when the child has ended. */
  readonly end: Promise<ProcessEnd>;

  /** @throws {Deno.errors.NotFound} and others when the program cannot be started. */
  constructor({ program, args, environment }: ProcessCommand) {
    this.#child = new Deno.Command(program, {
      args: [...args],
      env: environment,
      clearEnv: true,
      stdin: "null",
      stdout: "inherit",
      stderr: "null",
    }).spawn();
    this.end = this.#child.status.then(({ code, signal }) => signal === null ? { code } : { signal });
  }

  /** Ends the child; does nothing when it has ended. */
  kill(): void {
    try {
      this.#child.kill();
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound || error instanceof TypeError)) throw error;
    }
  }
}

/**
 * Starts a program of the desktop, like a file manager. It has nothing of our
 * terminal and may outlive us.
 *
 * @returns `undefined` if it still runs after the limit.
 * @throws {Deno.errors.NotFound} and others when the program cannot be started.
 */
export async function startDesktopProgram(
  { program, args, environment }: ProcessCommand,
  limitMs: number,
): Promise<ProcessEnd | undefined> {
  const child = new Deno.Command(program, {
    args: [...args],
    env: environment,
    clearEnv: true,
    stdin: "null",
    stdout: "null",
    stderr: "null",
    detached: true,
  }).spawn();
  child.unref();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), limitMs);
  const status = await Promise.race([child.status, promise]);
  clearTimeout(timer);
  if (status === undefined) return undefined;
  return status.signal === null ? { code: status.code } : { signal: status.signal };
}

function isClosedPipe(error: unknown): boolean {
  return error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.ConnectionReset ||
    error instanceof TypeError;
}
