import assert from "node:assert/strict";
import { quantityOf, showSame, textLikeness } from "../../../src/model/presets/displayed_text.ts";

Deno.test("quantityOf() reads a number and its plain unit", () => {
  assert.deepEqual(quantityOf("1.2 kHz"), { written: 1.2, plain: 1200, unit: "hz" });
  assert.deepEqual(quantityOf(" -3dB "), { written: -3, plain: -3, unit: "db" });
  assert.deepEqual(quantityOf("\u2212\u221e dB"), { written: -Infinity, plain: -Infinity, unit: "db" });
  assert.deepEqual(quantityOf(".5"), { written: 0.5, plain: 0.5, unit: "" });
  assert.deepEqual(quantityOf("1e-3 s"), { written: 0.001, plain: 0.001, unit: "s" });
  assert.equal(quantityOf("Off"), undefined);
  assert.equal(quantityOf(""), undefined);
});

const PAIRS: readonly (readonly [text: string, other: string, isSame: boolean])[] = [
  ["3.0 dB", "3.000000", true],
  ["25.075 ms", "25.075001", true],
  ["25 ms", "0.025 s", true],
  ["25 ms", "0.025", true],
  ["1.2k", "1200 Hz", true],
  ["Low  Pass", "low pass", true],
  ["-inf dB", "-inf", true],
  ["3 dB", "3 %", false],
  ["3 dB", "3.1 dB", false],
  ["-inf dB", "-90 dB", false],
  ["Low", "High", false],
  ["Off", "0", false],
];

for (const [text, other, isSame] of PAIRS) {
  Deno.test(`showSame() ${isSame ? "takes" : "does not take"} "${text}" for "${other}"`, () => {
    assert.equal(showSame(text, other), isSame);
    assert.equal(showSame(other, text), isSame);
    assert.equal(textLikeness(text, other) === 1, isSame);
  });
}

Deno.test("textLikeness() falls with the difference of numbers", () => {
  assert.equal(textLikeness("10 dB", "9 dB"), 0.9);
  assert.equal(textLikeness("10 dB", "9.9999 dB"), 0.99);
  assert.equal(textLikeness("10 dB", "-10 dB"), 0);
  assert.equal(textLikeness("-inf dB", "-90 dB"), 0);
});
