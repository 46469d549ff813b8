import { ByteReader, type ByteSource } from "../byte_source.ts";
import { FileFormatError } from "../file_format_error.ts";
import { crc32 } from "./crc32.ts";
import { inflate, mostUnpacked } from "./inflate.ts";

const MAGIC = [0x1f, 0x8b];
const DEFLATE = 8;

/** Flags of parts of the header (RFC 1952, section 2.3.1). */
const HAS_CHECKSUM = 2;
const HAS_EXTRA = 4;
const HAS_NAME = 8;
const HAS_COMMENT = 16;
const RESERVED = 0xe0;

/** The checksum and the size at the end. */
const TRAILER_BYTES = 8;

/** Longest name or comment of the header. */
const MOST_TEXT_BYTES = 64 * 1024;

/** Whether the file begins as gzip does. */
export function isGzip(source: ByteSource): boolean {
  const start = source.read(0, 2);
  return start[0] === MAGIC[0] && start[1] === MAGIC[1];
}

/**
 * Unpacks gzip piece by piece, in memory that does not grow with the file.
 *
 * The checksum is compared after the last piece. Files of several members,
 * which no program of music writes, are refused by it.
 *
 * @throws {FileFormatError} for a damaged file, and for one that unpacks to far more than it should.
 */
export function* gunzip(source: ByteSource): Generator<Uint8Array> {
  const offset = endOfHeader(source);
  const size = source.size - offset - TRAILER_BYTES;
  if (size < 0) throw new FileFormatError("truncated", `ends after ${source.size} bytes, within its header`);
  let checksum = 0;
  let total = 0;
  for (const piece of inflate(source, { offset, size }, mostUnpacked(size))) {
    checksum = crc32(piece, checksum);
    total += piece.length;
    yield piece;
  }
  const trailer = new ByteReader(source, "little-endian", offset + size);
  if (trailer.uint32() !== checksum || trailer.uint32() !== total % 2 ** 32) {
    throw new FileFormatError("truncated", "does not match its checksum: it is cut off or damaged");
  }
}

function endOfHeader(source: ByteSource): number {
  const reader = new ByteReader(source, "little-endian");
  const [first, second, method, flags] = reader.bytes(4);
  if (first !== MAGIC[0] || second !== MAGIC[1]) {
    throw new FileFormatError("invalid", "is not packed by gzip");
  }
  if (method !== DEFLATE || (flags! & RESERVED) !== 0) {
    throw new FileFormatError("unsupported", `is packed by gzip with the method ${method}, flags ${flags}`);
  }
  reader.bytes(6);
  if (flags! & HAS_EXTRA) {
    const [low, high] = reader.bytes(2);
    reader.bytes(low! | (high! << 8));
  }
  if (flags! & HAS_NAME) skipText(source, reader);
  if (flags! & HAS_COMMENT) skipText(source, reader);
  if (flags! & HAS_CHECKSUM) reader.bytes(2);
  return reader.offset;
}

function skipText(source: ByteSource, reader: ByteReader): void {
  const length = source.read(reader.offset, MOST_TEXT_BYTES).indexOf(0);
  if (length < 0) throw new FileFormatError("invalid", "has a header without an end");
  reader.offset += length + 1;
}
