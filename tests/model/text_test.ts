import assert from "node:assert/strict";
import fc from "fast-check";
import { cleanText } from "../../src/model/text.ts";

Deno.test("cleanText() leaves no control character, no lone surrogate and no more bytes than allowed", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.integer({ min: 4, max: 200 }),
      (text, maximum) => {
        const clean = cleanText(text, maximum);
        // deno-lint-ignore no-control-regex
        assert.doesNotMatch(clean.text, /[\u0000-\u001f\u007f-\u009f]/);
        assert.ok(clean.text.isWellFormed());
        assert.ok(new TextEncoder().encode(clean.text).length <= maximum);
        assert.deepEqual(
          cleanText(clean.text.trim(), maximum).text,
          clean.text.trim(),
          "a clean text stays as it is",
        );
      },
    ),
  );
});

Deno.test("cleanText() says when it had to cut, and cuts between characters", () => {
  assert.deepEqual(cleanText("grün", 10), { text: "grün", isCut: false });
  assert.deepEqual(cleanText("grün", 4), { text: "grü", isCut: true });
  assert.deepEqual(cleanText("grün", 3), { text: "gr", isCut: true });
  assert.deepEqual(cleanText("a\u001b[31mred\nb", 100), { text: "a [31mred b", isCut: false });
});
