import assert from "node:assert/strict";
import { durationText } from "../../../src/cli/output/duration_text.ts";

Deno.test("durationText() gives an elapsed time in the units that people use", () => {
  const texts: [ms: number, text: string][] = [
    [0, "0 ms"],
    [31.2, "31 ms"],
    [99.6, "0.1 s"],
    [900, "0.9 s"],
    [3440, "3.4 s"],
    [59_940, "59.9 s"],
    [59_960, "1 min"],
    [125_000, "2 min 5 s"],
    [3_599_600, "1 h"],
    [3_780_000, "1 h 3 min"],
    [90_000_000, "25 h"],
  ];
  for (const [ms, text] of texts) assert.equal(durationText(ms), text);
});
