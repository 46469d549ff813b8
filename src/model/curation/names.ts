import { cleanText } from "../text.ts";
import { usageError } from "../usage_error.ts";

/** The longest name of a tag, a collection or a saved search, in bytes of UTF-8. */
export const MAXIMUM_NAME_BYTES = 200;

/** The deepest tag. */
export const MAXIMUM_TAG_DEPTH = 8;

/** Separates the levels of a tag, as in Live and Logic. */
export const TAG_SEPARATOR = ":";

/** The form by which names are compared: without case and composition. */
export function nameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

/**
 * Reads the name of a collection or a saved search as typed.
 *
 * @param what The thing, for messages: "collection".
 * @throws {PluginaryError} `usage` for a name that is empty, too long, or has control characters.
 */
export function parseName(text: string, what: string): string {
  const name = text.normalize("NFC").replace(/\s+/gu, " ").trim();
  if (name === "") throw usageError(`The name of a ${what} cannot be empty`);
  const { text: clean, isCut } = cleanText(name, MAXIMUM_NAME_BYTES);
  if (isCut) {
    throw usageError(`The name of a ${what} is too long: "${clean.slice(0, 40)}…"`, atMost());
  }
  if (clean !== name) throw usageError(`The name of a ${what} cannot have control characters: "${clean}"`);
  return name;
}

/**
 * Reads a tag as typed: one or more levels, separated by `:`.
 *
 * @throws {PluginaryError} `usage`, as {@linkcode parseName}, and for empty or too many levels.
 */
export function parseTag(text: string): string {
  const levels = parseName(text, "tag").split(TAG_SEPARATOR).map((level) => level.trim());
  const tag = levels.join(TAG_SEPARATOR);
  if (levels.includes("")) {
    throw usageError(`A level of the tag "${tag}" is empty`, 'Write levels like "drums:kick"');
  }
  if (levels.length > MAXIMUM_TAG_DEPTH) {
    throw usageError(
      `The tag "${tag}" has ${levels.length} levels`,
      `At most ${MAXIMUM_TAG_DEPTH} are accepted`,
    );
  }
  return tag;
}

function atMost(): string {
  return `At most ${MAXIMUM_NAME_BYTES} bytes are accepted`;
}
