import type { Console } from "../../../src/cli/terminal/console.ts";
import { Output, type OutputStream } from "../../../src/cli/terminal/output.ts";

/** A stream that keeps what is written to it, a few bytes at a time as a full pipe takes them. */
export class FakeStream implements OutputStream {
  readonly #chunks: Uint8Array[] = [];
  readonly #isTerminal: boolean;
  readonly #bytesPerWrite: number;

  constructor(options: { isTerminal?: boolean; bytesPerWrite?: number } = {}) {
    this.#isTerminal = options.isTerminal ?? false;
    this.#bytesPerWrite = options.bytesPerWrite ?? Infinity;
  }

  isTerminal(): boolean {
    return this.#isTerminal;
  }

  write(bytes: Uint8Array): Promise<number> {
    const taken = bytes.slice(0, Math.min(bytes.length, this.#bytesPerWrite));
    this.#chunks.push(taken);
    return Promise.resolve(taken.length);
  }

  writeSync(bytes: Uint8Array): number {
    this.#chunks.push(bytes.slice());
    return bytes.length;
  }

  /** All that has been written. */
  text(): string {
    const decoder = new TextDecoder();
    return this.#chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join("") + decoder.decode();
  }
}

/** A console that keeps what is printed. */
export function fakeConsole(
  options: { isTerminal?: boolean; environment?: Record<string, string>; columns?: number; rows?: number } =
    {},
): Console & { printed(): Promise<{ stdout: string; stderr: string }> } {
  const streams = { stdout: new FakeStream(options), stderr: new FakeStream(options) };
  const stdout = new Output(streams.stdout);
  const stderr = new Output(streams.stderr);
  return {
    stdout,
    stderr,
    columns: () => options.columns ?? 80,
    rows: () => options.rows ?? 24,
    environment: (name) => options.environment?.[name],
    printed: async () => {
      await stdout.flush();
      await stderr.flush();
      return { stdout: streams.stdout.text(), stderr: streams.stderr.text() };
    },
  };
}
