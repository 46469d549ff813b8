import assert from "node:assert/strict";
import type { Bus, DescribedPlugin, Parameter } from "../../src/model/plugin.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { answerOf, FIXTURES, Lv2Worker } from "./support/lv2_worker.ts";
import { bareParameter } from "./support/bare_parameter.ts";

const NAMES = [...Deno.readDirSync(FIXTURES)].map(({ name }) => name).sort();
const GOOD = "urn:pluginary:fixture:good";
const INSTRUMENT = "urn:pluginary:fixture:instrument";

function bundle(name: string): string {
  return `${FIXTURES}${name}.lv2`;
}

function start(): Promise<Lv2Worker> {
  return Lv2Worker.start(NAMES.map((name) => `${FIXTURES}${name}`));
}

async function describe(name: string, nativeId: string): Promise<DescribedPlugin> {
  await using worker = await start();
  return answerOf(await worker.describe(bundle(name), nativeId), "described").plugin;
}

async function refusal(name: string, nativeId?: string): Promise<unknown> {
  await using worker = await start();
  const exchange = nativeId === undefined
    ? await worker.list(bundle(name))
    : await worker.describe(bundle(name), nativeId);
  return answerOf(exchange, "refused").failure;
}

function bus(direction: Bus["direction"], type: Bus["type"], name: string, more: Partial<Bus> = {}): Bus {
  return { direction, type, name, channels: 1, role: "main", isDefaultActive: true, ...more };
}

const GOOD_BUSES: Bus[] = [
  bus("input", "audio", "Main In", { channels: 2 }),
  bus("input", "audio", "Key", { role: "aux", isDefaultActive: false }),
  bus("input", "audio", "Duck", { role: "aux" }),
  bus("output", "audio", "Main Out", { channels: 2 }),
  bus("input", "cv", "Pitch CV"),
  bus("output", "cv", "Envelope CV"),
  bus("input", "event", "Control", { role: "aux" }),
  bus("input", "event", "MIDI In", { channels: 16 }),
  bus("output", "event", "MIDI Out", { channels: 16 }),
];

const GOOD_PARAMETERS: Parameter[] = [
  bareParameter("gain", "Gain", {
    group: "Tone",
    unit: "dB",
    minimum: -90.5,
    maximum: 24,
    default: 0,
    minimumText: "Silence",
    defaultText: "Unity",
    scalePoints: [{ value: -90.5, label: "Silence" }, { value: 0, label: "Unity" }],
  }),
  bareParameter("cutoff", "Cutoff", {
    unit: "Hz",
    minimum: 48,
    maximum: 24_000,
    default: 4800,
    flags: ["automatable", "logarithmic", "sample-rate"],
  }),
  bareParameter("center", "Center", {
    minimum: 48,
    maximum: 24_000,
    default: 440,
    flags: ["automatable", "sample-rate"],
  }),
  bareParameter("mode", "Mode", {
    minimum: 0,
    maximum: 2,
    default: 1,
    minimumText: "Soft",
    maximumText: "Hard",
    defaultText: "Medium",
    stepCount: 2,
    scalePoints: [{ value: 0, label: "Soft" }, { value: 1, label: "Medium" }, { value: 2, label: "Hard" }],
    flags: ["automatable", "integer", "enumeration"],
  }),
  bareParameter("enabled", "Enabled", {
    minimum: 0,
    maximum: 1,
    default: 1,
    stepCount: 1,
    flags: ["automatable", "bypass", "toggle"],
  }),
  bareParameter("quality", "Quality", {
    minimum: 1,
    maximum: 8,
    default: 4,
    stepCount: 7,
    flags: ["hidden", "integer"],
  }),
  bareParameter("blend", "Blend", {
    unit: "% wet",
    minimum: 0,
    maximum: 1,
    default: 0.5,
    stepCount: 10,
    flags: [],
  }),
  bareParameter("speed", "Speed", { unit: "fur/fn" }),
  bareParameter("latency", "Latency", {
    unit: "frames",
    minimum: 0,
    maximum: 8192,
    stepCount: 8192,
    flags: ["output", "integer"],
  }),
  bareParameter(`${GOOD}#amount`, "Amount", { minimum: 0, maximum: 1, default: 0.25 }),
  bareParameter(`${GOOD}#level`, "Level", { minimum: 0, flags: ["output"] }),
  bareParameter(`${GOOD}#sample`, "Sample", { flags: [] }),
  bareParameter(`${GOOD}#steps`, "steps", {
    minimum: 1,
    maximum: 16,
    default: 3,
    stepCount: 15,
    flags: ["automatable", "integer"],
  }),
];

const GOOD_LISTED = {
  nativeId: GOOD,
  name: 'Good "LV2" Plugin☃',
  vendor: "Fixture Author",
  version: "2.13",
  description: "Two\nlines",
  url: "https://example.org/good",
  rawCategories: ["Widener", "CompressorPlugin", "DynamicsPlugin"],
};

const INSTRUMENT_LISTED = {
  nativeId: INSTRUMENT,
  name: "Kazoo",
  vendor: "Project Developer",
  url: "https://example.org/project",
  rawCategories: ["InstrumentPlugin", "Kazoo"],
};

Deno.test("LV2 list has every field of the plugins of a bundle", async () => {
  await using worker = await start();
  const { plugins } = answerOf(await worker.list(bundle("good")), "listed");
  assert.deepEqual(plugins, [GOOD_LISTED, INSTRUMENT_LISTED]);
});

Deno.test("LV2 describe has every field of a plugin", async () => {
  assert.deepEqual(await describe("good", GOOD), {
    ...GOOD_LISTED,
    buses: GOOD_BUSES,
    parameters: GOOD_PARAMETERS,
    programs: [],
    presetCount: 3,
    hasEditor: true,
    warnings: [],
  });
});

Deno.test("LV2 describe takes ports from a prototype and the vendor from a project", async () => {
  assert.deepEqual(await describe("good", INSTRUMENT), {
    ...INSTRUMENT_LISTED,
    buses: [bus("output", "audio", "", { channels: 2 })],
    parameters: [],
    programs: [],
    presetCount: 1,
    hasEditor: false,
    warnings: [],
  });
});

Deno.test("LV2 reads the same without the specifications' bundles and with those of the system", async () => {
  const system = [...Deno.readDirSync("/usr/lib/lv2")].map(({ name }) => `/usr/lib/lv2/${name}`);
  await using worker = await Lv2Worker.start([
    ...system,
    bundle("good"),
    bundle("units"),
    bundle("good_presets"),
  ]);
  const { plugin } = answerOf(await worker.describe(bundle("good"), GOOD), "described");
  assert.deepEqual(plugin, await describe("good", GOOD));
});

Deno.test("LV2 keeps two copies of a plugin apart", async () => {
  await using worker = await start();
  const copy = answerOf(await worker.describe(bundle("good_copy"), GOOD), "described").plugin;
  assert.deepEqual([copy.name, copy.version, copy.parameters.map(({ id }) => id)], ["Newer Copy", "3.0", [
    "only",
  ]]);
  const good = answerOf(await worker.describe(bundle("good"), GOOD), "described").plugin;
  assert.equal(good.parameters.length, GOOD_PARAMETERS.length);
});

Deno.test("LV2 presets come in pages, those of other bundles too", async () => {
  await using worker = await start();
  const page = async (offset: number, limit: number) => {
    const { total, presets } = answerOf(await worker.presets(bundle("good"), GOOD, offset, limit), "presets");
    return { total, presets };
  };
  const withSpace = { uri: `file://${bundle("good_presets")}/with%20space.ttl`, label: "With Space" };
  const first = { uri: "urn:pluginary:fixture:preset:1", label: "First" };
  const third = { uri: "urn:pluginary:fixture:preset:3", label: "" };
  assert.deepEqual(await page(0, 2), { total: 3, presets: [withSpace, first] });
  assert.deepEqual(await page(2, 2), { total: 3, presets: [third] });
  assert.deepEqual(await page(3, 500), { total: 3, presets: [] });
  assert.deepEqual(await page(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER), { total: 3, presets: [] });
});

Deno.test("LV2 list of a bundle of presets or specifications is empty", async () => {
  await using worker = await start();
  for (const name of ["good_presets", "units"]) {
    assert.deepEqual(answerOf(await worker.list(bundle(name)), "listed").plugins, []);
  }
});

Deno.test("LV2 reads a bundle that the worker was not told of", async () => {
  await using worker = await Lv2Worker.start([]);
  assert.equal(answerOf(await worker.list(bundle("good")), "listed").plugins.length, 2);
});

Deno.test("LV2 names file, line and fault of a broken manifest", async () => {
  assert.deepEqual(await refusal("broken_manifest"), {
    code: "invalid-metadata",
    message: "Cannot read Turtle: manifest.ttl:6:27: line end in short string",
  });
});

Deno.test("LV2 lists a plugin whose data is broken and refuses to describe it", async () => {
  await using worker = await start();
  const { plugins } = answerOf(await worker.list(bundle("broken_data")), "listed");
  assert.deepEqual(plugins.map(({ name }) => name), ["broken-data"]);
  assert.deepEqual(await refusal("broken_data", "urn:pluginary:fixture:broken-data"), {
    code: "invalid-metadata",
    message: 'Cannot read Turtle: data.ttl:4: undefined prefix in "undefined:prefix"',
  });
});

Deno.test("LV2 names the missing file that a plugin cannot do without", async () => {
  assert.deepEqual(await refusal("missing_data", "urn:pluginary:fixture:missing-data"), {
    code: "invalid-metadata",
    message: `Cannot find "${bundle("missing_data")}/gone.ttl"`,
  });
});

Deno.test("LV2 warns of a missing file that a plugin can do without", async () => {
  const { buses, warnings } = await describe("missing_extra", "urn:pluginary:fixture:missing-extra");
  assert.deepEqual(buses, [bus("input", "audio", "In")]);
  const message = `Cannot find "${bundle("missing_extra")}/gone.ttl"`;
  assert.deepEqual(warnings, [{ code: "incomplete-metadata", message }]);
});

Deno.test("LV2 tells which plugins a plugin replaces", async () => {
  const { replaces } = await describe("replacing", "urn:pluginary:fixture:replacing");
  assert.deepEqual(replaces, ["urn:pluginary:fixture:old", "urn:pluginary:fixture:older"]);
});

Deno.test("LV2 lists a plugin whose library is missing and refuses to describe it", async () => {
  const nativeId = "urn:pluginary:fixture:missing-library";
  await using worker = await start();
  const { plugins } = answerOf(await worker.list(bundle("missing_library")), "listed");
  assert.deepEqual(plugins.map(({ name }) => name), ["Missing Library"]);
  assert.deepEqual(await refusal("missing_library", nativeId), {
    code: "not-found",
    message: `Cannot find "${bundle("missing_library")}/gone.so"`,
  });
});

/** Folders whose names mean something in URIs, and a reference from the manifest to the file beside it. */
const TRICKY_NAMES: [folder: string, file: string, reference: string][] = [
  ["100% plugins", "data.ttl", "data.ttl"],
  ["50%41", "data.ttl", "data.ttl"],
  ["%%", "data.ttl", "data.ttl"],
  ["other #1 [new] é?", "data.ttl", "data.ttl"],
  ["plain", "50% more #1.ttl", "50%25%20more%20%231.ttl"],
  ["plain", "50%.ttl", "50%.ttl"],
  ["plain", "5%.ttl", "5%%.ttl"],
];

for (const [name, file, reference] of TRICKY_NAMES) {
  Deno.test(`LV2 reads "${file}" in "${name}" by <${reference}>`, async () => {
    await using folder = await TemporaryFolder.make();
    const path = folder.join(`${name}/x.lv2`);
    const prefixes = `@prefix lv2: <http://lv2plug.in/ns/lv2core#> .
@prefix pset: <http://lv2plug.in/ns/ext/presets#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
`;
    await folder.write(
      `${name}/x.lv2/manifest.ttl`,
      `${prefixes}<urn:x> a lv2:Plugin ; rdfs:seeAlso <${reference}> .
<preset.ttl> a pset:Preset ; lv2:appliesTo <urn:x> .`,
    );
    await folder.write(
      `${name}/x.lv2/${file}`,
      `${prefixes}<urn:x> lv2:port [ a lv2:InputPort , lv2:ControlPort ; lv2:index 0 ; lv2:symbol "in" ] .`,
    );
    await using worker = await Lv2Worker.start([path]);
    const { plugin } = answerOf(await worker.describe(path, "urn:x"), "described");
    assert.deepEqual([plugin.parameters.map(({ id }) => id), plugin.warnings], [["in"], []]);
    const { presets } = answerOf(await worker.presets(path, "urn:x", 0, 1), "presets");
    assert.equal(decodeURIComponent(new URL(presets[0]!.uri).pathname), `${path}/preset.ttl`);
  });
}

Deno.test("LV2 leaves out ports that are none and numbers that are none, and says so", async () => {
  const { parameters, warnings } = await describe("bad_ports", "urn:pluginary:fixture:bad-ports");
  assert.deepEqual(parameters, [
    bareParameter("first", "first", { scalePoints: [{ value: 2, label: "" }] }),
    bareParameter("first", "Same symbol"),
    bareParameter("far", "Far"),
  ]);
  assert.deepEqual(warnings?.map(({ message }) => message).sort(), [
    "A port has no symbol",
    "A port has no symbol",
    'The port "negative" has no index',
    'The port "nowhere" must be either an input or an output',
    'The ports "first" and "second" have the same index',
    'Two ports have the symbol "first"',
  ]);
});

Deno.test("LV2 refuses a plugin that the bundle does not have", async () => {
  assert.deepEqual(await refusal("good", "urn:nobody"), {
    code: "load-error",
    message: 'The bundle has no plugin "urn:nobody"',
  });
});

Deno.test("LV2 refuses a folder without a manifest", async () => {
  assert.deepEqual(await refusal("not_there"), {
    code: "not-found",
    message: `Cannot find "${bundle("not_there")}/manifest.ttl"`,
  });
});
