import type { WorkerCommand, WorkerProcess } from "../../src/scan/workers/worker_session.ts";

/** The output of a worker without a process, and how it then ends. */
export interface Speech {
  /** The chunks that follow a line of its input; the first line is the start message. */
  answer(line: string, index: number): Iterable<Uint8Array<ArrayBuffer>>;
  /** Lines after which its output ends. */
  readonly lines: number;
  /** How it ends by itself; without this, it stays until it is killed. */
  readonly end?: { readonly code?: number; readonly signal?: string };
}

/**
 * A command whose worker is a few lines in this process, so that a test can
 * have a hundred thousand of them.
 *
 * @param speechOf The output of the next worker; called once for each.
 */
export function spokenWorker(
  speechOf: () => Speech,
): WorkerCommand & { readonly processes: readonly SpokenProcess[] } {
  const processes: SpokenProcess[] = [];
  return {
    program: "/nowhere/worker",
    args: [],
    shim: null,
    processes,
    spawn: () => {
      const process = new SpokenProcess(speechOf());
      processes.push(process);
      return process;
    },
  };
}

/** The process of such a worker. */
export class SpokenProcess implements WorkerProcess {
  readonly output: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly end: Promise<{ code?: number; signal?: string }>;
  /** Whether it was killed. */
  isKilled = false;
  /** Whether its output is no longer read. */
  isCancelled = false;
  readonly #speech: Speech;
  readonly #settle: (end: { code?: number; signal?: string }) => void;
  #controller!: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
  #heard = 0;
  #isOver = false;

  constructor(speech: Speech) {
    this.#speech = speech;
    const { promise, resolve } = Promise.withResolvers<{ code?: number; signal?: string }>();
    this.end = promise;
    this.#settle = resolve;
    this.output = new ReadableStream({
      start: (controller) => void (this.#controller = controller),
      cancel: () => void (this.isCancelled = this.#isOver = true),
    });
  }

  write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    for (const line of new TextDecoder().decode(bytes).trimEnd().split("\n")) this.#hear(line);
    return Promise.resolve();
  }

  #hear(line: string): void {
    for (const chunk of this.#speech.answer(line, this.#heard)) {
      if (!this.#isOver) this.#controller.enqueue(chunk);
    }
    if (++this.#heard >= this.#speech.lines) this.#finish();
  }

  closeInput(): Promise<void> {
    this.#finish();
    this.#settle({ code: 0 });
    return Promise.resolve();
  }

  errorTail(): string {
    return "";
  }

  forgetErrors(): void {}

  kill(): void {
    this.isKilled = true;
    this.#finish();
    this.#settle({ signal: "SIGKILL" });
  }

  #finish(): void {
    if (!this.#isOver) this.#controller.close();
    this.#isOver = true;
    if (this.#speech.end !== undefined) this.#settle(this.#speech.end);
  }
}
