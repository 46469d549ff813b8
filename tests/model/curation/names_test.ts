import assert from "node:assert/strict";
import fc from "fast-check";
import { nameKey, parseName, parseTag } from "../../../src/model/curation/names.ts";

Deno.test("parseTag() keeps levels, trims them, and says what is wrong with others", () => {
  assert.equal(parseTag(" drums : kick "), "drums:kick");
  assert.equal(parseTag("Café"), "Café");
  const wrong = (text: string, message: RegExp) => assert.throws(() => parseTag(text), message);
  wrong("", /cannot be empty/);
  wrong("  ", /cannot be empty/);
  wrong(":kick", /A level of the tag ":kick" is empty/);
  wrong("drums:", /A level of the tag "drums:" is empty/);
  wrong("a::b", /A level/);
  wrong("a:b:c:d:e:f:g:h:i", /9 levels/);
  wrong("x".repeat(1_000_000), /too long: "x{40}…"/);
  wrong("a\u001b[31m", /control characters/);
});

Deno.test("names that differ in case or composition are one", () => {
  assert.equal(nameKey("Cafe\u0301"), nameKey("CAFÉ"));
  assert.notEqual(nameKey("drums"), nameKey("drums:kick"));
});

Deno.test("a name that is accepted is accepted unchanged, and its key is a key", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 50 }), (text) => {
    let name: string;
    try {
      name = parseName(text, "tag");
    } catch {
      return;
    }
    assert.equal(parseName(name, "tag"), name);
    assert.equal(nameKey(nameKey(name)), nameKey(name));
  }));
});
