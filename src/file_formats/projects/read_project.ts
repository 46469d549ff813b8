import type { Project } from "../../model/projects/project.ts";
import { decodeXml } from "../../scan/files/decode_xml.ts";
import { FileWindow } from "../../scan/files/file_window.ts";
import { type ByteSource, piecesOf } from "../byte_source.ts";
import { FileFormatError } from "../file_format_error.ts";
import { gunzip, isGzip } from "../packed/gunzip.ts";
import { inflate, mostUnpacked } from "../packed/inflate.ts";
import { ZipReader } from "../packed/zip_reader.ts";
import { logicDataIn } from "./project_folder.ts";
import { readArdourSession } from "./read_ardour.ts";
import { CARLA_ROOTS, readCarlaProject } from "./read_carla.ts";
import { DAWPROJECT_FILE, readDawproject, readDawprojectXml } from "./read_dawproject.ts";
import { readFlStudioProject } from "./read_fl_studio.ts";
import { readLiveProject } from "./read_live.ts";
import { LMMS_ROOTS, readLmmsProject } from "./read_lmms.ts";
import { LOGIC_MAGIC, readLogicProject } from "./read_logic.ts";
import { readQtractorSession } from "./read_qtractor.ts";
import { readReaperProject } from "./read_reaper.ts";
import { readRenoiseSong, RENOISE_FILE } from "./read_renoise.ts";
import { readStudioOneSong, SONG_FILE } from "./read_studio_one.ts";
import { readTracktionEdit, TRACKTION_ROOT } from "./read_tracktion.ts";

/** Largest file that is read; larger ones are no projects, or would take minutes. */
const MOST_BYTES = 1024 * 1024 * 1024;

/** Bytes by which a file is recognized. */
const HEAD_BYTES = 16 * 1024;

/** The size and the first bytes of what zlib has packed, with which LMMS begins. */
const LMMS_HEAD_BYTES = 6;
const ZLIB_CHECKSUM_BYTES = 4;

/** Readers of documents in XML by the name of their root. */
const XML_READERS: ReadonlyMap<string, (pieces: Iterable<Uint8Array>) => Project> = new Map([
  ["Session", readArdourSession],
  ["Project", readDawprojectXml],
  ["session", readQtractorSession],
  [TRACKTION_ROOT, readTracktionEdit],
  ...LMMS_ROOTS.map((root) => [root, readLmmsProject] as const),
  ...CARLA_ROOTS.map((root) => [root, readCarlaProject] as const),
]);

/** Blocks with which projects and templates of tracks of REAPER begin, in the manner of an element. */
const REAPER_BLOCKS: readonly string[] = ["REAPER_PROJECT", "TRACK"];

/** Projects whose forms are secret, by the bytes with which they begin. */
const SECRET: readonly (readonly [start: string, program: string])[] = [
  ["BtWg", "Bitwig Studio"],
  ["\xab\x1e\x56\x78", "Ableton Live 7 or earlier"],
  ["\x03\x30\x30\x31\x30\x31\x31\x31", "Pro Tools"],
];

/**
 * Reads which plugins a project uses. The contents of the file decide by which
 * program it is, not its name.
 *
 * @throws {FileFormatError} for a file that is no project, damaged, or too large.
 * @throws {Deno.errors.NotFound} and the other errors of opening and reading a file.
 */
export function readProject(path: string): Project {
  using source = FileWindow.open(logicDataIn(path) ?? path);
  return readProjectSource(source);
}

/** Reads a project that is in memory, or that is open. */
export function readProjectSource(source: ByteSource): Project {
  if (source.size === 0) throw new FileFormatError("truncated", "is empty");
  const head = source.read(0, HEAD_BYTES).slice();
  const start = new TextDecoder("latin1").decode(head.subarray(0, 200));
  // Archives may have hours of audio beside the one document that is read.
  if (start.startsWith("PK")) return readArchive(ZipReader.open(source));
  if (source.size > MOST_BYTES) {
    throw new FileFormatError("too-large", `has ${source.size} bytes, of at most ${MOST_BYTES}`);
  }
  if (start.startsWith("FLhd")) return readFlStudioProject(source);
  if (isGzip(source)) return readGzip(source);
  if (LOGIC_MAGIC.every((byte, index) => head[index] === byte)) return readLogicProject(source);
  if (isLmmsArchive(head)) return readLmmsProject(unpacked(source));
  const root = rootOf(head);
  if (REAPER_BLOCKS.includes(root ?? "")) return readReaperProject(source);
  if (root === "Ableton") return readLiveProject(source);
  const read = XML_READERS.get(root ?? "");
  if (read !== undefined) return read(piecesOf(source));
  const program = SECRET.find(([bytes]) => start.startsWith(bytes))?.[1] ??
    (/^RIF[FX2].{4}(?:NUND|ROOT)/s.test(start) ? "Cubase or Nuendo" : undefined);
  throw program === undefined
    ? new FileFormatError("invalid", "is not a project of a known program")
    : new FileFormatError("unsupported", `is a project of ${program}, whose form is secret`);
}

function readArchive(archive: ZipReader): Project {
  const { entries } = archive;
  if (entries.has(DAWPROJECT_FILE)) return readDawproject(archive);
  if (entries.has(SONG_FILE)) return readStudioOneSong(archive);
  if (entries.has(RENOISE_FILE)) return readRenoiseSong(archive);
  const session = entries.values().find(({ name }) => /\.qtr$/i.test(name));
  if (session !== undefined) return readQtractorSession(archive.pieces(session));
  throw new FileFormatError("invalid", "is a zip archive without a project of a known program");
}

function readGzip(source: ByteSource): Project {
  const first = gunzip(source).next();
  const root = first.done === true ? undefined : rootOf(first.value);
  if (root === "Ableton") return readLiveProject(source);
  const read = XML_READERS.get(root ?? "");
  if (read !== undefined) return read(gunzip(source));
  throw new FileFormatError("invalid", "is packed by gzip, and is not a project of Ableton Live");
}

/** The name of the first element of a document in XML. */
function rootOf(head: Uint8Array): string | undefined {
  const text = decodeXml(head.subarray(0, HEAD_BYTES)).replace(/^\ufeff/, "");
  const [, root] =
    /^\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>[]*(?:\[.*?\]\s*)?>\s*)*<([A-Za-z_][\w:.-]*)/s
      .exec(text) ?? [];
  return root;
}

/** A size of four bytes, and two bytes of zlib (RFC 1950). */
function isLmmsArchive(head: Uint8Array): boolean {
  return head.length > LMMS_HEAD_BYTES && head[4] === 0x78 && (head[4] * 256 + head[5]!) % 31 === 0;
}

function unpacked(source: ByteSource): Iterable<Uint8Array> {
  const size = source.size - LMMS_HEAD_BYTES - ZLIB_CHECKSUM_BYTES;
  if (size < 0) throw new FileFormatError("truncated", `ends after ${source.size} bytes`);
  return inflate(source, { offset: LMMS_HEAD_BYTES, size }, mostUnpacked(size));
}
