import assert from "node:assert/strict";
import { fitGrowth } from "../../../scripts/bench/harness/growth.ts";

for (const [name, exponent] of [["constant", 0], ["linear", 1], ["quadratic", 2]] as const) {
  Deno.test(`fitGrowth() finds a ${name} cost`, () => {
    const points = [1, 10, 100, 1000].map((work) => [work, 3 * work ** exponent] as const);
    assert.ok(Math.abs(fitGrowth(points).exponent - exponent) < 1e-9);
  });
}

Deno.test("fitGrowth() ignores amounts without cost, which have no logarithm", () => {
  assert.ok(Math.abs(fitGrowth([[10, -2], [100, 100], [1000, 1000]]).exponent - 1) < 1e-9);
});

Deno.test("fitGrowth() leaves out the cost of no work", () => {
  const points = [10, 100, 1000].map((work) => [work, 150 + 2 * work] as const);
  const { exponent, factor, offset } = fitGrowth(points, 150);
  assert.ok(Math.abs(exponent - 1) < 1e-9);
  assert.ok(Math.abs(factor - 2) < 1e-9);
  assert.equal(offset, 150);
});

Deno.test("fitGrowth() refuses a single point", () => {
  assert.throws(() => fitGrowth([[10, 1]]), /A line needs two points/);
});
