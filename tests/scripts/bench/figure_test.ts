import assert from "node:assert/strict";
import { figureOf } from "../../../scripts/bench/harness/figure.ts";

Deno.test("figureOf() gives the median and the quartiles, however the values are ordered", () => {
  assert.deepEqual(figureOf("ms", [5, 1, 4, 2, 3]), { unit: "ms", median: 3, low: 2, high: 4, runs: 5 });
});

Deno.test("figureOf() takes the mean of the two values in the middle", () => {
  assert.equal(figureOf("ms", [1, 2, 4, 100]).median, 3);
});

Deno.test("figureOf() has no spread around a single value", () => {
  assert.deepEqual(figureOf("MB", [7]), { unit: "MB", median: 7, low: 7, high: 7, runs: 1 });
});
