import assert from "node:assert/strict";
import type { Parameter } from "../../../src/model/plugin.ts";
import type { PluginFormat } from "../../../src/model/plugin_format.ts";
import type { WantedValue } from "../../../src/model/presets/plugin_state.ts";
import { isGuess, shownText, wantedValues } from "../../../src/presets/convert/wanted_values.ts";

/** A parameter with a range; the texts are its bounds. */
function parameter(minimum: number, maximum: number, fields: Partial<Parameter> = {}): Parameter {
  return {
    id: "p",
    name: "Parameter",
    group: "",
    unit: "",
    minimum,
    maximum,
    default: minimum,
    minimumText: "",
    maximumText: "",
    defaultText: "",
    stepCount: 0,
    scalePoints: [],
    flags: [],
    ...fields,
  };
}

/** A parameter of VST3, which shows its range in texts alone. */
function normalized(minimumText: string, maximumText: string, fields: Partial<Parameter> = {}): Parameter {
  return parameter(0, 1, { minimumText, maximumText, ...fields });
}

type Side = readonly [format: PluginFormat, parameter: Parameter];

function carried(from: Side, value: number, text: string, to: Side) {
  return {
    pair: { from: from[1], to: to[1], matchedBy: "name" as const },
    value: { id: "p", value, text },
    isSamePlugin: false,
    formats: { from: from[0], to: to[0] },
  };
}

function wanted(from: Side, value: number, text: string, to: Side): (number | string)[] {
  return wantedValues(carried(from, value, text, to)).map((one: WantedValue) =>
    "text" in one ? one.text : one.value
  );
}

const MS: Side = ["ladspa", parameter(0.01, 750, { name: "Attack (ms)" })];

Deno.test("wantedValues() gives the same number where ranges agree, then the text", () => {
  const side: Side = ["clap", parameter(0, 20)];
  assert.deepEqual(wanted(["ladspa", parameter(0, 20)], 7.5, "7.5", side), [7.5, "7.5", 7.5]);
});

Deno.test("wantedValues() reads native numbers from the texts of VST3, if their range is linear", () => {
  const from: Side = ["vst3", normalized("-80.000000", "0.000000")];
  const to: Side = ["lv2", parameter(-80, 0)];
  assert.equal(wanted(from, 0.95, "-4.000000 dB", to)[0], -4);
  assert.equal(wanted(from, 0.9500000001, "-4.000000 dB", to)[0], -4, "to single precision");
  const rounded = wanted(from, 0.951, "-3.9 dB", to)[0];
  assert.ok(typeof rounded === "number" && Math.abs(rounded + 3.92) < 1e-12, "beyond a rounded text");
  assert.deepEqual(wanted(from, 0.5, "-6.0 dB", to), ["-6.0 dB", -6], "not linear");
});

Deno.test("wantedValues() gives VST3 the place of a number in its range", () => {
  const to: Side = ["vst3", normalized("-80.000000", "0.000000")];
  assert.equal(wanted(["ladspa", parameter(-80, 0)], -20, "-20", to)[0], 0.75);
});

Deno.test("wantedValues() knows units in brackets behind names", () => {
  assert.equal(shownText(MS[1], "25"), "25 ms");
  assert.deepEqual(wanted(MS, 25, "25", ["lv2", parameter(0.00001, 0.75)]), ["25 ms", 0.025]);
  assert.deepEqual(wanted(MS, 25, "25", ["lv2", parameter(0, 0.75, { unit: "dB" })]), ["25 ms"]);
});

Deno.test("wantedValues() takes the step with the same number", () => {
  const labels = ["Low", "Band", "High"].map((label, index) => ({ value: index / 2, label }));
  const list: Side = ["vst3", normalized("Low", "High", { stepCount: 2, scalePoints: labels })];
  assert.equal(wanted(list, 0.5, "Band", ["ladspa", parameter(0, 2, { stepCount: 2 })])[0], 1);
});

Deno.test("wantedValues() guesses that a part of one is percent", () => {
  const from: Side = ["ladspa", parameter(0, 1)];
  const to: Side = ["lv2", parameter(0, 100)];
  assert.equal(wanted(from, 0.25, "0.25", to)[0], 25);
  assert.ok(isGuess(carried(from, 0.25, "0.25", to)));
  assert.ok(!isGuess(carried(from, 0.25, "0.25", ["lv2", parameter(0, 1)])));
});

Deno.test("isGuess() takes the same name for the same parameter in two formats of one plugin", () => {
  const guessed = carried(["ladspa", parameter(0, 1, { minimum: null, maximum: null })], 0.25, "0.25", [
    "lv2",
    parameter(0, 10),
  ]);
  assert.ok(isGuess(guessed));
  assert.ok(!isGuess({ ...guessed, isSamePlugin: true }));
});
