import assert from "node:assert/strict";
import stringWidth from "string-width";
import { textWidthFor } from "../../../src/cli/terminal/text_width.ts";

Deno.test("the usual characters are as wide without tables as with them, alone and among others", async () => {
  let measured = 0;
  for (let code = 0; code < 0x20000; code++) {
    const character = String.fromCodePoint(code);
    if (await textWidthFor([character]) === stringWidth) continue;
    measured++;
    for (const text of [character, `a${character}b`, `ü${character}${character}`, `${character}漢🎹`]) {
      const widthOf = await textWidthFor([text]);
      assert.equal(widthOf(text), stringWidth(text), `U+${code.toString(16)} in "${text}"`);
    }
  }
  assert.ok(measured > 30_000, `${measured} characters`);
});

Deno.test("a text with one unusual character is measured with the tables", async () => {
  for (const text of ["e\u0301", "👍🏽", "👩‍🎤", "🎹\ufe0f", "🇩🇪", "1\ufe0f\u20e3", "ガ\u3099", "\u00ad"]) {
    assert.equal(await textWidthFor(["plain", text]), stringWidth, text);
  }
});
