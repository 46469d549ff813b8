import { FileFormatError } from "./file_format_error.ts";

/** Bytes that can be read at any place, such as a file that is too large to be held. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  /** The bytes from `offset` on, at most `length`, fewer at the end. */
  read(offset: number, length: number): Uint8Array<ArrayBuffer>;
}

/** Bytes that are in memory. */
export function bytesAsSource(bytes: Uint8Array<ArrayBuffer>): ByteSource {
  return { size: bytes.byteLength, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

/** Bytes that are read at once. */
const PIECE_BYTES = 64 * 1024;

/** All bytes, one piece after the other; each is only good until the next one. */
export function* piecesOf(source: ByteSource): Generator<Uint8Array<ArrayBuffer>> {
  for (let offset = 0; offset < source.size; offset += PIECE_BYTES) yield source.read(offset, PIECE_BYTES);
}

/** Pieces as one. */
export function joined(pieces: Iterable<Uint8Array>): Uint8Array<ArrayBuffer> {
  const parts = [...pieces];
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * Reads numbers and texts one after the other. No size that a file states is
 * trusted: each is compared with what the file has left before it is used.
 */
export class ByteReader {
  readonly #source: ByteSource;
  readonly #isLittleEndian: boolean;
  /** The place of the next byte. */
  offset: number;

  constructor(source: ByteSource, order: "little-endian" | "big-endian", offset = 0) {
    this.#source = source;
    this.#isLittleEndian = order === "little-endian";
    this.offset = offset;
  }

  /** @throws {FileFormatError} `truncated`. */
  bytes(length: number): Uint8Array<ArrayBuffer> {
    const bytes = this.#source.read(this.offset, length);
    if (bytes.byteLength < length) {
      throw new FileFormatError(
        "truncated",
        `ends after ${this.#source.size} bytes, where ${length} bytes at ${this.offset} should follow`,
      );
    }
    this.offset += length;
    return bytes;
  }

  /** Text of a fixed length, one byte each character. */
  latin1(length: number): string {
    return String.fromCharCode(...this.bytes(length));
  }

  /** The text before the first zero of a field of a fixed length. */
  zeroTerminated(length: number): string {
    const bytes = this.bytes(length);
    const end = bytes.indexOf(0);
    return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
  }

  int32(): number {
    return this.#view(4).getInt32(0, this.#isLittleEndian);
  }

  uint32(): number {
    return this.#view(4).getUint32(0, this.#isLittleEndian);
  }

  float32(): number {
    return this.#view(4).getFloat32(0, this.#isLittleEndian);
  }

  /** @throws {FileFormatError} `invalid` for a place that no file has. */
  place(): number {
    const place = this.#view(8).getBigInt64(0, this.#isLittleEndian);
    if (place < 0n || place > BigInt(Number.MAX_SAFE_INTEGER)) {
      throw new FileFormatError("invalid", `names the place ${place}, which no file has`);
    }
    return Number(place);
  }

  #view(length: number): DataView<ArrayBuffer> {
    const bytes = this.bytes(length);
    return new DataView(bytes.buffer, bytes.byteOffset, length);
  }
}
