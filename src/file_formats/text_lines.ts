import { FileFormatError } from "./file_format_error.ts";

/** Longest line; those of REAPER's presets have up to 64 KiB. */
const MOST_CHARACTERS = 16 * 1024 * 1024;

/**
 * The lines of a text in UTF-8 without their ends, in memory that does not grow
 * with the file.
 *
 * @throws {FileFormatError} `too-large` for a line without an end.
 */
export function* textLines(pieces: Iterable<Uint8Array>): Generator<string> {
  const decoder = new TextDecoder();
  let parts: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    const [first = "", ...lines] = decoder.decode(piece, { stream: true }).split("\n");
    parts.push(first);
    length += first.length;
    for (const line of lines) {
      yield withoutReturn(parts.join(""));
      parts = [line];
      length = line.length;
    }
    if (length > MOST_CHARACTERS) {
      throw new FileFormatError("too-large", `has a line of more than ${MOST_CHARACTERS} characters`);
    }
  }
  parts.push(decoder.decode());
  const last = parts.join("");
  if (last !== "") yield withoutReturn(last);
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
