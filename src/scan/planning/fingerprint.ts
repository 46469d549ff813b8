/** Bytes that are read and hashed at once; Web Crypto has no streaming digest. */
const CHUNK_BYTES = 64 * 1024 * 1024;

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
 * The times of a bundle's folder say nothing: they do not change when the
 * library inside is replaced.
 */
export async function fingerprint(files: readonly string[]): Promise<Fingerprint> {
  const digests: Uint8Array<ArrayBuffer>[] = [];
  let sizeBytes = 0;
  let modifiedMs = 0;
  for (const path of files) {
    using file = await Deno.open(path);
    const info = await file.stat();
    sizeBytes += info.size;
    modifiedMs = Math.max(modifiedMs, info.mtime?.getTime() ?? 0);
    digests.push(await hashFile(file, info.size));
  }
  const value = digests.length === 1 ? digests[0]! : await sha256(concatenate(digests));
  return { value: `sha256:${value.toHex()}`, sizeBytes, modifiedAt: new Date(modifiedMs) };
}

/** The hash of a file's contents; of one larger than a chunk, the hash of its chunks' hashes. */
async function hashFile(file: Deno.FsFile, sizeBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at === 0 || at < sizeBytes; at += CHUNK_BYTES) {
    chunks.push(await sha256(await readChunk(file, Math.min(CHUNK_BYTES, sizeBytes - at))));
  }
  return chunks.length === 1 ? chunks[0]! : await sha256(concatenate(chunks));
}

async function readChunk(file: Deno.FsFile, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  let filled = 0;
  while (filled < size) {
    const more = await file.read(bytes.subarray(filled));
    if (more === null) break;
    filled += more;
  }
  return bytes.subarray(0, filled);
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
