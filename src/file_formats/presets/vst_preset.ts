import { ByteReader, type ByteSource } from "../byte_source.ts";
import { FileFormatError } from "../file_format_error.ts";

/** The chunks that hold a plugin's state: its component's, and its controller's, which may be empty. */
export const COMPONENT_CHUNK = "Comp";

/** @see COMPONENT_CHUNK */
export const CONTROLLER_CHUNK = "Cont";

/** The chunk with a description in XML. */
export const INFO_CHUNK = "Info";

/** A part of a preset, by its place in the file. */
export interface PresetChunk {
  /** Four characters. */
  readonly id: string;
  /** In bytes, from the start of the file. */
  readonly offset: number;
  readonly size: number;
}

/** The contents of a `.vstpreset` file; the data of chunks stays where it is. */
export interface VstPreset {
  /** 32 upper-case hexadecimal digits, as in a plugin's id. */
  readonly classId: string;
  readonly chunks: readonly PresetChunk[];
}

const MAGIC = "VST3";
const LIST_MAGIC = "List";
const HEADER_BYTES = 48;
const ENTRY_BYTES = 20;
const VERSION = 1;

/** Most chunks, as the SDK's own reader has it (`kMaxEntries`). */
const MOST_CHUNKS = 128;

/**
 * Reads where the parts of a VST3 preset are.
 *
 * Source of the format: the VST3 SDK, public.sdk/source/vst/vstpresetfile.h.
 *
 * @throws {FileFormatError} for a file that is cut off, is no preset, or names parts beyond its end.
 */
export function readVstPreset(source: ByteSource): VstPreset {
  const reader = new ByteReader(source, "little-endian");
  if (source.size < HEADER_BYTES && startsLikeOne(source)) {
    throw new FileFormatError(
      "truncated",
      `has ${source.size} bytes, and its header alone takes ${HEADER_BYTES}`,
    );
  }
  if (source.size < HEADER_BYTES || reader.latin1(4) !== MAGIC) {
    throw new FileFormatError("invalid", 'does not begin with "VST3"');
  }
  const version = reader.int32();
  if (version !== VERSION) {
    throw new FileFormatError("unsupported", `has the version ${version}, not ${VERSION}`);
  }
  const classId = reader.latin1(32).toUpperCase();
  if (!/^[0-9A-F]{32}$/.test(classId)) {
    throw new FileFormatError("invalid", "has a class id that is not 32 hexadecimal digits");
  }
  const listOffset = reader.place();
  if (listOffset < HEADER_BYTES || listOffset > source.size) {
    throw new FileFormatError(
      "truncated",
      `has its list of chunks at ${listOffset}, outside its ${source.size} bytes`,
    );
  }
  return { classId, chunks: readChunks(source, listOffset) };
}

function startsLikeOne(source: ByteSource): boolean {
  const start = String.fromCharCode(...source.read(0, 4));
  return MAGIC.startsWith(start);
}

function readChunks(source: ByteSource, listOffset: number): PresetChunk[] {
  const reader = new ByteReader(source, "little-endian", listOffset);
  if (reader.latin1(4) !== LIST_MAGIC) {
    throw new FileFormatError("invalid", `has no list of chunks at ${listOffset}, where it should be`);
  }
  const count = reader.int32();
  if (count < 0 || count > MOST_CHUNKS) {
    throw new FileFormatError(
      "invalid",
      `names ${count} chunks, of which at most ${MOST_CHUNKS} are possible`,
    );
  }
  const chunks: PresetChunk[] = [];
  for (let index = 0; index < count; index++) {
    const chunk = { id: reader.latin1(4), offset: reader.place(), size: reader.place() };
    if (chunk.offset < HEADER_BYTES || chunk.offset + chunk.size > source.size) {
      throw new FileFormatError(
        "truncated",
        `has the chunk "${chunk.id}" of ${chunk.size} bytes at ${chunk.offset}, and ${source.size} bytes`,
      );
    }
    chunks.push(chunk);
  }
  return chunks;
}

/**
 * Writes a VST3 preset.
 *
 * @param classId 32 hexadecimal digits.
 * @param chunks In their order, by their ids of four characters.
 */
export function writeVstPreset(
  classId: string,
  chunks: ReadonlyMap<string, Uint8Array>,
): Uint8Array<ArrayBuffer> {
  const dataBytes = [...chunks.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  const listOffset = HEADER_BYTES + dataBytes;
  const bytes = new Uint8Array(listOffset + 8 + chunks.size * ENTRY_BYTES);
  const view = new DataView(bytes.buffer);
  writeLatin1(bytes, 0, MAGIC);
  view.setInt32(4, VERSION, true);
  writeLatin1(bytes, 8, classId.toUpperCase());
  view.setBigInt64(40, BigInt(listOffset), true);
  writeLatin1(bytes, listOffset, LIST_MAGIC);
  view.setInt32(listOffset + 4, chunks.size, true);
  let offset = HEADER_BYTES;
  let entry = listOffset + 8;
  for (const [id, data] of chunks) {
    bytes.set(data, offset);
    writeLatin1(bytes, entry, id);
    view.setBigInt64(entry + 4, BigInt(offset), true);
    view.setBigInt64(entry + 12, BigInt(data.byteLength), true);
    offset += data.byteLength;
    entry += ENTRY_BYTES;
  }
  return bytes;
}

function writeLatin1(bytes: Uint8Array, offset: number, text: string): void {
  bytes.set(Uint8Array.from(text, (character) => character.charCodeAt(0)), offset);
}
