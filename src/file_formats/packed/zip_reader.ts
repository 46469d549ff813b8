import { ByteReader, bytesAsSource, type ByteSource, joined } from "../byte_source.ts";
import { FileFormatError } from "../file_format_error.ts";
import { unstatedText } from "../unstated_text.ts";
import { crc32 } from "./crc32.ts";
import { inflate, mostUnpacked } from "./inflate.ts";

/** A file of an archive, as its directory has it. */
export interface ZipEntry {
  /** Its path inside of the archive, with "/" between folders; it never leads out of it. */
  readonly name: string;
  readonly isFolder: boolean;
  /** A link of Unix, which is never followed. */
  readonly isLink: boolean;
  readonly sizeBytes: number;
  readonly packedBytes: number;
  readonly checksum: number;
  readonly method: number;
  /** The place of its own header. */
  readonly offset: number;
}

/** Signatures of the parts (APPNOTE.TXT 6.3.10, section 4.3). */
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;

const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const LOCATOR_64_BYTES = 20;

/** The longest comment at the end of an archive. */
const MOST_COMMENT_BYTES = 0xffff;

/** More than any project has. */
const MOST_ENTRIES = 65_536;

/** Bytes of the directory that are read. */
const MOST_DIRECTORY_BYTES = 32 * 1024 * 1024;

const STORED = 0;
const DEFLATED = 8;
const IS_ENCRYPTED = 1;
const HAS_UTF_8_NAME = 0x800;

/** The extra field with sizes of 64 bits, and the value that says that it counts. */
const EXTRA_64 = 1;
const IN_EXTRA_64 = 0xffffffff;

/** Systems whose attributes have the mode of a file: Unix and macOS. */
const WITH_MODE = [3, 19];
const MODE_KIND = 0xf000;
const MODE_LINK = 0xa000;

interface Directory {
  readonly offset: number;
  readonly size: number;
  readonly count: number;
}

/**
 * Reads a zip archive of which nothing is trusted: names that lead out of it,
 * two files of one name, files that share bytes, sizes beyond the end and wrong
 * checksums are refused, and no file unpacks to more than its caller takes.
 */
export class ZipReader {
  readonly #source: ByteSource;
  /** By their names, in the order of the directory. */
  readonly entries: ReadonlyMap<string, ZipEntry>;

  private constructor(source: ByteSource, entries: ReadonlyMap<string, ZipEntry>) {
    this.#source = source;
    this.entries = entries;
  }

  /** @throws {FileFormatError} for anything but a whole, plain archive. */
  static open(source: ByteSource): ZipReader {
    const directory = findDirectory(source);
    const entries = readDirectory(source, directory);
    refuseSharedBytes(entries, directory.offset);
    const byName = new Map<string, ZipEntry>();
    for (const entry of entries) {
      if (byName.has(entry.name)) {
        throw new FileFormatError("invalid", `contains two files with the name ${quoted(entry.name)}`);
      }
      byName.set(entry.name, entry);
    }
    return new ZipReader(source, byName);
  }

  /**
   * Unpacks a file piece by piece; its checksum is compared after the last one.
   *
   * @throws {FileFormatError} `too-large` before more than `most` bytes are given.
   */
  *pieces(entry: ZipEntry, most: number = mostUnpacked(entry.packedBytes)): Generator<Uint8Array> {
    const { name, sizeBytes, packedBytes } = entry;
    if (sizeBytes > most) {
      throw new FileFormatError("too-large", `has ${sizeBytes} bytes in ${quoted(name)}, of at most ${most}`);
    }
    const range = { offset: this.#startOf(entry), size: packedBytes };
    let checksum = 0;
    let total = 0;
    const pieces = entry.method === STORED
      ? storedPieces(this.#source, range.offset, range.size)
      : inflate(this.#source, range, Math.min(sizeBytes, mostUnpacked(packedBytes)));
    for (const piece of pieces) {
      checksum = crc32(piece, checksum);
      total += piece.length;
      yield piece;
    }
    if (total !== sizeBytes || checksum !== entry.checksum) {
      throw new FileFormatError("invalid", `has bytes in ${quoted(name)} that do not match their checksum`);
    }
  }

  /** The whole file, of at most `most` bytes. */
  bytes(entry: ZipEntry, most: number): Uint8Array<ArrayBuffer> {
    return joined(this.pieces(entry, most));
  }

  /** The place of a file's packed bytes, behind its own header. */
  #startOf({ name, offset, method, isLink, packedBytes }: ZipEntry): number {
    if (isLink) {
      throw new FileFormatError("unsupported", `has the link ${quoted(name)}, which is not followed`);
    }
    if (method !== STORED && method !== DEFLATED) {
      throw new FileFormatError("unsupported", `has ${quoted(name)} packed by the method ${method}`);
    }
    const reader = new ByteReader(this.#source, "little-endian", offset);
    if (reader.uint32() !== LOCAL) {
      throw new FileFormatError("invalid", `has no header of ${quoted(name)} where its directory says`);
    }
    reader.offset += 22;
    const lengths = reader.uint32();
    const start = reader.offset + (lengths & 0xffff) + (lengths >>> 16);
    if (start + packedBytes > this.#source.size) {
      throw new FileFormatError("truncated", `ends within ${quoted(name)}`);
    }
    return start;
  }
}

function* storedPieces(source: ByteSource, offset: number, size: number): Generator<Uint8Array> {
  const step = 64 * 1024;
  for (let at = 0; at < size; at += step) yield source.read(offset + at, Math.min(step, size - at)).slice();
}

function findDirectory(source: ByteSource): Directory {
  const start = Math.max(0, source.size - END_BYTES - MOST_COMMENT_BYTES);
  const tail = source.read(start, source.size - start).slice();
  const view = new DataView(tail.buffer);
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) !== END) continue;
    if (at + END_BYTES + view.getUint16(at + 20, true) !== tail.length) continue;
    return checked(source, directoryAt(source, start + at));
  }
  const isArchive = new DataView(source.read(0, 4).slice().buffer);
  const isCutOff = isArchive.byteLength === 4 && isArchive.getUint32(0, true) === LOCAL;
  throw new FileFormatError(
    isCutOff ? "truncated" : "invalid",
    isCutOff ? "ends before the directory of a zip archive" : "is not a zip archive",
  );
}

function directoryAt(source: ByteSource, end: number): Directory {
  const reader = new ByteReader(source, "little-endian", end + 4);
  const disks = reader.uint32();
  const counts = reader.uint32();
  const size = reader.uint32();
  const offset = reader.uint32();
  if (end >= LOCATOR_64_BYTES) {
    const locator = new ByteReader(source, "little-endian", end - LOCATOR_64_BYTES);
    if (locator.uint32() === LOCATOR_64) {
      locator.uint32();
      return directory64At(source, locator.place());
    }
  }
  if (disks !== 0 || (counts & 0xffff) !== counts >>> 16) {
    throw new FileFormatError("unsupported", "is one of several parts of an archive");
  }
  return { offset, size, count: counts & 0xffff };
}

function directory64At(source: ByteSource, end: number): Directory {
  const reader = new ByteReader(source, "little-endian", end);
  if (reader.uint32() !== END_64) {
    throw new FileFormatError("invalid", "has no directory of a large archive where it should be");
  }
  reader.offset += 20;
  const count = reader.place();
  if (reader.place() !== count) {
    throw new FileFormatError("unsupported", "is one of several parts of an archive");
  }
  const size = reader.place();
  return { offset: reader.place(), size, count };
}

function checked(source: ByteSource, directory: Directory): Directory {
  const { offset, size, count } = directory;
  if (count > MOST_ENTRIES || size > MOST_DIRECTORY_BYTES) {
    throw new FileFormatError("too-large", `has ${count} files, of which at most ${MOST_ENTRIES} are read`);
  }
  if (offset + size > source.size || count * CENTRAL_BYTES > size) {
    throw new FileFormatError("invalid", `has a directory of ${size} bytes at ${offset}, which is too short`);
  }
  return directory;
}

function readDirectory(source: ByteSource, { offset, size, count }: Directory): ZipEntry[] {
  const bytes = source.read(offset, size).slice();
  const reader = new ByteReader(bytesAsSource(bytes), "little-endian");
  return Array.from({ length: count }, () => readEntry(reader));
}

function readEntry(reader: ByteReader): ZipEntry {
  if (reader.uint32() !== CENTRAL) throw new FileFormatError("invalid", "has a damaged directory");
  const versions = reader.uint32();
  const flagsAndMethod = reader.uint32();
  reader.uint32();
  const checksum = reader.uint32();
  const packed = reader.uint32();
  const unpacked = reader.uint32();
  const lengths = reader.uint32();
  const commentAndDisk = reader.uint32();
  reader.bytes(2);
  const attributes = reader.uint32();
  const place = reader.uint32();
  const nameBytes = reader.bytes(lengths & 0xffff);
  const extra = reader.bytes(lengths >>> 16);
  reader.bytes(commentAndDisk & 0xffff);
  if (flagsAndMethod & IS_ENCRYPTED) {
    throw new FileFormatError("unsupported", "has files that are encrypted");
  }
  const name = safeName(nameBytes, (flagsAndMethod & HAS_UTF_8_NAME) !== 0);
  const [sizeBytes, packedBytes, offset] = with64([unpacked, packed, place], extra);
  const mode = WITH_MODE.includes((versions >>> 8) & 0xff) ? attributes >>> 16 : 0;
  return {
    name,
    isFolder: name.endsWith("/"),
    isLink: (mode & MODE_KIND) === MODE_LINK,
    sizeBytes: sizeBytes!,
    packedBytes: packedBytes!,
    checksum,
    method: flagsAndMethod >>> 16,
    offset: offset!,
  };
}

/** Sizes that do not fit into 32 bits stand in an extra field, in this order. */
function with64(values: readonly number[], extra: Uint8Array<ArrayBuffer>): number[] {
  if (!values.includes(IN_EXTRA_64)) return [...values];
  const reader = new ByteReader(bytesAsSource(extra), "little-endian");
  while (reader.offset < extra.length) {
    const head = reader.uint32();
    if ((head & 0xffff) === EXTRA_64) {
      return values.map((value) => value === IN_EXTRA_64 ? reader.place() : value);
    }
    reader.bytes(head >>> 16);
  }
  return [...values];
}

/** @throws {FileFormatError} for a name that leads out of the archive, or that no file can have. */
function safeName(bytes: Uint8Array, isUtf8: boolean): string {
  // Windows separates folders by "\", and old names have an unknown code page.
  const text = isUtf8 ? new TextDecoder().decode(bytes) : unstatedText(bytes);
  const name = text.replaceAll("\\", "/");
  const parts = (name.endsWith("/") ? name.slice(0, -1) : name).split("/");
  const isSafe = parts.every((part) => part !== "" && part !== "." && part !== "..") &&
    !/\p{Cc}/u.test(name) && !/^[a-z]:/i.test(name);
  if (isSafe) return name;
  throw new FileFormatError(
    "invalid",
    `contains a file with the name ${quoted(text)}, which leads out of it`,
  );
}

/** Files that share bytes make a few kilobytes unpack to petabytes. */
function refuseSharedBytes(entries: readonly ZipEntry[], directory: number): void {
  let end = 0;
  for (const { name, offset, packedBytes } of entries.toSorted((one, other) => one.offset - other.offset)) {
    if (offset < end) {
      throw new FileFormatError("invalid", `has the bytes of ${quoted(name)} in another file as well`);
    }
    end = offset + LOCAL_BYTES + packedBytes;
    if (end > directory) {
      throw new FileFormatError("truncated", `has ${packedBytes} bytes of ${quoted(name)} at ${offset}`);
    }
  }
}

function quoted(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}...` : name);
}
