/** Something that blocks until it has bytes, like `Deno.stdin`; `null` is the end. */
export interface ByteSource {
  readSync(into: Uint8Array): number | null;
}

/**
 * Reads lines and blocks while waiting: a worker has nothing else to do, and
 * plugin code must run on this very thread.
 */
export class LineReader {
  readonly #source: ByteSource;
  readonly #maximumBytes: number;
  readonly #chunk = new Uint8Array(64 * 1024);
  #pending: Uint8Array<ArrayBuffer>;

  /** @param head What has been read of the source already. */
  constructor(source: ByteSource, maximumBytes: number, head: Uint8Array<ArrayBuffer> = new Uint8Array(0)) {
    this.#source = source;
    this.#maximumBytes = maximumBytes;
    this.#pending = head;
  }

  /**
   * The next line without its line feed, or `undefined` at the end. What
   * follows the last line feed is no line: its writer died.
   *
   * @throws {RangeError} when a line is longer than the maximum.
   */
  next(): string | undefined {
    let searched = 0;
    while (true) {
      const end = this.#pending.indexOf(0x0a, searched);
      if (end >= 0) return this.#take(end);
      searched = this.#pending.byteLength;
      if (searched > this.#maximumBytes) {
        throw new RangeError(`Line is longer than ${this.#maximumBytes} bytes`);
      }
      const size = this.#source.readSync(this.#chunk);
      if (size === null) return undefined;
      this.#append(this.#chunk.subarray(0, size));
    }
  }

  #take(end: number): string {
    const line = new TextDecoder().decode(this.#pending.subarray(0, end));
    this.#pending = this.#pending.subarray(end + 1);
    return line;
  }

  #append(bytes: Uint8Array): void {
    const joined = new Uint8Array(this.#pending.byteLength + bytes.byteLength);
    joined.set(this.#pending);
    joined.set(bytes, this.#pending.byteLength);
    this.#pending = joined;
  }
}
