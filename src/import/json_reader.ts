import { SourceSyntaxError } from "./source_syntax_error.ts";

/** A source of bytes, such as an open file. */
export interface ByteSource {
  /** Fills a part of the buffer and says how many bytes; `null` at the end. */
  read(buffer: Uint8Array): Promise<number | null>;
}

/** The text of a value in the file. */
export interface JsonSlice {
  /** In bytes from the start of the file. */
  readonly offset: number;
  /** Unset when the value is too large or too deep. */
  readonly text?: string;
  /** Whether letters outside its strings may be `NaN` or `Infinity`. */
  readonly hasBareNumbers: boolean;
  /** Why there is no text. */
  readonly refusal?: "too-large" | "nested-too-deeply";
}

/** Limits of the memory that one value of a hostile file can take. */
export interface JsonLimits {
  readonly valueBytes: number;
  readonly depth: number;
}

/** Enough for a plugin with a hundred thousand parameters. */
export const DEFAULT_LIMITS: JsonLimits = { valueBytes: 16 * 1024 * 1024, depth: 64 };

const FIRST_BUFFER_BYTES = 256 * 1024;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** The result of {@linkcode JsonReader.peek} at the end of the file. */
export const END = -1;

/**
 * Reads JSON from a file piece by piece: containers member by member, values
 * as slices of text. Its memory is that of the largest value.
 *
 * It tracks strings and the depth of brackets only; the slices are checked by
 * their parser.
 */
export class JsonReader {
  readonly #source: ByteSource;
  readonly #limits: JsonLimits;
  readonly #decoder = new TextDecoder();
  #bytes = new Uint8Array(FIRST_BUFFER_BYTES);
  #at = 0;
  #end = 0;
  /** Offset of the buffer's first byte in the file. */
  #base = 0;
  #isAtEnd = false;

  constructor(source: ByteSource, limits: JsonLimits = DEFAULT_LIMITS) {
    this.#source = source;
    this.#limits = limits;
  }

  /** Bytes that have been read so far. */
  get offset(): number {
    return this.#base + this.#at;
  }

  /** The next byte that is not white space, without reading it; {@linkcode END} at the end. */
  async peek(): Promise<number> {
    for (;;) {
      while (this.#at < this.#end) {
        const byte = this.#bytes[this.#at]!;
        if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
        this.#at++;
      }
      if (!await this.#fill(this.#at)) return END;
    }
  }

  /** Skips the byte order mark that some editors write. */
  async skipByteOrderMark(): Promise<void> {
    await this.peek();
    const [first, second, third] = this.#bytes.subarray(this.#at, this.#end);
    if (first === 0xef && second === 0xbb && third === 0xbf) this.#at += 3;
  }

  /** Enters an object or array. */
  async enter(): Promise<"object" | "array"> {
    const byte = await this.peek();
    if (byte !== OPEN_BRACE && byte !== OPEN_BRACKET) throw this.#unexpected(byte, "an object or array");
    this.#at++;
    return byte === OPEN_BRACE ? "object" : "array";
  }

  /**
   * The name of the next member of the object that was entered, whose value must
   * be read next; `undefined` after the last one, which leaves the object.
   */
  async nextName(isFirst: boolean): Promise<string | undefined> {
    if (!await this.#next(isFirst, CLOSE_BRACE)) return undefined;
    const byte = await this.peek();
    if (byte !== QUOTE) throw this.#unexpected(byte, "a name in quotes");
    const slice = await this.value();
    const name = slice.text === undefined ? "" : this.#parseName(slice.text, slice.offset);
    const colon = await this.peek();
    if (colon !== COLON) throw this.#unexpected(colon, '":"');
    this.#at++;
    return name;
  }

  /** Whether the array that was entered has another element; `false` leaves it. */
  async nextElement(isFirst: boolean): Promise<boolean> {
    return await this.#next(isFirst, CLOSE_BRACKET);
  }

  /** Reads a value to its end. */
  async value(): Promise<JsonSlice> {
    const first = await this.peek();
    if (first === END || first === COMMA || first === COLON || isClosing(first)) {
      throw this.#unexpected(first, "a value");
    }
    const scan: ValueScan = { depth: 0, deepest: 0, isInString: false, isEscaped: false, hasLetters: false };
    const offset = this.offset;
    let from = this.#at;
    let isTooLarge = false;
    while (!this.#scan(scan)) {
      if (this.#at - from > this.#limits.valueBytes) isTooLarge = true;
      const base = this.#base;
      const hasMore = await this.#fill(isTooLarge ? this.#at : from);
      // Dropped bytes move the rest.
      from = Math.max(0, from - (this.#base - base));
      if (hasMore) continue;
      if (scan.depth === 0 && !scan.isInString) break;
      throw new SourceSyntaxError("unexpected end of the file in a value", this.offset);
    }
    if (isTooLarge || this.#at - from > this.#limits.valueBytes) {
      return { offset, hasBareNumbers: false, refusal: "too-large" };
    }
    if (scan.deepest > this.#limits.depth) {
      return { offset, hasBareNumbers: false, refusal: "nested-too-deeply" };
    }
    const text = this.#decoder.decode(this.#bytes.subarray(from, this.#at));
    return { offset, text, hasBareNumbers: scan.hasLetters };
  }

  async #next(isFirst: boolean, closing: number): Promise<boolean> {
    const byte = await this.peek();
    if (byte === closing) {
      this.#at++;
      return false;
    }
    if (isFirst) return true;
    if (byte !== COMMA) throw this.#unexpected(byte, `"," or "${String.fromCharCode(closing)}"`);
    this.#at++;
    return true;
  }

  /** Advances to the end of the value or of the buffer; returns whether the value is complete. */
  #scan(scan: ValueScan): boolean {
    const bytes = this.#bytes;
    const end = this.#end;
    let { depth, deepest, isInString, isEscaped, hasLetters } = scan;
    let at = this.#at;
    let isDone = false;
    while (at < end && !isDone) {
      const byte = bytes[at]!;
      if (isInString) {
        at++;
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) {
          isInString = false;
          isDone = depth === 0;
        } else while (at < end && bytes[at] !== QUOTE && bytes[at] !== BACKSLASH) at++;
      } else if (byte === QUOTE) {
        at++;
        isInString = true;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        at++;
        if (++depth > deepest) deepest = depth;
      } else if (isClosing(byte)) {
        isDone = depth <= 1;
        if (depth > 0) at++;
        depth--;
      } else if (depth === 0 && (byte <= 0x20 || byte === COMMA || byte === COLON)) {
        isDone = true;
      } else {
        // "N" of NaN, "I" of Infinity; no other bare word has them.
        if (byte === 0x4e || byte === 0x49) hasLetters = true;
        at++;
      }
    }
    this.#at = at;
    Object.assign(scan, { depth, deepest, isInString, isEscaped, hasLetters });
    return isDone;
  }

  /** Reads more, keeping the bytes from `from` on; `false` at the end of the file. */
  async #fill(from: number): Promise<boolean> {
    if (this.#isAtEnd) return false;
    const kept = this.#end - from;
    let target = this.#bytes;
    if (kept > target.length / 2) target = new Uint8Array(target.length * 2);
    else if (kept === 0 && target.length > FIRST_BUFFER_BYTES) target = new Uint8Array(FIRST_BUFFER_BYTES);
    target.set(this.#bytes.subarray(from, this.#end));
    this.#bytes = target;
    this.#base += from;
    this.#at -= from;
    this.#end = kept;
    const count = await this.#source.read(target.subarray(kept));
    if (count === null) this.#isAtEnd = true;
    else this.#end += count;
    return count !== null;
  }

  #parseName(text: string, offset: number): string {
    try {
      return String(JSON.parse(text));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new SourceSyntaxError("invalid string as a name", offset);
    }
  }

  #unexpected(byte: number, expected: string): SourceSyntaxError {
    const found = byte === END ? "the end of the file" : describeByte(byte);
    return new SourceSyntaxError(`expected ${expected}, found ${found}`, this.offset);
  }
}

/** The state of the search for a value's end. */
interface ValueScan {
  depth: number;
  deepest: number;
  isInString: boolean;
  isEscaped: boolean;
  hasLetters: boolean;
}

function isClosing(byte: number): boolean {
  return byte === CLOSE_BRACE || byte === CLOSE_BRACKET;
}

function describeByte(byte: number): string {
  return byte > 0x20 && byte < 0x7f ? `"${String.fromCharCode(byte)}"` : `byte 0x${byte.toString(16)}`;
}
