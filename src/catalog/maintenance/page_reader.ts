import type { SqlValue } from "../sqlite/json_column.ts";

/** A row as stored in the file: its id and its columns, the id's own column `null`. */
export interface RawRow {
  readonly id: number;
  readonly values: SqlValue[];
}

/** Size of our pages: SQLite's default, which every catalog uses. */
const PAGE_SIZE = 4096;

/** First byte of a page that holds rows of a table (fileformat2.html, 1.6). */
const TABLE_LEAF = 0x0d;

/** Number of pages that one page of the pointer map describes. */
const MAP_SPAN = PAGE_SIZE / 5 | 0;

/** A page type in the pointer map (fileformat2.html, 1.8): an unused page. */
const FREE_PAGE = 2;

/**
 * Reads rows straight from the pages of a database file, whatever the state of
 * its trees: each page with rows is read on its own, and unreadable pages are
 * skipped.
 *
 * The pointer map, which every catalog has, tells which pages are unused.
 */
export class PageReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #pageCount: number;

  /** @param bytes The whole file. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#pageCount = Math.floor(bytes.byteLength / PAGE_SIZE);
  }

  /** The rows of each page; an unreadable cell is left out and reported to `onDamage`. */
  *pages(onDamage: () => void): Generator<RawRow[]> {
    for (let page = 2; page <= this.#pageCount; page++) {
      const start = (page - 1) * PAGE_SIZE;
      if (this.#bytes[start] !== TABLE_LEAF || this.#isUnused(page)) continue;
      const rows = [...this.#rowsOf(start, onDamage)];
      if (rows.length > 0) yield rows;
    }
  }

  /** Page 2 is the first of the pointer map; each page of it describes the pages that follow. */
  #isUnused(page: number): boolean {
    const index = (page - 2) % (MAP_SPAN + 1);
    if (index === 0) return true;
    const map = page - index;
    return this.#bytes[(map - 1) * PAGE_SIZE + (index - 1) * 5] === FREE_PAGE;
  }

  *#rowsOf(start: number, onDamage: () => void): Generator<RawRow> {
    const count = this.#view.getUint16(start + 3);
    for (let i = 0; i < count && 8 + 2 * i + 2 <= PAGE_SIZE; i++) {
      const row = this.#tryRow(start, this.#view.getUint16(start + 8 + 2 * i));
      if (row === undefined) onDamage();
      else yield row;
    }
  }

  #tryRow(start: number, offset: number): RawRow | undefined {
    if (offset < 8 || offset >= PAGE_SIZE) return undefined;
    try {
      return this.#row(start, offset);
    } catch (error) {
      // Damaged bytes can lead anywhere: outside the file, to impossible lengths, to invalid text.
      if (error instanceof RangeError || error instanceof TypeError) return undefined;
      throw error;
    }
  }

  #row(start: number, offset: number): RawRow {
    const cursor = new Cursor(this.#bytes.subarray(start, start + PAGE_SIZE), offset);
    const size = cursor.varint();
    const id = cursor.varint();
    const payload = this.#payload(cursor, size);
    return { id, values: decodeRecord(payload) };
  }

  /** The rest of a row that does not fit on its page is in a chain of overflow pages (fileformat2.html, 1.6). */
  #payload(cursor: Cursor, size: number): Uint8Array {
    if (size > this.#bytes.byteLength) throw new RangeError("Longer than the file");
    const most = PAGE_SIZE - 35;
    if (size <= most) return cursor.take(size);
    const least = Math.floor((PAGE_SIZE - 12) * 32 / 255) - 23;
    const fitting = least + (size - least) % (PAGE_SIZE - 4);
    const local = fitting <= most ? fitting : least;
    const payload = new Uint8Array(size);
    payload.set(cursor.take(local));
    let filled = local;
    for (let page = cursor.uint32(); filled < size;) {
      if (page < 2 || page > this.#pageCount) throw new RangeError("No such page");
      const start = (page - 1) * PAGE_SIZE;
      const part = this.#bytes.subarray(start + 4, start + 4 + Math.min(PAGE_SIZE - 4, size - filled));
      payload.set(part, filled);
      filled += part.length;
      page = this.#view.getUint32(start);
    }
    return payload;
  }
}

/** Reads the parts of a cell one after the other. */
class Cursor {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  varint(): number {
    let value = 0;
    for (let i = 0; i < 9; i++) {
      const byte = this.#byte();
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) {
        if (!Number.isSafeInteger(value)) throw new RangeError("Size or id too large");
        return value;
      }
    }
    throw new RangeError("Size or id too large");
  }

  uint32(): number {
    return ((this.#byte() * 256 + this.#byte()) * 256 + this.#byte()) * 256 + this.#byte();
  }

  take(count: number): Uint8Array {
    if (this.#at + count > this.#bytes.length) throw new RangeError("Reads past the end of the page");
    const taken = this.#bytes.subarray(this.#at, this.#at + count);
    this.#at += count;
    return taken;
  }

  get position(): number {
    return this.#at;
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError("Reads past the end of the page");
    return byte;
  }
}

/** Sizes of the serial types for integers (fileformat2.html, 2.1). */
const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8];

function decodeRecord(payload: Uint8Array): SqlValue[] {
  const header = new Cursor(payload, 0);
  const headerSize = header.varint();
  const types: number[] = [];
  while (header.position < headerSize) types.push(header.varint());
  const body = new Cursor(payload, headerSize);
  const values = types.map((type) => decodeValue(type, body));
  if (header.position !== headerSize || body.position !== payload.length) {
    throw new RangeError("Not a record");
  }
  return values;
}

function decodeValue(type: number, body: Cursor): SqlValue {
  if (type === 0) return null;
  if (type === 8 || type === 9) return type - 8;
  if (type <= 6) return decodeInteger(body.take(INTEGER_BYTES[type]!));
  if (type === 7) {
    const bytes = body.take(8);
    return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0);
  }
  if (type < 12) throw new RangeError("Type not used in files");
  const bytes = body.take((type - 12) >> 1);
  return type % 2 === 0 ? bytes : new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

function decodeInteger(bytes: Uint8Array): number {
  let value = BigInt.asIntN(8, BigInt(bytes[0]!));
  for (const byte of bytes.subarray(1)) value = value * 256n + BigInt(byte);
  return Number(value);
}
