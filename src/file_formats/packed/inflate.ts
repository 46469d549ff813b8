import { Inflate } from "fflate/browser";
import type { ByteSource } from "../byte_source.ts";
import { FileFormatError } from "../file_format_error.ts";

/** Packed bytes that are unpacked at once: a byte becomes at most 1032, so no step makes more than 8 MiB. */
const STEP_BYTES = 8 * 1024;

/** Packed bytes that may stand for nothing; headers of blocks have a few hundred. */
const MOST_IDLE_BYTES = 64 * 1024;

/** Unpacked bytes up to which the ratio does not count: small files of zeros are no attack. */
const FREE_BYTES = 64 * 1024 * 1024;

/** What a packed byte may become on average; the XML of projects has 10 to 40. */
const MOST_RATIO = 200;

/** Most unpacked bytes of one file. */
const MOST_BYTES = 1024 * 1024 * 1024;

/** A range of packed bytes. */
export interface PackedRange {
  readonly offset: number;
  readonly size: number;
}

/** How many bytes may come out of so many packed ones, whatever the file states. */
export function mostUnpacked(packedBytes: number): number {
  return Math.min(MOST_BYTES, Math.max(FREE_BYTES, packedBytes * MOST_RATIO));
}

/**
 * Unpacks DEFLATE (RFC 1951) piece by piece, in memory that does not grow with
 * the file.
 *
 * @throws {FileFormatError} for damaged bytes, and `too-large` before more than `most` bytes are given.
 */
export function* inflate(
  source: ByteSource,
  { offset, size }: PackedRange,
  most: number,
): Generator<Uint8Array> {
  const made: Uint8Array[] = [];
  const inflater = new Inflate((piece) => {
    if (piece.length > 0) made.push(piece);
  });
  let total = 0;
  let idle = 0;
  for (let at = 0; at < size; at += STEP_BYTES) {
    const length = Math.min(STEP_BYTES, size - at);
    const packed = source.read(offset + at, length);
    if (packed.length < length) {
      throw new FileFormatError("truncated", `ends within its packed bytes, after ${source.size} bytes`);
    }
    // The unpacker keeps what it cannot use yet, and file windows give away memory that they use again.
    unpack(() => inflater.push(packed.slice()));
    idle = made.length > 0 ? 0 : idle + length;
    if (idle > MOST_IDLE_BYTES) {
      throw new FileFormatError("invalid", `contains ${idle} packed bytes that stand for nothing`);
    }
    for (const piece of made.splice(0)) {
      total += piece.length;
      if (total > most) throw new FileFormatError("too-large", `has more than ${most} bytes unpacked`);
      yield piece;
    }
  }
}

function unpack(step: () => void): void {
  try {
    step();
  } catch (error) {
    if (error instanceof Error && "code" in error && typeof error.code === "number") {
      throw new FileFormatError("invalid", `has damaged packed bytes: ${error.message}`, { cause: error });
    }
    throw error;
  }
}
