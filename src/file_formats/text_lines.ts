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
  let rest = "";
  for (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split("\n");
    rest = lines.pop()!;
    for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
    if (rest.length > MOST_CHARACTERS) {
      throw new FileFormatError("too-large", `has a line of more than ${MOST_CHARACTERS} characters`);
    }
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}
