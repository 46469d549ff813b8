/** Bytes read at once; the start of most libraries, and the whole of small ones, fits in. */
const WINDOW_BYTES = 64 * 1024;

/** Windows are opened one after the other by the hundred, so the last one's memory waits for the next. */
let spare: Uint8Array<ArrayBuffer> | undefined;

/**
 * Reads parts of a file at any place, most of them from what it has read
 * already. Past the end of the file it gives fewer bytes than asked for. What
 * it gives is only good until it is closed.
 */
export class FileWindow implements Disposable {
  readonly #file: Deno.FsFile;
  readonly #memory: Uint8Array<ArrayBuffer>;
  readonly #filled: number;

  private constructor(file: Deno.FsFile, memory: Uint8Array<ArrayBuffer>) {
    this.#file = file;
    this.#memory = memory;
    this.#filled = fill(file, memory);
  }

  /** @throws {Deno.errors.NotFound} and the other errors of opening and reading a file. */
  static open(path: string): FileWindow {
    // To open a pipe would be to wait for who writes into it, with everything else standing still.
    if (!Deno.statSync(path).isFile) throw new Deno.errors.InvalidData("It is not a regular file");
    const file = Deno.openSync(path);
    const memory = spare ?? new Uint8Array(WINDOW_BYTES);
    spare = undefined;
    try {
      return new FileWindow(file, memory);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** The first bytes of the file, as many as were read at once. */
  get start(): Uint8Array<ArrayBuffer> {
    return this.#memory.subarray(0, this.#filled);
  }

  /** Size of the file in bytes. */
  get size(): number {
    return this.#isWhole ? this.#filled : this.#file.statSync().size;
  }

  /** The bytes from `offset` on, at most `length`, fewer at the end of the file. */
  read(offset: number, length: number): Uint8Array<ArrayBuffer> {
    const end = offset + length;
    if (end <= this.#filled || this.#isWhole) return this.start.subarray(offset, end);
    this.#file.seekSync(offset, Deno.SeekMode.Start);
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, fill(this.#file, bytes));
  }

  [Symbol.dispose](): void {
    this.#file.close();
    spare = this.#memory;
  }

  get #isWhole(): boolean {
    return this.#filled < WINDOW_BYTES;
  }
}

/** @returns How many bytes the file had for it. */
function fill(file: Deno.FsFile, bytes: Uint8Array): number {
  let size = 0;
  while (size < bytes.byteLength) {
    const more = file.readSync(bytes.subarray(size));
    if (more === null) break;
    size += more;
  }
  return size;
}
