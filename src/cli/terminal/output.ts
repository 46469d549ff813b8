import { PluginaryError } from "../../model/pluginary_error.ts";

/** What {@linkcode Output} needs of a stream; `Deno.stdout` and `Deno.stderr` have it. */
export interface OutputStream {
  write(bytes: Uint8Array): Promise<number>;
  isTerminal(): boolean;
}

/** The reader of standard output is gone, as with `| head`: a reason to stop, not to complain. */
export class OutputClosed extends Error {
  override readonly name = "OutputClosed";
}

/** Bytes that are collected before they are written; what a pipe holds on Linux. */
const BUFFER_BYTES = 65_536;

/** How long to wait for a reader whose pipe does not block and is full. */
const FULL_PIPE_PAUSE_MS = 5;

/**
 * Where a command writes. All that is printed goes through here: completely,
 * in order, and no faster than the reader reads.
 */
export class Output {
  /** Whether a person is watching. */
  readonly isTerminal: boolean;
  readonly #stream: OutputStream;
  readonly #name: string;
  readonly #encoder = new TextEncoder();
  #chunks: Uint8Array[] = [];
  #size = 0;

  /** @param name What an error calls it. */
  constructor(stream: OutputStream, name = "the output") {
    this.#stream = stream;
    this.#name = name;
    this.isTerminal = stream.isTerminal();
  }

  /**
   * Adds text or UTF-8 bytes, which are written when enough has come together.
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
   * Writes what has been collected.
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
  // Loaded for errors: every command has an output.
  const { reasonOf } = await import("../../platform/reason_of.ts");
  const message = `Cannot write ${name}: ${reasonOf(error)}`;
  return new PluginaryError("output-not-writable", message, undefined, { cause: error });
}
