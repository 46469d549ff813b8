import { PluginaryError } from "../../model/pluginary_error.ts";

/** The part of a stream that {@linkcode Output} needs; `Deno.stdout` and `Deno.stderr` have it. */
export interface OutputStream {
  write(bytes: Uint8Array): Promise<number>;
  /** Writes without waiting; streams that never write at the program's end lack it. */
  writeSync?(bytes: Uint8Array): number;
  isTerminal(): boolean;
}

/** The reader of standard output is gone, as with `| head`: a reason to stop, not to complain. */
export class OutputClosed extends Error {
  override readonly name = "OutputClosed";
}

/** Bytes that are collected before they are written: the capacity of a pipe on Linux. */
const BUFFER_BYTES = 65_536;

/** How long to wait before writing again to a full pipe that does not block. */
const FULL_PIPE_PAUSE_MS = 5;

/**
 * A destination for text. Everything that is printed goes through one of these:
 * completely, in order, and no faster than the reader reads.
 */
export class Output {
  /** Whether a person is watching. */
  readonly isTerminal: boolean;
  readonly #stream: OutputStream;
  readonly #name: string;
  readonly #encoder = new TextEncoder();
  #chunks: Uint8Array[] = [];
  #size = 0;

  /** @param name The output's name in errors. */
  constructor(stream: OutputStream, name = "the output") {
    this.#stream = stream;
    this.#name = name;
    this.isTerminal = stream.isTerminal();
  }

  /**
   * Adds text or UTF-8 bytes, which are written once enough has been collected.
   *
   * @throws {OutputClosed} when the reader is gone.
   */
  async write(content: string | Uint8Array): Promise<void> {
    const bytes = typeof content === "string" ? this.#encoder.encode(content) : content;
    this.#chunks.push(bytes);
    this.#size += bytes.length;
    if (this.#size >= BUFFER_BYTES) await this.flush();
  }

  /**
   * Writes everything that has been collected.
   *
   * @throws {OutputClosed} when the reader is gone.
   */
  async flush(): Promise<void> {
    const chunks = this.#chunks;
    const size = this.#size;
    this.#chunks = [];
    this.#size = 0;
    await this.#writeAll(chunks.length === 1 ? chunks[0]! : concatenate(chunks, size));
  }

  /** Writes a short text before anything else can happen, such as the end of the program; it may get lost. */
  writeNow(text: string): void {
    try {
      this.#stream.writeSync?.(this.#encoder.encode(text));
    } catch (error) {
      // The reader is gone or does not read; there is nobody left to tell.
      if (!(error instanceof Error)) throw error;
    }
  }

  async #writeAll(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) at += await this.#writeSome(bytes.subarray(at));
  }

  async #writeSome(bytes: Uint8Array): Promise<number> {
    try {
      return await this.#stream.write(bytes);
    } catch (error) {
      // The stream may be an output itself.
      if (error instanceof OutputClosed) throw error;
      if (error instanceof Deno.errors.BrokenPipe) throw new OutputClosed();
      if (!(error instanceof Deno.errors.WouldBlock)) throw await notWritable(this.#name, error);
      await new Promise((resolve) => setTimeout(resolve, FULL_PIPE_PAUSE_MS));
      return 0;
    }
  }
}

function concatenate(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

async function notWritable(name: string, error: unknown): Promise<PluginaryError> {
  // Loaded only for errors, since every command loads this module.
  const { reasonOf } = await import("../../platform/reason_of.ts");
  const message = `Cannot write ${name}: ${reasonOf(error)}`;
  return new PluginaryError("output-not-writable", message, undefined, { cause: error });
}
