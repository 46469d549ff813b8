import assert from "node:assert/strict";
import fc from "fast-check";
import type { DescribedPlugin } from "../../../src/model/plugin.ts";
import { buildPlugin, type ModuleFacts } from "../../../src/scan/result/build_plugin.ts";

const PLAIN: DescribedPlugin = {
  nativeId: "1234:delay",
  name: "Delay",
  rawCategories: [],
  buses: [],
  programs: [],
  parameters: [{
    id: "3",
    name: "Mode",
    group: "",
    unit: "",
    minimum: 0,
    maximum: 1,
    default: null,
    minimumText: "",
    maximumText: "",
    defaultText: "",
    stepCount: 1,
    scalePoints: [],
    flags: [],
  }],
};

function facts(more: Partial<ModuleFacts> = {}): ModuleFacts {
  return {
    found: { format: "ladspa", location: "/a.so", architectures: ["x86_64"], files: [] },
    modifiedAt: "2026-01-01T00:00:00.000Z",
    scannedAt: "2026-01-02T00:00:00.000Z",
    ...more,
  };
}

Deno.test("buildPlugin() takes categories and names of values from files where the library has none", () => {
  const extras = new Map([["1234:delay", {
    rawCategories: ["DelayPlugin"],
    scalePoints: new Map([["3", [{ value: 0, label: "off\n" }]]]),
  }]]);
  const { plugin } = buildPlugin(facts({ extras }), PLAIN);
  assert.deepEqual([plugin.category, plugin.rawCategories], ["delay", ["DelayPlugin"]]);
  assert.deepEqual(plugin.parameters?.[0]?.scalePoints, [{ value: 0, label: "off" }]);
});

Deno.test("buildPlugin() believes the library before the files", () => {
  const extras = new Map([["1234:delay", {
    rawCategories: ["DelayPlugin"],
    scalePoints: new Map([["3", [{ value: 0, label: "off" }]]]),
  }]]);
  const described = {
    ...PLAIN,
    rawCategories: ["GatePlugin"],
    parameters: [{ ...PLAIN.parameters[0]!, scalePoints: [{ value: 1, label: "on" }] }],
  };
  const { plugin } = buildPlugin(facts({ extras }), described);
  assert.deepEqual(plugin.rawCategories, ["GatePlugin"]);
  assert.deepEqual(plugin.parameters?.[0]?.scalePoints, [{ value: 1, label: "on" }]);
});

Deno.test("buildPlugin() takes a name and the like from files where the library has none", () => {
  const declared = {
    nativeId: PLAIN.nativeId,
    name: "In a File",
    vendor: "Vendor",
    version: "2",
    url: "https://example.org",
    rawCategories: ["DelayPlugin"],
  };
  const extras = new Map([[PLAIN.nativeId, { declared }]]);
  const silent = { ...PLAIN, name: "", vendor: "", version: "" };
  const { name, vendor, version, url, category } = buildPlugin(facts({ extras }), silent).plugin;
  assert.deepEqual([name, vendor, version, url, category], [
    "In a File",
    "Vendor",
    "2",
    "https://example.org",
    "delay",
  ]);
  const own = buildPlugin(facts({ extras }), { ...PLAIN, vendor: "Own", version: "3" }).plugin;
  assert.deepEqual([own.name, own.vendor, own.version], ["Delay", "Own", "3"]);
});

Deno.test("buildPlugin() calls a plugin after its module where nothing else has a name for it", () => {
  const found = { ...facts().found, location: "/b/echo\x1b[2J.so" };
  const nameless = { ...PLAIN, name: "\x07", vendor: "" };
  const { name, vendor } = buildPlugin(facts({ found }), nameless).plugin;
  assert.deepEqual([name, vendor], ["echo [2J", ""]);
});

Deno.test("buildPlugin() makes public ids of the plugins that a library says are replaced", () => {
  const lv2 = facts({ found: { ...facts().found, format: "lv2" } });
  const described = { ...PLAIN, nativeId: "urn:new", replaces: ["urn:old", "urn:ladspa:1407", "urn:old"] };
  assert.deepEqual(buildPlugin(lv2, described).plugin.replaces, ["lv2:urn:old", "ladspa:1407"]);
  assert.equal(buildPlugin(lv2, PLAIN).plugin.replaces, undefined);
});

Deno.test("buildPlugin() leaves no character that controls a terminal in any text, ids included", () => {
  const unsafe = fc.string({ unit: "binary", maxLength: 30 });
  fc.assert(fc.property(unsafe, (text) => {
    const { plugin } = buildPlugin(facts(), {
      ...PLAIN,
      nativeId: `x${text}`,
      name: text,
      vendor: text,
      version: text,
      description: text,
      url: text,
      rawCategories: [text],
      programs: [text],
      buses: [{
        direction: "input",
        type: "audio",
        name: text,
        channels: 1,
        role: "main",
        isDefaultActive: true,
      }],
      parameters: [{
        ...PLAIN.parameters[0]!,
        id: text,
        name: text,
        scalePoints: [{ value: 1, label: text }],
      }],
    });
    const texts: string[] = [];
    JSON.stringify(plugin, (_, value) => {
      if (typeof value === "string") texts.push(value);
      return value;
    });
    // deno-lint-ignore no-control-regex
    for (const clean of texts) assert.doesNotMatch(clean, /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
    assert.ok(texts.every((clean) => clean.isWellFormed()));
  }));
});

Deno.test("buildPlugin() cuts what is too long and says how often", () => {
  const { plugin, warnings } = buildPlugin(facts(), {
    ...PLAIN,
    name: "ü".repeat(5000),
    programs: ["x".repeat(5000)],
  });
  assert.equal(plugin.name, "ü".repeat(2048));
  assert.deepEqual(warnings, [{
    code: "text-cut",
    message: 'Cut 2 texts of "ladspa:1234:delay" that are longer than 4096 bytes',
  }]);
});

Deno.test("buildPlugin() keeps parameters that contradict each other, and warns of them", () => {
  const parameter = {
    id: "0",
    name: "Gain",
    group: "",
    unit: "",
    minimum: 10,
    maximum: -10,
    default: null,
    minimumText: "",
    maximumText: "",
    defaultText: "",
    stepCount: 0,
    scalePoints: [],
    flags: [],
  };
  const parameters = [parameter, { ...parameter, minimum: null }, { ...parameter, id: "1", minimum: -10 }];
  const { plugin, warnings } = buildPlugin(facts(), { ...PLAIN, parameters });
  assert.deepEqual(plugin.parameters, parameters);
  assert.deepEqual(warnings, [
    {
      code: "inverted-range",
      message: '1 parameter of "ladspa:1234:delay" has a minimum above its maximum',
    },
    {
      code: "duplicate-parameter-id",
      message: '1 parameter of "ladspa:1234:delay" has the id of another one',
    },
  ]);
});
