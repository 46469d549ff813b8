import assert from "node:assert/strict";
import fc from "fast-check";
import { mergeRegisters, nextTime, type Register } from "../../../src/model/curation/register.ts";
import { registers, times } from "./support/random_registers.ts";

/** Without the order in which they were met. */
function set(registers: readonly Register[]): string[] {
  return registers.map((one) => JSON.stringify(one, Object.keys(one).sort())).sort();
}

Deno.test("the order, the grouping and the repetition of merges do not matter", () => {
  fc.assert(fc.property(registers, registers, registers, (a, b, c) => {
    assert.deepEqual(set(mergeRegisters(a, b)), set(mergeRegisters(b, a)));
    assert.deepEqual(
      set(mergeRegisters(mergeRegisters(a, b), c)),
      set(mergeRegisters(a, mergeRegisters(b, c))),
    );
    const once = mergeRegisters(a, b);
    assert.deepEqual(set(mergeRegisters(once, b)), set(once));
  }));
});

Deno.test("what is said last here wins over all that is known, whatever the clocks say", () => {
  fc.assert(fc.property(registers, times, (known, now) => {
    const newest = known.map(({ updatedAt }) => updatedAt).sort().at(-1);
    const last: Register = {
      owner: "local",
      kind: "plugin",
      target: "clap:a",
      field: "favorite",
      value: null,
      updatedAt: nextTime(new Date(now), newest),
      writer: "a",
    };
    const merged = mergeRegisters(known, [last]);
    assert.ok(merged.some((one) => one.updatedAt === last.updatedAt && one.value === null));
    assert.ok(merged.includes(last));
  }));
});
