import { createHash } from "node:crypto";

/** Largest file that is hashed whole; few libraries have more. */
const WHOLE_FILE_BYTES = 64 * 1024 * 1024;

/** Most bytes of one module that are hashed whole; files that come later are sampled unless they are small. */
const WHOLE_MODULE_BYTES = 256 * 1024 * 1024;

/** Most bytes in memory at once: whole libraries would stay there until the next garbage collection. */
const CHUNK_BYTES = 1024 * 1024;

/** Read at the start of a sampled file, and as much at its end. */
const EDGE_BYTES = 1024 * 1024;

/** Read at each place between them. */
const BLOCK_BYTES = 64 * 1024;

/** Places between the start and the end, evenly spread. */
const BLOCKS = 32;

/** All that is read of a sampled file; a file that has no more is always hashed whole. */
const SAMPLE_BYTES = 2 * EDGE_BYTES + BLOCKS * BLOCK_BYTES;

/** The state of a module's files. */
export interface Fingerprint {
  /** `sha256:` and 64 hex digits over the contents of all files, in order; names and times do not enter. */
  readonly value: string;
  /** Their sizes together, in bytes. */
  readonly sizeBytes: number;
  /** The latest change of any of them. */
  readonly modifiedAt: Date;
}

/**
 * Reads the files of a module and fingerprints their contents.
 *
 * A huge or sparse file would take hours to read, so a file of more than
 * 64 MiB, and each large file after the first 256 MiB of a module, is sampled:
 * its size, its first and last MiB, and 32 blocks of 64 KiB in between. A new
 * build of a library differs at its start, where the build id is, so a change
 * that is missed keeps the size and was made by hand.
 *
 * The times of a bundle's folder say nothing: they do not change when the
 * library inside is replaced.
 */
export async function fingerprint(files: readonly string[]): Promise<Fingerprint> {
  const digests: Uint8Array[] = [];
  let sizeBytes = 0;
  let wholeBytes = 0;
  let modifiedMs = 0;
  for (const path of files) {
    using file = await Deno.open(path);
    // The drive has just answered; a second promise would double the time of a small file.
    const { size, mtime } = file.statSync();
    const isWhole = size <= SAMPLE_BYTES ||
      (size <= WHOLE_FILE_BYTES && wholeBytes + size <= WHOLE_MODULE_BYTES);
    if (isWhole) wholeBytes += size;
    sizeBytes += size;
    modifiedMs = Math.max(modifiedMs, mtime?.getTime() ?? 0);
    digests.push(isWhole ? await hashOfAll(file, size) : await hashOfSample(file, size));
  }
  const value = digests.length === 1 ? digests[0]! : hashOf(digests);
  return { value: `sha256:${value.toHex()}`, sizeBytes, modifiedAt: new Date(modifiedMs) };
}

/** The hash of a file's contents, up to the size that it had when it was opened. */
async function hashOfAll(file: Deno.FsFile, sizeBytes: number): Promise<Uint8Array> {
  const hash = createHash("sha256");
  const buffer = new Uint8Array(Math.min(sizeBytes, CHUNK_BYTES));
  for (let left = sizeBytes; left > 0;) {
    const count = await file.read(buffer.subarray(0, left));
    if (count === null) break;
    hash.update(buffer.subarray(0, count));
    left -= count;
  }
  return hash.digest();
}

/** The hash of a file's size and of its bytes at places that depend on nothing else. */
async function hashOfSample(file: Deno.FsFile, sizeBytes: number): Promise<Uint8Array> {
  const parts = [new TextEncoder().encode(`${sizeBytes}\n`), await readAt(file, 0, EDGE_BYTES)];
  const between = sizeBytes - 2 * EDGE_BYTES - BLOCK_BYTES;
  for (let block = 0; block < BLOCKS; block++) {
    const at = EDGE_BYTES + Math.floor(between * block / (BLOCKS - 1));
    parts.push(await readAt(file, at, BLOCK_BYTES));
  }
  parts.push(await readAt(file, sizeBytes - EDGE_BYTES, EDGE_BYTES));
  return hashOf(parts);
}

/** The bytes at a place; fewer where the file has become shorter meanwhile. */
async function readAt(file: Deno.FsFile, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  await file.seek(offset, Deno.SeekMode.Start);
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const more = await file.read(bytes.subarray(filled));
    if (more === null) break;
    filled += more;
  }
  return bytes.subarray(0, filled);
}

function hashOf(parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
