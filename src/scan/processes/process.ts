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

/** How long a killed child may take to be gone; one that waits for a dead network drive may never be. */
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
  /** What the child writes on standard output. */
  readonly output: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Settles when the child is gone and its last words on standard error have been read. */
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
      // A group of its own: a signal from the terminal does not reach it, and
      // whatever it starts ends with it.
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

  /** Writes to the child's standard input; a child that is gone ignores it, and {@linkcode end} tells. */
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

  /** The end of what the child wrote on standard error since {@linkcode forgetErrors}. */
  errorTail(): string {
    return this.#tail.text();
  }

  /** Forgets what the child wrote on standard error so far. */
  forgetErrors(): void {
    this.#tail.clear();
  }

  /**
   * Kills the child and all that it started, at once. A module whose load never
   * returns holds the dynamic linker's lock, so the child cannot end by itself.
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
      // Gone already, or about to be.
      if (!(error instanceof Deno.errors.NotFound || error instanceof TypeError)) throw error;
    }
  }

  async #waitForEnd(): Promise<ProcessEnd> {
    const status = await Promise.race([this.#child.status, this.#immortal.promise]);
    this.#hasEnded = true;
    clearTimeout(this.#killTimer);
    if (status === undefined) {
      // It ends when the system lets go of it, and nothing waits for that.
      this.#child.unref();
      this.#tail.stop();
      return { signal: "SIGKILL" };
    }
    // What the child started would live on and keep the pipes open.
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

/** A child that a person works with, like a pager or an editor: it has our terminal, and keys and signals reach it. */
export class TerminalProcess {
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>> | undefined;

  /**
   * @param input Whether it reads what we {@linkcode write}, or the keyboard.
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

  /** @throws {Deno.errors.BrokenPipe} when it reads no more. */
  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      await this.#input?.write(bytes);
    } catch (error) {
      throw isClosedPipe(error) ? new Deno.errors.BrokenPipe() : error;
    }
  }

  /** Waits until the person has ended it; meanwhile Ctrl+C is its business alone. */
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

function isClosedPipe(error: unknown): boolean {
  return error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.ConnectionReset ||
    error instanceof TypeError;
}
