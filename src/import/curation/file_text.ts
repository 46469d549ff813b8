import { readMixedText, shownMixedText } from "../../file_formats/daws/mixed_text.ts";
import { parseTag, TAG_SEPARATOR } from "../../model/curation/names.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";

/** A mistake in a file, with its line where the file has lines. */
export class CurationFileError extends Error {
  override readonly name = "CurationFileError";

  /**
   * @param reason Follows the name of the file.
   * @param line Counted from 1.
   */
  constructor(reason: string, line?: number) {
    super(line === undefined ? reason : `at line ${line}: ${reason}`);
  }
}

/** The text of a file of UTF-8. */
export function textOf(bytes: Uint8Array): string {
  requireText(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const text = new TextDecoder().decode(bytes);
    throw new CurationFileError("it is not UTF-8", lineAt(text, text.indexOf("\u{fffd}")));
  }
}

/** The text of a file of REAPER, of which some words can be those of Windows in western languages. */
export function reaperTextOf(bytes: Uint8Array): string {
  requireText(bytes);
  return shownMixedText(readMixedText(bytes));
}

function requireText(bytes: Uint8Array): void {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new CurationFileError("it is UTF-16, and UTF-8 is expected");
  }
  const binary = bytes.indexOf(0);
  if (binary < 0) return;
  const before = new TextDecoder().decode(bytes.subarray(0, binary));
  throw new CurationFileError("it has a zero byte, so it is not text", lineAt(before, before.length));
}

/** The line of a place in a text, counted from 1. */
export function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < index; at = text.indexOf("\n", at + 1)) line++;
  return line;
}

/** The lines of a file that ends each of them; one without an end is cut off. */
export function wholeLines(text: string): string[] {
  const lines = text.split("\n");
  if (lines.pop() !== "") throw new CurationFileError("the file ends within this line", lines.length + 1);
  return lines.map((line) => line.replace(/\r$/, ""));
}

/** Reads a tag or a name, whose faults become those of the file. */
export function inFile<T>(read: () => T, line?: number): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof PluginaryError) throw new CurationFileError(error.message, line);
    throw error;
  }
}

/** Reads the tags of another program, which lets levels be empty. */
export function foreignTags(texts: readonly string[], line?: number): string[] {
  const tags = texts.map((text) =>
    text.split(TAG_SEPARATOR).map((level) => level.trim()).filter((level) => level !== "").join(TAG_SEPARATOR)
  );
  return tags.filter((tag) => tag !== "").map((tag) => inFile(() => parseTag(tag), line));
}
