/** Most bytes that are kept of a worker's standard error. */
const TAIL_BYTES = 8 * 1024;

/**
 * Reads a stream to its end and keeps the last bytes. Plugins write banners,
 * warnings and sometimes hundreds of megabytes; they would block if the pipe
 * filled up.
 */
export class OutputTail {
  #bytes = new Uint8Array(0);
  readonly #reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
  /** Settles when the stream has ended or reading was stopped. */
  readonly done: Promise<void>;

  constructor(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
    this.#reader = stream.getReader();
    this.done = this.#drain();
  }

  /** The last text that was written since {@linkcode clear}; invalid UTF-8 becomes U+FFFD. */
  text(): string {
    return new TextDecoder().decode(this.#bytes).trim();
  }

  /** Forgets everything written so far, because it belongs to another module. */
  clear(): void {
    this.#bytes = new Uint8Array(0);
  }

  /** Stops reading a stream that another process keeps open. */
  stop(): void {
    this.#reader.cancel();
  }

  async #drain(): Promise<void> {
    for (;;) {
      const { done, value } = await this.#reader.read();
      if (done) return;
      this.#append(value);
    }
  }

  #append(chunk: Uint8Array<ArrayBuffer>): void {
    const kept = chunk.subarray(-TAIL_BYTES);
    const before = this.#bytes.subarray(Math.max(0, this.#bytes.byteLength + kept.byteLength - TAIL_BYTES));
    const joined = new Uint8Array(before.byteLength + kept.byteLength);
    joined.set(before);
    joined.set(kept, before.byteLength);
    this.#bytes = joined;
  }
}
