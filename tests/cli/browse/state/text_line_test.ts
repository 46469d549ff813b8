import assert from "node:assert/strict";
import fc from "fast-check";
import { editLine, textLine } from "../../../../src/cli/browse/state/text_line.ts";
import type { Key, NamedKey } from "../../../../src/cli/browse/screen/keys.ts";
import { anyText } from "../../../support/any_text.ts";

function edited(text: string, ...keys: readonly (NamedKey | Key)[]): string {
  const line = keys.reduce(
    (line, key) => editLine(line, typeof key === "string" ? { name: key } : key) ?? line,
    textLine(text),
  );
  return `${line.text.slice(0, line.cursor)}|${line.text.slice(line.cursor)}`;
}

Deno.test("editLine() edits by characters as a reader sees them", () => {
  assert.equal(edited("a👩‍👩‍👧e\u0301", "left", "left", "backspace"), "|👩‍👩‍👧e\u0301");
  assert.equal(edited("ab", "home", "delete", "right"), "b|");
  assert.equal(edited("one two  ", "clear-word"), "one |");
  assert.equal(edited("one two", "left", "left", "left", "clear-before"), "|two");
  assert.equal(edited("one two", "home", "right", "clear-after"), "o|");
});

Deno.test("editLine() takes text as one line, and not without end", () => {
  assert.equal(edited("", { name: "paste", text: "a\nb\tc\x1b[A" }), "a b c [A|");
  assert.equal(edited("", { name: "paste", text: "x".repeat(1e6) }).length, 4097);
});

Deno.test("editLine() keeps the cursor in the text", () => {
  const key = fc.oneof(
    fc.constantFrom<Key["name"]>("left", "right", "home", "end", "backspace", "delete", "clear-word").map((
      name,
    ) => ({ name }) as Key),
    anyText(5).map((text): Key => ({ name: "text", text })),
  );
  fc.assert(fc.property(anyText(10), fc.array(key, { maxLength: 20 }), (text, keys) => {
    let line = textLine(text);
    for (const key of keys) {
      line = editLine(line, key) ?? line;
      assert.ok(line.cursor >= 0 && line.cursor <= line.text.length);
    }
  }));
});
