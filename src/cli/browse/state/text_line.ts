import type { Key } from "../screen/keys.ts";

/** Most characters of a line; longer pasted text is cut. */
const MOST_CHARACTERS = 4096;

/** A line that somebody types. */
export interface TextLine {
  readonly text: string;
  /** The place in the text, in UTF-16 units, never inside a character. */
  readonly cursor: number;
}

/** A line with the cursor at its end. */
export function textLine(text: string): TextLine {
  return { text, cursor: text.length };
}

/** The line after a key; `undefined` for keys that mean nothing in a line. */
export function editLine(line: TextLine, key: Key): TextLine | undefined {
  const { text, cursor } = line;
  const before = text.slice(0, cursor);
  const after = text.slice(cursor);
  switch (key.name) {
    case "text":
    case "paste":
      return inserted(line, key.text);
    case "left":
      return { text, cursor: cursor - lastCharacter(before).length };
    case "right":
      return { text, cursor: cursor + firstCharacter(after).length };
    case "home":
      return { text, cursor: 0 };
    case "end":
      return textLine(text);
    case "backspace": {
      const kept = before.slice(0, before.length - lastCharacter(before).length);
      return { text: kept + after, cursor: kept.length };
    }
    case "delete":
      return { text: before + after.slice(firstCharacter(after).length), cursor };
    case "clear-before":
      return { text: after, cursor: 0 };
    case "clear-after":
      return textLine(before);
    case "clear-word": {
      const kept = before.replace(/\S*\s*$/u, "");
      return { text: kept + after, cursor: kept.length };
    }
    default:
      return undefined;
  }
}

function inserted({ text, cursor }: TextLine, added: string): TextLine {
  const clean = added.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .slice(0, Math.max(0, MOST_CHARACTERS - text.length)).toWellFormed();
  return { text: text.slice(0, cursor) + clean + text.slice(cursor), cursor: cursor + clean.length };
}

function firstCharacter(text: string): string {
  for (const { segment } of new Intl.Segmenter().segment(text)) return segment;
  return "";
}

function lastCharacter(text: string): string {
  // The beginning of the last character is not far from the end.
  let last = "";
  for (const { segment } of new Intl.Segmenter().segment(text.slice(-64).toWellFormed())) last = segment;
  return text.slice(text.length - last.length);
}
