import assert from "node:assert/strict";
import { rangeAt, SIZE_BOUNDS, TIME_BOUNDS } from "../../../src/model/statistics/scale.ts";

Deno.test("each bound of a scale is three times the one before, or a third more than that", () => {
  for (const bounds of [SIZE_BOUNDS, TIME_BOUNDS]) {
    for (let at = 1; at < bounds.length; at++) {
      const factor = bounds[at]! / bounds[at - 1]!;
      assert.ok(Math.abs(factor - 3.16) < 0.4, `${bounds[at - 1]} to ${bounds[at]}`);
    }
  }
});

Deno.test("rangeAt() begins at 0 and has no end after the last bound", () => {
  assert.deepEqual(rangeAt([1, 3, 10], 0), { from: 0, below: 1 });
  assert.deepEqual(rangeAt([1, 3, 10], 2), { from: 3, below: 10 });
  assert.deepEqual(rangeAt([1, 3, 10], 3), { from: 10, below: null });
});
