import { cleanText } from "../text.ts";
import { usageError } from "../usage_error.ts";

/** The longest note, in bytes of UTF-8. */
export const MAXIMUM_NOTE_BYTES = 4096;

/**
 * Reads a note as typed: one line, in which control characters are spaces.
 *
 * @throws {PluginaryError} `usage` for one that is too long.
 */
export function parseNote(text: string): string {
  const { text: note, isCut } = cleanText(text.normalize("NFC"), MAXIMUM_NOTE_BYTES);
  if (!isCut) return note;
  throw usageError(
    `The note is too long: "${note.slice(0, 40)}…"`,
    `At most ${MAXIMUM_NOTE_BYTES} bytes are accepted`,
  );
}
