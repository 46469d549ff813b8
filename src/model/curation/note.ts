import { usageError } from "../usage_error.ts";

/** The longest note, in bytes of UTF-8. */
export const MAXIMUM_NOTE_BYTES = 10_000;

/** Control characters but for the ends of lines and tabs. */
// deno-lint-ignore no-control-regex
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * Reads the note of a plugin as typed.
 *
 * @throws {PluginaryError} `usage`, as {@linkcode parseNote}, and for an empty note.
 */
export function parsePluginNote(text: string): string {
  const note = parseNote(text);
  if (note === "") throw usageError("A note cannot be empty", 'Take notes back with "note remove"');
  return note;
}

/**
 * Reads a note as typed, of one line or more; an empty one is none.
 *
 * @throws {PluginaryError} `usage` for a note that is too long, or has control characters.
 */
export function parseNote(text: string): string {
  const note = text.toWellFormed().normalize("NFC").replaceAll("\r\n", "\n").trim();
  if (new TextEncoder().encode(note).length > MAXIMUM_NOTE_BYTES) {
    throw usageError(
      `The note "${note.slice(0, 40)}…" is too long`,
      `At most ${MAXIMUM_NOTE_BYTES} bytes are accepted`,
    );
  }
  if (CONTROL_CHARACTERS.test(note)) {
    throw usageError(`The note "${note.slice(0, 40)}" has control characters`);
  }
  return note;
}
