import { joined } from "./byte_source.ts";
import { FileFormatError } from "./file_format_error.ts";
import { unstatedText } from "./unstated_text.ts";

/** Longest line; those of REAPER's presets have up to 64 KiB. */
const MOST_BYTES = 16 * 1024 * 1024;

const LINE_FEED = "\n".charCodeAt(0);

/**
 * The lines of a text without their ends, in memory that does not grow with the
 * file. A mark at its beginning says that it is in UTF-16; without one, each
 * line is in UTF-8, or else in Windows-1252.
 *
 * @throws {FileFormatError} `too-large` for a line without an end.
 */
export function* textLines(pieces: Iterable<Uint8Array>): Generator<string> {
  for (const text of wholeLines(pieces)) {
    const lines = text.split("\n");
    if (lines.at(-1) === "") lines.pop();
    for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
  }
}

/** Text that ends where a line does. */
function* wholeLines(pieces: Iterable<Uint8Array>): Generator<string> {
  let rest: Uint8Array[] = [];
  let length = 0;
  for (const piece of utf8Pieces(pieces)) {
    const end = piece.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      yield decoded([...rest, piece.subarray(0, end)]);
      rest = [];
      length = 0;
    }
    // Pieces are only good until the next one.
    rest.push(piece.slice(end));
    length += piece.length - end;
    if (length > MOST_BYTES) {
      throw new FileFormatError("too-large", `has a line of more than ${MOST_BYTES} bytes`);
    }
  }
  if (length > 0) yield decoded(rest);
}

/** Pieces of a text in UTF-16, which begins with a mark, in UTF-8; others as they are. */
function* utf8Pieces(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  let decoder: TextDecoder | undefined;
  let isFirst = true;
  for (const piece of pieces) {
    if (isFirst) {
      const mark = piece[0]! * 256 + piece[1]!;
      const encoding = mark === 0xfffe ? "utf-16le" : mark === 0xfeff ? "utf-16be" : undefined;
      if (encoding !== undefined) decoder = new TextDecoder(encoding);
      isFirst = false;
    }
    yield decoder === undefined ? piece : new TextEncoder().encode(decoder.decode(piece, { stream: true }));
  }
}

/** Line by line only where the whole is not in UTF-8, which is rare. */
function decoded(parts: readonly Uint8Array[]): string {
  const bytes = parts.length === 1 ? parts[0]! : joined(parts);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(LINE_FEED, at) + 1 || bytes.length;
    text += unstatedText(bytes.subarray(at, end));
    at = end;
  }
  return text;
}
