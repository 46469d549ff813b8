import assert from "node:assert/strict";
import fc from "fast-check";
import type { Register } from "../../../src/model/curation/register.ts";
import { isRegisterTime, readRegister } from "../../../src/model/curation/register_check.ts";
import { registers } from "./support/random_registers.ts";

Deno.test("isRegisterTime() takes times that exist, and that leave room for later ones", () => {
  assert.ok(isRegisterTime("2026-02-28T23:59:59.999Z"));
  for (
    const text of [
      "2026-02-30T00:00:00.000Z",
      "2026-99-99T00:00:00.000Z",
      "2026-02-28T23:59:59Z",
      "2026-02-28T23:59:59.999+01:00",
      "9999-12-31T23:59:59.999Z",
      "",
    ]
  ) assert.ok(!isRegisterTime(text), text);
});

Deno.test("readRegister() reads what is written, and says what is wrong with the rest", () => {
  const good: Register = {
    owner: "local",
    kind: "plugin",
    target: "vst3:A",
    field: "rating",
    value: "3",
    updatedAt: "2026-01-01T00:00:00.000Z",
    writer: "w",
  };
  assert.deepEqual(readRegister({ ...good, value: 3 }), good);
  assert.deepEqual(readRegister({ ...good, value: null }), { ...good, value: null });
  assert.deepEqual(readRegister({ ...good, field: "later", value: { any: 1 } }), {
    ...good,
    field: "later",
    value: '{"any":1}',
  });
  const wrong: [changes: object, reason: RegExp][] = [
    [{ kind: "x" }, /unknown kind "x"/],
    [{ updatedAt: "x" }, /invalid time "x"/],
    [{ target: "" }, /empty or too long/],
    [{ field: "x".repeat(5000) }, /empty or too long/],
    [{ field: "note", value: "x".repeat(2 ** 20) }, /too long/],
    [{ field: "note", value: "x".repeat(10_001) }, /invalid value of "note"/],
    [{ field: "note", value: "a\u0007" }, /invalid value of "note"/],
    [{ kind: "collection", target: "a", field: "note", value: 1 }, /invalid value of "note"/],
    [{ value: 6 }, /invalid value of "rating"/],
    [{ field: "favorite", value: 1 }, /invalid value/],
    [{ field: "category", value: "<b>" }, /invalid value of "category"/],
    [{ field: "tag:Upper", value: true }, /invalid name/],
    [{ field: "tag:a:", value: null }, /invalid name/],
    [{ kind: "collection", target: "Live", field: "name", value: "Live" }, /invalid name/],
    [{ kind: "tag", target: "a", field: "name", value: ":a" }, /invalid value/],
    [{ kind: "collection", target: "a", field: "name", value: "a\u0007" }, /invalid value/],
    [{ kind: "tag", target: "a", field: "color", value: "red" }, /invalid value/],
    [{ kind: "collection", target: "a", field: "item:vst3:A", value: "1" }, /invalid value/],
    [{ kind: "saved", target: "a", field: "query", value: 1 }, /invalid value/],
  ];
  for (const [changes, reason] of wrong) {
    assert.match(String(readRegister({ ...good, value: 3, ...changes })), reason);
  }
});

Deno.test("readRegister() never fails on a register of any values", () => {
  fc.assert(fc.property(registers, fc.anything(), (all, value) => {
    for (const register of all) assert.ok(readRegister({ ...register, value: toJson(value) }));
  }));
});

function toJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value) ?? "null");
  } catch (error) {
    if (error instanceof TypeError) return "big or circular";
    throw error;
  }
}
