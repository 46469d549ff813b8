/** A source that blocks until it has bytes, like `Deno.stdin`; `null` marks the end. */
export interface ByteSource {
  readSync(into: Uint8Array): number | null;
}

/**
 * Reads lines and blocks while waiting: a worker has nothing else to do, and
 * plugin code must run on this same thread.
 */
export class LineReader {
  readonly #source: ByteSource;
  readonly #maximumBytes: number;
  /** Bytes read beyond the last line. */
  #rest: Uint8Array<ArrayBuffer> = new Uint8Array(0);

  constructor(source: ByteSource, maximumBytes: number) {
    this.#source = source;
    this.#maximumBytes = maximumBytes;
  }

  /**
   * The next line without its line feed, or `undefined` at the end. Text after
   * the last line feed is dropped: its writer died before the line was complete.
   *
   * @throws {RangeError} when a line is longer than the maximum.
   */
  next(): string | undefined {
    const parts: Uint8Array[] = [];
    for (let bytes = 0; bytes <= this.#maximumBytes; bytes += parts.at(-1)!.byteLength) {
      if (this.#rest.byteLength === 0 && !this.#fill()) return undefined;
      const end = this.#rest.indexOf(LINE_FEED);
      parts.push(end < 0 ? this.#rest : this.#rest.subarray(0, end));
      this.#rest = end < 0 ? new Uint8Array(0) : this.#rest.subarray(end + 1);
      if (end >= 0) return decoded(parts);
    }
    throw new RangeError(`Line is longer than ${this.#maximumBytes} bytes`);
  }

  /** Whether a whole line has been read already. */
  hasNext(): boolean {
    return this.#rest.includes(LINE_FEED);
  }

  /** Reads more bytes; returns false at the end. */
  #fill(): boolean {
    const chunk = new Uint8Array(CHUNK_BYTES);
    const size = this.#source.readSync(chunk);
    this.#rest = chunk.subarray(0, size ?? 0);
    return size !== null;
  }
}

const LINE_FEED = 0x0a;

/** Bytes to read at once: the capacity of a pipe. */
const CHUNK_BYTES = 64 * 1024;

function decoded(parts: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  return parts.map((part) => decoder.decode(part, { stream: true })).join("") + decoder.decode();
}
