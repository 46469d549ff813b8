import assert from "node:assert/strict";
import type { PluginState } from "../../../src/model/presets/plugin_state.ts";
import { packState, unpackState } from "../../../src/model/presets/state_bytes.ts";

const base64 = (text: string) => new TextEncoder().encode(text).toBase64();

const STATES: readonly PluginState[] = [
  { format: "vst3", component: base64("component\n{}"), controller: "" },
  { format: "vst3", component: "", controller: base64("controller") },
  { format: "clap", data: Uint8Array.from({ length: 256 }, (_, byte) => byte).toBase64() },
  {
    format: "lv2",
    ports: { gain: 0.1 + 0.2, "ünïcode": -1e300 },
    properties: [{ key: "urn:a", type: "urn:t", flags: 3, value: base64("value") }],
  },
  { format: "lv2", ports: {}, properties: [] },
  { format: "ladspa", ports: { "0": 1, "10": 2, "9": 3 } },
];

Deno.test("unpackState() reads what packState() has written", () => {
  for (const state of STATES) assert.deepEqual(unpackState(packState(state)), state);
});

Deno.test("packState() gives equal bytes for equal states, in whatever order", () => {
  const properties = ["urn:b", "urn:a"].map((key) => ({ key, type: "t", flags: 1, value: base64(key) }));
  const one: PluginState = { format: "lv2", ports: { a: 1, b: 2 }, properties };
  const other: PluginState = { format: "lv2", ports: { b: 2, a: 1 }, properties: properties.toReversed() };
  assert.deepEqual(packState(one), packState(other));
  assert.notDeepEqual(packState(one), packState({ ...one, ports: { a: 1, b: 3 } }));
});

Deno.test("unpackState() refuses other bytes", () => {
  const whole = packState(STATES[3]!);
  const texts = [
    "",
    "{}",
    "{}\n",
    "[1]\n",
    '{"format":"clap","parts":[-1]}\n',
    '{"format":"clap","parts":[1e999]}\n',
    '{"format":"clap","parts":[2]}\nx',
    '{"format":"lv2","ports":{},"properties":[],"parts":[1]}\nx',
    '{"format":"vst3","parts":[1]}\nx',
  ];
  const wrong = [
    ...texts.map((text) => new TextEncoder().encode(text)),
    ...Array.from({ length: whole.length }, (_, length) => whole.slice(0, length)),
    Uint8Array.of(...whole, 0),
  ];
  for (const bytes of wrong) assert.throws(() => unpackState(bytes), SyntaxError);
});
