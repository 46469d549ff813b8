// What the LV2 host gives to plugins and reads from them, in confined workers.
import assert from "node:assert/strict";
import { projectPath } from "../../scripts/project_path.ts";
import { writeLv2Bundle } from "../../src/file_formats/written/write_lv2_bundle.ts";
import type { StateAnswer, StateProperty, StateRequest } from "../../src/model/presets/plugin_state.ts";
import { type HostOptions, PluginHost, PluginHostError } from "../../src/scan/plugin_host.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

const FIXTURES = projectPath("build/fixtures/states");
const PLUGIN = "urn:pluginary:fixture:state";
const ATOM = "http://lv2plug.in/ns/ext/atom#";

function start(more: Partial<HostOptions> = {}): Promise<PluginHost> {
  return PluginHost.start({
    format: "lv2",
    location: `${FIXTURES}/state.lv2`,
    environment: Deno.env.get,
    ...more,
  });
}

async function ask(request: StateRequest = {}, more: Partial<HostOptions> = {}): Promise<StateAnswer> {
  await using host = await start(more);
  return await host.state(PLUGIN, request);
}

function text(answer: StateAnswer, id: string): string | undefined {
  return answer.parameters.find((parameter) => parameter.id === id)?.text;
}

function value(answer: StateAnswer, id: string): number | null | undefined {
  return answer.parameters.find((parameter) => parameter.id === id)?.value;
}

function lv2State({ state }: StateAnswer) {
  assert.ok(state.format === "lv2");
  return state;
}

/** The properties by the ends of their keys. */
function properties(answer: StateAnswer): Map<string, StateProperty> {
  return new Map(lv2State(answer).properties.map((property) => [property.key.split("#")[1]!, property]));
}

function bytes(property: StateProperty | undefined): Uint8Array {
  return Uint8Array.fromBase64(property?.value ?? "");
}

function string(property: StateProperty | undefined): string {
  return new TextDecoder().decode(bytes(property)).replace(/\0$/, "");
}

Deno.test("LV2 state() reads the values with which a plugin starts, after a block", async () => {
  const answer = await ask();
  assert.deepEqual(lv2State(answer).ports, { gain: -3.5, mode: 1, cutoff: 12_000, taps: 2 });
  assert.deepEqual(answer.parameters.map(({ id, value, text }) => [id.split("#").at(-1), value, text]), [
    ["gain", -3.5, "-3.5 dB"],
    ["mode", 1, "Band"],
    ["cutoff", 12_000, "12000 Hz"],
    ["taps", 2, "2"],
    ["meter", -3.5, "-3.5 dB"], // Written by the block
    ["amount", 0.75, "0.75 %"], // From the state in the plugin's own files
    ["blocks", 1, "1"],
    ["sample", null, ""],
    ["steps", 4, "4"],
    ["switch", 0, "0"],
  ]);
  assert.equal(string(properties(answer).get("text")), "from the bundle");
  assert.deepEqual([answer.refused, answer.warnings], [[], []]);
});

Deno.test("LV2 state() sets ports by numbers, texts, units and the labels of points", async () => {
  const answer = await ask({
    values: [
      { id: "gain", text: "silence" },
      { id: "mode", text: "High" },
      { id: "cutoff", text: "1.2 kHz" },
      { id: "taps", value: 7.6 },
    ],
  });
  assert.deepEqual(answer.refused, []);
  assert.deepEqual(lv2State(answer).ports, { gain: -60, mode: 5, cutoff: 1200, taps: 8 });
  assert.deepEqual(["gain", "mode", "cutoff"].map((id) => text(answer, id)), ["Silence", "High", "1200 Hz"]);
  const again = await ask({
    values: [{ id: "gain", text: "-7.25 dB" }, { id: "gain", value: 0.1 }, { id: "mode", value: 3.5 }],
  });
  assert.deepEqual(lv2State(again).ports, { gain: 0.1, mode: 5, cutoff: 12_000, taps: 2 });
  assert.equal(text(again, "gain"), "0.1 dB");
});

Deno.test("LV2 state() says which values it has not set, and why", async () => {
  const answer = await ask({
    values: [
      { id: "gain", value: 12.5 },
      { id: "gain", text: "loud" },
      { id: "meter", value: 0 },
      { id: "nothing", value: 0 },
      { id: `${PLUGIN}#blocks`, value: 3 },
      { id: `${PLUGIN}#amount`, text: "much" },
      { id: `${PLUGIN}#steps`, value: 17 },
    ],
  });
  assert.deepEqual(answer.refused, [
    { id: "gain", message: "The value is not from -60 to 12" },
    { id: "gain", message: 'No value displays "loud"' },
    { id: "meter", message: "Only the plugin can set it" },
    { id: "nothing", message: "The plugin has no such parameter" },
    { id: `${PLUGIN}#blocks`, message: "Only the plugin can set it" },
    { id: `${PLUGIN}#amount`, message: "The value does not fit the type of the property" },
    { id: `${PLUGIN}#steps`, message: "The value does not fit the type of the property" },
  ]);
  assert.equal(lv2State(answer).ports["gain"], -3.5);
});

Deno.test("LV2 state() takes bounds with fewer digits for the same", async () => {
  const answer = await ask({ values: [{ id: "gain", value: 12.0000001 }] });
  assert.deepEqual([answer.refused, lv2State(answer).ports["gain"]], [[], 12]);
});

Deno.test("LV2 state() sets properties by messages, and waits for the plugin's worker", async () => {
  await using folder = await TemporaryFolder.make();
  const sample = await folder.write("sample.txt", "a sample");
  const answer = await ask({
    values: [
      { id: `${PLUGIN}#amount`, text: "0.25" },
      { id: `${PLUGIN}#steps`, value: 9 },
      { id: `${PLUGIN}#switch`, value: 1 },
      { id: `${PLUGIN}#sample`, text: sample },
    ],
  }, { readable: [folder.path] });
  assert.deepEqual(answer.refused, []);
  assert.equal(value(answer, `${PLUGIN}#amount`), 0.25);
  assert.equal(value(answer, `${PLUGIN}#steps`), 9);
  assert.equal(value(answer, `${PLUGIN}#switch`), 1);
  assert.equal(text(answer, `${PLUGIN}#sample`), sample);
  assert.equal(value(answer, `${PLUGIN}#blocks`), 2); // One more for the loaded sample
});

Deno.test("LV2 state() runs a plugin that can read no other files of the user", async () => {
  await using folder = await TemporaryFolder.make();
  const secret = await folder.write("secret.txt", "nothing for plugins");
  const answer = await ask({ values: [{ id: `${PLUGIN}#sample`, text: secret }] });
  assert.deepEqual(answer.refused, []);
  assert.equal(text(answer, `${PLUGIN}#sample`), ""); // It could not be opened
});

Deno.test("LV2 state() restores what it has saved, byte for byte, in another worker", async () => {
  await using host = await start({ readable: [FIXTURES] });
  const first = await host.state(PLUGIN, {
    preset: { location: `${FIXTURES}/presets.lv2`, loadKey: `file://${FIXTURES}/presets.lv2/loud.ttl` },
    values: [{ id: "gain", value: 0.7 }],
  });
  const saved = lv2State(first);
  const blocks = saved.properties.find(({ key }) => key.endsWith("#blocks"))!;
  const restored = lv2State(await ask({ state: saved }, { readable: [FIXTURES] }));
  assert.deepEqual(restored.ports, saved.ports);
  // The plugin itself counts on.
  const others = (all: readonly StateProperty[]) => all.filter(({ key }) => key !== blocks.key);
  assert.deepEqual(others(restored.properties), others(saved.properties));
  assert.equal(others(restored.properties).length, 8);
});

Deno.test("LV2 state() loads a preset's ports and its properties of every type", async () => {
  const location = `${FIXTURES}/presets.lv2`;
  const answer = await ask(
    { preset: { location, loadKey: `file://${location}/loud.ttl` } },
    { readable: [location] },
  );
  assert.deepEqual(lv2State(answer).ports, { gain: 9.5, mode: 1, cutoff: 12_000, taps: 8 });
  const stored = properties(answer);
  assert.equal(value(answer, `${PLUGIN}#amount`), 0.125);
  assert.equal(value(answer, `${PLUGIN}#steps`), 12);
  assert.equal(value(answer, `${PLUGIN}#switch`), 1);
  const blocks = new DataView(bytes(stored.get("blocks")).buffer).getBigInt64(0, true);
  assert.ok(blocks > 9_007_199_254_740_993n, String(blocks));
  assert.equal(string(stored.get("text")), "Größe");
  assert.equal(stored.get("kind")?.type, `${ATOM}URID`);
  assert.equal(string(stored.get("kind")), "urn:pluginary:fixture:kind");
  assert.equal(string(stored.get("sample")), `${location}/sample.txt`); // Beside the preset
  assert.equal(stored.get("sample")?.flags, 1);
  assert.equal(stored.get("blob")?.type, "urn:pluginary:fixture:Blob");
  assert.deepEqual([...bytes(stored.get("blob"))], [0, 1, 2, 255]);
  const vector = new DataView(bytes(stored.get("vector")).buffer);
  assert.deepEqual([vector.getUint32(0, true), vector.getFloat32(8, true), vector.getFloat32(12, true)], [
    4,
    1.5,
    -2,
  ]);
  assert.deepEqual(answer.refused, [{ id: "gone", message: "The plugin has no such control input" }]);
  assert.deepEqual(answer.warnings.map(({ message }) => message), [
    'The preset\'s value of the port "mode" is not a number',
    `The preset's value of <${PLUGIN}#tuple> is of an unknown kind`,
  ]);
});

Deno.test("LV2 state() loads a bundle that we wrote, with all that was in the state", async () => {
  const presets = `${FIXTURES}/presets.lv2`;
  await using folder = await TemporaryFolder.make();
  await using host = await start({ readable: [presets, folder.path] });
  const captured = await host.state(PLUGIN, {
    preset: { location: presets, loadKey: `file://${presets}/loud.ttl` },
    values: [{ id: "gain", value: 0.7 }],
  });
  const plugin = {
    id: `lv2:${PLUGIN}`,
    name: "Fixture State",
    vendor: "",
    version: "",
    isInstrument: false,
    fileName: "",
  };
  const about = { name: "Written", author: "", description: "", tags: [] };
  for (const { path, bytes } of writeLv2Bundle({ ...about, plugin, state: captured.state })) {
    await folder.write(`written.lv2/${path}`, bytes);
  }
  const location = folder.join("written.lv2");
  const loaded = await host.state(PLUGIN, {
    preset: { location, loadKey: `file://${location}/preset.ttl` },
  });
  assert.deepEqual([loaded.refused, loaded.warnings], [[], []]);
  assert.deepEqual(lv2State(loaded).ports, lv2State(captured).ports);
  // The plugin itself counts on.
  const [before, after] = [properties(captured), properties(loaded)];
  for (const stored of [before, after]) stored.delete("blocks");
  assert.deepEqual(after, before);
});

Deno.test("LV2 state() loads a preset of the plugin's own bundle by its URI alone", async () => {
  const answer = await ask({ preset: { location: "", loadKey: `${PLUGIN}#quiet` } });
  assert.deepEqual(lv2State(answer).ports, { gain: -60, mode: 5, cutoff: 12_000, taps: 2 });
});

Deno.test("LV2 state() gives the reason for a preset that it cannot load", async () => {
  await using host = await start({ readable: [FIXTURES] });
  const reason = async (request: StateRequest) => {
    const error = await host.state(PLUGIN, request).then(() => undefined, (error) => error);
    assert.ok(error instanceof PluginHostError, String(error));
    return `${error.reason.code}: ${error.message}`;
  };
  const presets = `${FIXTURES}/presets.lv2`;
  assert.equal(
    await reason({ preset: { location: "", loadKey: "urn:none" } }),
    "not-found: Cannot find the preset <urn:none> in any bundle",
  );
  assert.equal(
    await reason({ preset: { location: presets, loadKey: "urn:pluginary:fixture:other" } }),
    "load-error: The preset <urn:pluginary:fixture:other> is for <urn:pluginary:fixture:also-not>",
  );
  assert.equal(
    await reason({ preset: { location: "/nowhere.lv2", loadKey: "urn:x" } }),
    'not-found: Cannot find "/nowhere.lv2/manifest.ttl"',
  );
  assert.match(await reason({ preset: { location: "", loadKey: "no uri" } }), /^invalid-metadata: /);
  assert.match(await reason({ program: 0 }), /^load-error: .*LV2 has no programs, but presets$/);
});

Deno.test("LV2 state() warns of files in the state and of a state that the plugin refuses", async () => {
  const own = await ask({ values: [{ id: "mode", text: "High" }] });
  assert.deepEqual(own.warnings.map(({ code }) => code), ["state-has-files"]);
  const text: StateProperty = {
    key: `${PLUGIN}#text`,
    type: `${ATOM}String`,
    flags: 3,
    value: btoa("refuse\0"),
  };
  const refused = await ask({ state: { format: "lv2", ports: { taps: 3 }, properties: [text] } });
  assert.deepEqual(refused.warnings, [
    { code: "state-refused", message: "The plugin refused the state: a property is missing" },
  ]);
  assert.equal(lv2State(refused).ports["taps"], 3);
});
