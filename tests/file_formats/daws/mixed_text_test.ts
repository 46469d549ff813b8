import assert from "node:assert/strict";
import fc from "fast-check";
import { readMixedText, shownMixedText, writeMixedText } from "../../../src/file_formats/daws/mixed_text.ts";
import { timesOf } from "../../support/counts.ts";

Deno.test("writeMixedText() gives the bytes that readMixedText() has read", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.string({ unit: "binary" }).map((text) => new TextEncoder().encode(text)),
  );
  fc.assert(
    fc.property(bytes, bytes, (first, second) => {
      const both = Uint8Array.of(...first, ...second);
      assert.deepEqual([...writeMixedText(readMixedText(both))], [...both]);
    }),
    { numRuns: timesOf(2000) },
  );
});

Deno.test("shownMixedText() reads what is not UTF-8 as Windows does, and nothing else", () => {
  const latin = Uint8Array.from("\xb5Tonic \x80\n", (character) => character.charCodeAt(0));
  const text = readMixedText(Uint8Array.of(...new TextEncoder().encode("Új \u{1f600} "), ...latin));
  assert.equal(shownMixedText(text), "Új \u{1f600} µTonic €\n");
});
