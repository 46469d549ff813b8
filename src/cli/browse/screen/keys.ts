/** Keys by the sequences that terminals send for them, after ESC. */
const SEQUENCES: Readonly<Record<string, NamedKey>> = {
  "[A": "up",
  "[B": "down",
  "[C": "right",
  "[D": "left",
  "[H": "home",
  "[F": "end",
  "OA": "up",
  "OB": "down",
  "OC": "right",
  "OD": "left",
  "OH": "home",
  "OF": "end",
  "OM": "enter",
  "[1~": "home",
  "[3~": "delete",
  "[4~": "end",
  "[5~": "page-up",
  "[6~": "page-down",
  "[7~": "home",
  "[8~": "end",
  "[Z": "back-tab",
};

/** Keys by their control characters. */
const CONTROLS: Readonly<Record<string, NamedKey>> = {
  "\x01": "home",
  "\x02": "left",
  "\x03": "interrupt",
  "\x04": "close",
  "\x05": "end",
  "\x06": "right",
  "\x08": "backspace",
  "\t": "tab",
  "\n": "enter",
  "\x0b": "clear-after",
  "\x0c": "refresh",
  "\r": "enter",
  "\x0e": "down",
  "\x10": "up",
  "\x15": "clear-before",
  "\x17": "clear-word",
  "\x1a": "suspend",
  "\x7f": "backspace",
};

/** A key that is no text. */
export type NamedKey =
  | ("up" | "down" | "left" | "right" | "home" | "end" | "page-up" | "page-down")
  | ("enter" | "tab" | "back-tab" | "escape" | "backspace" | "delete")
  | ("clear-before" | "clear-after" | "clear-word")
  | ("interrupt" | "close" | "suspend" | "refresh");

/** A press of a key, or text that was pasted at once. */
export type Key =
  | { readonly name: NamedKey }
  | { readonly name: "text" | "paste"; readonly text: string };

const ESCAPE = "\x1b";
const PASTE_BEGIN = "\x1b[200~";
const PASTE_END = "\x1b[201~";

/** A control sequence (ECMA-48, 5.4) or a key of the keypad, from its beginning. */
// deno-lint-ignore no-control-regex
const SEQUENCE = /^\x1b(\[[0-?]*[ -/]*[@-~]|O[ -~])/;

/** A sequence of which more may follow. */
// deno-lint-ignore no-control-regex
const INCOMPLETE = /^\x1b(\[[0-?]*[ -/]*|O)?$/;

/**
 * Reads what a terminal sends.
 *
 * @returns The keys, and the beginning of a sequence that has not ended; that
 *     may also be the Escape key.
 */
export function readKeys(input: string): { keys: Key[]; rest: string } {
  const keys: Key[] = [];
  let rest = input;
  while (rest !== "") {
    if (rest.startsWith(PASTE_BEGIN)) {
      const end = rest.indexOf(PASTE_END);
      if (end < 0) break;
      keys.push({ name: "paste", text: rest.slice(PASTE_BEGIN.length, end) });
      rest = rest.slice(end + PASTE_END.length);
    } else if (rest.startsWith(ESCAPE)) {
      if (INCOMPLETE.test(rest)) break;
      const [sequence] = SEQUENCE.exec(rest) ?? [];
      // With Alt, a key is sent after ESC; nothing here has such a key.
      const length = sequence?.length ?? (rest[1] === ESCAPE ? 1 : 2);
      const name = sequence === undefined ? "escape" : SEQUENCES[sequence.slice(1)];
      if (name !== undefined && (sequence !== undefined || length === 1)) keys.push({ name });
      rest = rest.slice(length);
    } else {
      const character = String.fromCodePoint(rest.codePointAt(0)!);
      if (Object.hasOwn(CONTROLS, character)) keys.push({ name: CONTROLS[character]! });
      else if (!/\p{Cc}/u.test(character)) addText(keys, character);
      rest = rest.slice(character.length);
    }
  }
  return { keys, rest };
}

/** The keys of an input that has paused: what looked like the beginning of a sequence was the Escape key. */
export function readPausedKeys(rest: string): Key[] {
  if (rest.startsWith(PASTE_BEGIN)) return [];
  return [{ name: "escape" }, ...readKeys(rest.slice(1)).keys];
}

/** Each character is a key of its own: in a list it is a command. */
function addText(keys: Key[], text: string): void {
  keys.push({ name: "text", text });
}
