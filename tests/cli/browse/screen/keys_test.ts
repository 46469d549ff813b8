import assert from "node:assert/strict";
import fc from "fast-check";
import { readKeys, readPausedKeys } from "../../../../src/cli/browse/screen/keys.ts";
import { anyText } from "../../../support/any_text.ts";

/** The names of keys, or their text. */
function namesOf(input: string): string[] {
  return readKeys(input).keys.map((key) => "text" in key ? `${key.name}:${key.text}` : key.name);
}

Deno.test("readKeys() knows the sequences of terminals", () => {
  const input = "a日\x1b[A\x1bOB\x1b[5~\x1b[6~\x1b[H\x1b[4~\t\x1b[Z\r\x7f\x03\x04\x1a\x15";
  assert.deepEqual(namesOf(input), [
    ...["text:a", "text:日", "up", "down", "page-up", "page-down", "home", "end", "tab", "back-tab", "enter"],
    ...["backspace", "interrupt", "close", "suspend", "clear-before"],
  ]);
});

Deno.test("readKeys() leaves out keys that mean nothing here", () => {
  assert.deepEqual(namesOf("\x1b[1;5A\x1b[200;1u\x1bq\x1b[I\x00\x1b[15~x"), ["text:x"]);
});

Deno.test("readKeys() takes a paste as one key, whatever is in it", () => {
  assert.deepEqual(namesOf("\x1b[200~q\x1b[A\nf\x1b[201~z"), ["paste:q\x1b[A\nf", "text:z"]);
});

Deno.test("readKeys() waits for the rest of a sequence, and a pause makes it the Escape key", () => {
  for (const rest of ["\x1b", "\x1b[", "\x1b[20", "\x1bO", "\x1b[200~half a paste"]) {
    assert.deepEqual(readKeys(`a${rest}`), { keys: [{ name: "text", text: "a" }], rest });
  }
  assert.deepEqual(readPausedKeys("\x1b"), [{ name: "escape" }]);
  assert.deepEqual(readPausedKeys("\x1b[200~half a paste"), []);
});

Deno.test("readKeys() reads the same in pieces as at once", () => {
  const piece = fc.oneof(
    fc.constantFrom("\x1b", "\x1b[", "\x1b[A", "\x1b[200~", "\x1b[201~", "\x1bOB", "\x03", "\t"),
    anyText(5),
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
    const whole = readKeys(pieces.join(""));
    let rest = "";
    const keys = pieces.flatMap((text) => {
      const read = readKeys(rest + text);
      rest = read.rest;
      return read.keys;
    });
    // A surrogate that a piece cuts off is another character.
    if (pieces.every((text) => text.isWellFormed())) assert.deepEqual({ keys, rest }, whole);
    assert.ok(Array.isArray(readPausedKeys(rest)));
  }));
});
