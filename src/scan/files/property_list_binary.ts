import {
  MAXIMUM_PROPERTY_LIST_DEPTH,
  PropertyListError,
  type PropertyListValue,
} from "./property_list_value.ts";

// The format is that of Apple's CFBinaryPList.c: the header, the objects, a
// table of their offsets, and a trailer that says where that table is.
// https://github.com/apple-oss-distributions/CF/blob/main/CFBinaryPList.c

const MAGIC = "bplist0";
const HEADER_BYTES = 8;
const TRAILER_BYTES = 32;

/** Most values of one list. Objects can be referred to often, so the file's size alone bounds nothing. */
const MAXIMUM_VALUES = 100_000;

/** The origin of dates: 2001-01-01, in milliseconds since 1970. */
const DATE_EPOCH_MS = Date.UTC(2001, 0, 1);

/** Whether the bytes begin like a binary property list. */
export function isBinaryPropertyList(bytes: Uint8Array): boolean {
  return new TextDecoder("latin1").decode(bytes.subarray(0, MAGIC.length)) === MAGIC;
}

/**
 * Reads a binary property list. The same object in two places becomes two
 * values, so that the result is a tree.
 *
 * @throws {PropertyListError} for whatever does not fit together.
 */
export function parseBinaryPropertyList(bytes: Uint8Array): PropertyListValue {
  return new BinaryReader(bytes).read();
}

/** Reads the objects of one list, each place of the file only after a look at its bounds. */
class BinaryReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #offsetSize: number;
  readonly #referenceSize: number;
  readonly #objects: number;
  readonly #top: number;
  /** Where the table of offsets begins, and thus the objects end. */
  readonly #table: number;
  /** Containers that are being read, to notice those that contain themselves. */
  readonly #open = new Set<number>();
  /** Texts and the like that have been read: a long one can be referred to often. */
  readonly #leaves = new Map<number, PropertyListValue>();
  #valuesLeft = MAXIMUM_VALUES;
  /** How much data and text there can still be; only where they overlap it is more than the file. */
  #bytesLeft: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#bytesLeft = bytes.length;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const trailer = bytes.length - TRAILER_BYTES;
    if (trailer < HEADER_BYTES) throw new PropertyListError("is too short for a binary property list");
    this.#offsetSize = this.#view.getUint8(trailer + 6);
    this.#referenceSize = this.#view.getUint8(trailer + 7);
    this.#objects = this.#unsigned(trailer + 8, 8);
    this.#top = this.#unsigned(trailer + 16, 8);
    this.#table = this.#unsigned(trailer + 24, 8);
    const sizes = [this.#offsetSize, this.#referenceSize];
    if (sizes.some((size) => size < 1 || size > 8)) throw new PropertyListError("has a damaged trailer");
    if (this.#table < HEADER_BYTES || this.#table + this.#objects * this.#offsetSize > trailer) {
      throw new PropertyListError("has a table of offsets that lies outside of it");
    }
  }

  read(): PropertyListValue {
    return this.#value(this.#top, 1);
  }

  #value(reference: number, depth: number): PropertyListValue {
    if (this.#valuesLeft-- === 0) throw new PropertyListError(`has more than ${MAXIMUM_VALUES} values`);
    if (depth > MAXIMUM_PROPERTY_LIST_DEPTH) throw new PropertyListError("is nested too deep");
    const known = this.#leaves.get(reference);
    if (known !== undefined) return known;
    const offset = this.#offsetOf(reference);
    const kind = this.#view.getUint8(offset) >> 4;
    if (kind === 0xa || kind === 0xc || kind === 0xd) {
      if (this.#open.has(reference)) throw new PropertyListError("has a value that contains itself");
      this.#open.add(reference);
      const value = this.#container(kind, offset, depth);
      this.#open.delete(reference);
      return value;
    }
    const value = this.#leaf(kind, offset);
    this.#leaves.set(reference, value);
    return value;
  }

  #offsetOf(reference: number): number {
    if (reference >= this.#objects) throw new PropertyListError("refers to a value that it does not have");
    const offset = this.#unsigned(this.#table + reference * this.#offsetSize, this.#offsetSize);
    if (offset < HEADER_BYTES || offset >= this.#table) {
      throw new PropertyListError("has a value that lies outside of it");
    }
    return offset;
  }

  #container(kind: number, offset: number, depth: number): PropertyListValue {
    const { count, start } = this.#countOf(offset);
    const width = this.#referenceSize;
    this.#checkRange(start, count * width * (kind === 0xd ? 2 : 1));
    const item = (index: number) => this.#value(this.#unsigned(start + index * width, width), depth + 1);
    if (kind !== 0xd) {
      const items: PropertyListValue[] = [];
      for (let index = 0; index < count; index++) items.push(item(index));
      return kind === 0xa ? items : new Set(items);
    }
    const dict = new Map<string, PropertyListValue>();
    for (let index = 0; index < count; index++) {
      const key = item(index);
      if (typeof key !== "string") throw new PropertyListError("contains a key that is not a string");
      dict.set(key, item(count + index));
    }
    return dict;
  }

  #leaf(kind: number, offset: number): PropertyListValue {
    const marker = this.#view.getUint8(offset);
    if (marker === 0x00) return null;
    if (marker === 0x08 || marker === 0x09) return marker === 0x09;
    if (kind === 0x1) return this.#integer(offset);
    if (marker === 0x22) return this.#view.getFloat32(this.#checkRange(offset + 1, 4));
    if (marker === 0x23) return this.#view.getFloat64(this.#checkRange(offset + 1, 8));
    if (marker === 0x33) return this.#date(offset + 1);
    if (kind >= 0x4 && kind <= 0x6) return this.#run(kind, offset);
    throw new PropertyListError(`has a value of unknown type 0x${marker.toString(16).padStart(2, "0")}`);
  }

  /** Integers of up to four bytes have no sign. */
  #integer(offset: number): number | bigint {
    const size = 1 << (this.#view.getUint8(offset) & 0xf);
    if (size > 16) throw new PropertyListError("has an integer of more than 16 bytes");
    const start = this.#checkRange(offset + 1, size);
    let value = 0n;
    for (const byte of this.#bytes.subarray(start, start + size)) value = value << 8n | BigInt(byte);
    if (size >= 8) value = BigInt.asIntN(size * 8, value);
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }

  #date(start: number): Date {
    const seconds = this.#view.getFloat64(this.#checkRange(start, 8));
    const date = new Date(DATE_EPOCH_MS + seconds * 1000);
    if (Number.isNaN(date.getTime())) throw new PropertyListError("contains an invalid date");
    return date;
  }

  /** Data, or text in ASCII or UTF-16. */
  #run(kind: number, offset: number): PropertyListValue {
    const { count, start } = this.#countOf(offset);
    const size = kind === 0x6 ? count * 2 : count;
    this.#checkRange(start, size);
    this.#bytesLeft -= size;
    if (this.#bytesLeft < 0) throw new PropertyListError("has texts that overlap");
    const bytes = this.#bytes.subarray(start, start + size);
    if (kind === 0x4) return bytes.slice();
    if (kind === 0x6) return new TextDecoder("utf-16be", { ignoreBOM: true }).decode(bytes);
    if (bytes.some((byte) => byte > 0x7f)) throw new PropertyListError("has a text that is not ASCII");
    return new TextDecoder().decode(bytes);
  }

  /** How many items or bytes an object has: in its first byte, or in an integer that follows. */
  #countOf(offset: number): { count: number; start: number } {
    const low = this.#view.getUint8(offset) & 0xf;
    if (low < 0xf) return { count: low, start: offset + 1 };
    const marker = this.#view.getUint8(this.#checkRange(offset + 1, 1));
    if (marker >> 4 !== 0x1 || marker > 0x13) {
      throw new PropertyListError("contains a count that is not an integer");
    }
    const size = 1 << (marker & 0xf);
    return { count: this.#unsigned(this.#checkRange(offset + 2, size), size), start: offset + 2 + size };
  }

  /** @returns The start, of a range that lies among the objects. */
  #checkRange(start: number, size: number): number {
    if (start + size > this.#table) throw new PropertyListError("has a value that goes beyond its end");
    return start;
  }

  /** A big-endian number whose place is known to be inside; what no number holds exactly is far outside anyway. */
  #unsigned(start: number, size: number): number {
    let value = 0;
    for (let index = start; index < start + size; index++) value = value * 256 + this.#view.getUint8(index);
    return value;
  }
}
