import assert from "node:assert/strict";
import type { Parameter } from "../../../src/model/plugin.ts";
import { matchParameters, unitOf } from "../../../src/model/presets/match_parameters.ts";

function parameter(name: string, fields: Partial<Parameter> = {}): Parameter {
  return {
    id: name,
    name,
    group: "",
    unit: "",
    minimum: 0,
    maximum: 1,
    default: 0,
    minimumText: "",
    maximumText: "",
    defaultText: "",
    stepCount: 0,
    scalePoints: [],
    flags: [],
    ...fields,
  };
}

/** Pairs by the names of their parameters. */
function pairs(from: readonly Parameter[], to: readonly Parameter[], hasSameIds = false): string[] {
  return matchParameters(from, to, hasSameIds).pairs.map(({ from, to, matchedBy }) =>
    `${from.name} > ${to.name} by ${matchedBy}`
  );
}

Deno.test("matchParameters() compares names without capitals, signs and brackets", () => {
  const from = [parameter("Attack (ms)"), parameter("Wet / Dry"), parameter("Ratio")];
  const to = [parameter("ratio"), parameter("WetDry"), parameter("Attack")];
  assert.deepEqual(pairs(from, to), [
    "Attack (ms) > Attack by name",
    "Wet / Dry > WetDry by name",
    "Ratio > ratio by name",
  ]);
});

Deno.test("matchParameters() pairs equal names by their groups, then in their order", () => {
  const [a, b] = ["A", "B"].map((group) => parameter("Gain", { id: group, group }));
  const [c, d] = [parameter("Gain", { id: "c" }), parameter("Gain", { id: "d" })];
  const ids = (from: readonly Parameter[], to: readonly Parameter[]) =>
    matchParameters(from, to, false).pairs.map(({ from, to }) => `${from.id}${to.id}`);
  assert.deepEqual(ids([a!, b!], [b!, a!]), ["AA", "BB"]);
  assert.deepEqual(ids([a!, b!], [c, d]), ["Ac", "Bd"]);
});

Deno.test("matchParameters() prefers ids of the same plugin to names", () => {
  const from = [parameter("Drive", { id: "1" }), parameter("Level", { id: "2" })];
  const to = [parameter("Level", { id: "1" }), parameter("Drive", { id: "2" })];
  assert.deepEqual(pairs(from, to, true), ["Drive > Level by id", "Level > Drive by id"]);
  assert.deepEqual(pairs(from, to), ["Drive > Drive by name", "Level > Level by name"]);
});

Deno.test("matchParameters() takes similar names for a match if units and kinds agree", () => {
  const switched = { stepCount: 1, flags: ["toggle" as const] };
  const from = [parameter("Wet/Dry Mix (%)"), parameter("Phase", switched), parameter("Delay (ms)")];
  const to = [
    parameter("Mix", { unit: "%" }),
    parameter("Tube Phase", switched),
    parameter("Delay Feedback", { unit: "%" }),
  ];
  assert.deepEqual(pairs(from, to), ["Wet/Dry Mix (%) > Mix by unit", "Phase > Tube Phase by unit"]);
  assert.deepEqual(pairs([parameter("Bypass", switched)], [parameter("Bypass Mix")]), []);
});

Deno.test("matchParameters() leaves out what no preset sets, and names what is left", () => {
  const from = [parameter("Level", { flags: ["output"] }), parameter("Gain"), parameter("Odd")];
  const to = [parameter("Level", { flags: ["read-only"] }), parameter("Gain"), parameter("New")];
  const { onlyFrom, onlyTo } = matchParameters(from, to, false);
  assert.deepEqual(pairs(from, to), ["Gain > Gain by name"]);
  assert.deepEqual([onlyFrom, onlyTo].map((all) => all.map(({ name }) => name)), [["Odd"], ["New"]]);
});

Deno.test("unitOf() finds a unit in the field, the texts and the name", () => {
  assert.equal(unitOf(parameter("A", { unit: "kHz" })), "hz");
  assert.equal(unitOf(parameter("A", { maximumText: "12.0 dB" })), "db");
  assert.equal(unitOf(parameter("A (ms)")), "s");
  assert.equal(unitOf(parameter("A (L/R)")), "");
});
