import assert from "node:assert/strict";
import { growthExponent } from "../../../scripts/bench/harness/growth.ts";

for (const [name, exponent] of [["constant", 0], ["linear", 1], ["quadratic", 2]] as const) {
  Deno.test(`growthExponent() finds a ${name} cost`, () => {
    const points = [1, 10, 100, 1000].map((work) => [work, 3 * work ** exponent] as const);
    assert.ok(Math.abs(growthExponent(points) - exponent) < 1e-9);
  });
}

Deno.test("growthExponent() ignores amounts without cost, which have no logarithm", () => {
  assert.ok(Math.abs(growthExponent([[10, -2], [100, 100], [1000, 1000]]) - 1) < 1e-9);
});

Deno.test("growthExponent() refuses a single point", () => {
  assert.throws(() => growthExponent([[10, 1]]), /A line needs two points/);
});
