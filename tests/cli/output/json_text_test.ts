import assert from "node:assert/strict";
import fc from "fast-check";
import { jsonText } from "../../../src/cli/output/json_text.ts";

Deno.test("jsonText() means the same as JSON.stringify and is one line that neither a terminal nor a build server obeys", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("##[error]x", "a\\##[", "###[["));
  fc.assert(fc.property(text, (text) => {
    const json = jsonText({ [text]: text });
    assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify({ [text]: text })));
    assert.doesNotMatch(json, /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]|##\[/u);
  }));
});
