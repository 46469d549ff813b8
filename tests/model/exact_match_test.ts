import assert from "node:assert/strict";
import fc from "fast-check";
import * as v from "valibot";
import { exactMatch } from "../../src/model/exact_match.ts";
import { workerMessageSchema } from "../../src/worker/protocol.ts";
import { MUTATIONS } from "../support/mutation.ts";

const PARAMETER = {
  id: "gain",
  name: "Gain",
  group: "",
  unit: "dB",
  minimum: -90,
  maximum: null,
  default: 0.5,
  minimumText: "",
  maximumText: "",
  defaultText: "",
  stepCount: 2,
  scalePoints: [{ value: 0, label: "off" }],
  flags: ["automatable", "hidden"],
};
const BUS = {
  direction: "input",
  type: "audio",
  name: "In",
  channels: 2,
  role: "main",
  isDefaultActive: true,
};
const PLUGIN = {
  nativeId: "ABCD",
  name: "Fake",
  vendor: "Someone",
  rawCategories: ["Fx"],
  buses: [BUS],
  parameters: [PARAMETER],
  programs: ["One"],
  presetCount: 3,
  warnings: [{ code: "odd", message: "Is odd" }],
};
const MESSAGES = [
  { type: "described", requestId: 1, plugin: PLUGIN },
  { type: "listed", requestId: 2, plugins: [{ nativeId: "x", name: "", rawCategories: [] }] },
  { type: "entering", requestId: 3 },
  { type: "idle", requestId: 4, memoryBytes: 5 },
  { type: "presets", requestId: 5, total: 1, presets: [{ uri: "urn:x", label: "" }] },
  { type: "refused", requestId: 6, failure: { code: "load-error", message: "No" } },
];

const isMessage = exactMatch(workerMessageSchema);

Deno.test("exactMatch() knows every kind of schema in the messages of a worker", () => {
  for (const message of MESSAGES) assert.ok(isMessage(message), message.type);
});

Deno.test("exactMatch() leaves everything to the schema that it would refuse or change", () => {
  const wrong = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(undefined, NaN, Infinity, -1, 0.5, "", [], {}, null),
  );
  const change = fc.tuple(fc.constantFrom(...MESSAGES), fc.nat(), wrong, fc.string());
  fc.assert(
    fc.property(change, ([message, place, value, key]) => {
      const changed = structuredClone(message);
      const places = placesIn(changed);
      const { holder, name } = places[place % places.length]!;
      // Arrays of parsed JSON have no other keys.
      holder[place % 3 === 0 && !Array.isArray(holder) ? key : name] = value;
      if (!isMessage(changed)) return;
      const parsed = v.safeParse(workerMessageSchema, changed);
      assert.ok(parsed.success, JSON.stringify(changed));
      assert.deepEqual(JSON.stringify(sorted(parsed.output)), JSON.stringify(sorted(changed)));
    }),
    { numRuns: MUTATIONS * 5 },
  );
});

Deno.test("exactMatch() never matches a key that only prototypes have in a schema", () => {
  assert.ok(!isMessage(JSON.parse('{"type":"entering","requestId":1,"__proto__":{}}')));
  assert.ok(!isMessage(JSON.parse('{"type":"entering","requestId":1,"constructor":1}')));
});

Deno.test("exactMatch() never matches a kind of schema that it does not know", () => {
  assert.ok(!exactMatch(v.record(v.string(), v.string()))({}));
  assert.ok(!exactMatch(v.pipe(v.string(), v.trim()))(" x "));
  assert.ok(!exactMatch(v.object({ x: v.optional(v.string(), "default") }))({}));
});

/** Every property and element in a value, as its holder and name. */
function placesIn(value: object): { holder: Record<string, unknown>; name: string }[] {
  return Object.entries(value).flatMap(([name, part]) => [
    { holder: value as Record<string, unknown>, name },
    ...typeof part === "object" && part !== null ? placesIn(part) : [],
  ]);
}

/** The same value with all keys in order, since a schema returns them in its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, sorted(part)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => a < b ? -1 : 1));
}
