import assert from "node:assert/strict";
import type { ScannedModule } from "../../../src/model/module.ts";
import type { Plugin } from "../../../src/model/plugin.ts";
import { NO_JOURNAL } from "../../../src/model/scan_journal.ts";
import { scan } from "../../../src/scan/scanner.ts";
import { copyFolder } from "../../support/copy_folder.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const FIXTURES = new URL("../../../build/fixtures/vst3/", import.meta.url).pathname;

let good: Promise<ScannedModule> | undefined;
let odd: Promise<ScannedModule> | undefined;

/** Scans one module; what must come of the bad fixtures stands in bad_fixtures_test.ts. */
async function scanModule(location: string): Promise<ScannedModule> {
  for await (const event of scan({ version: "0.0.0", paths: [location], journal: NO_JOURNAL })) {
    if (event.event === "module") return event.module;
  }
  assert.fail(`No module at ${location}`);
}

function pluginOf(module: ScannedModule, nativeId: string): Plugin {
  const plugin = module.plugins.find((plugin) => plugin.nativeId === nativeId);
  return plugin ?? assert.fail(`No plugin ${nativeId}: ${JSON.stringify(module.reason ?? module.failures)}`);
}

async function goodPlugin(id: number): Promise<Plugin> {
  return pluginOf(
    await (good ??= scanModule(`${FIXTURES}good.vst3`)),
    `706C7567696E6172790000000000000${id}`,
  );
}

async function oddPlugin(id: number): Promise<Plugin> {
  return pluginOf(await (odd ??= scanModule(`${FIXTURES}odd.vst3`)), `706C7567696E6172796F64640000000${id}`);
}

Deno.test("scan() reports every field of a VST3 effect with a controller of its own", async () => {
  const plugin = await goodPlugin(1);
  const { name, vendor, version, url, rawCategories, category, isInstrument, latencySamples } = plugin;
  assert.deepEqual({
    name,
    vendor,
    version,
    url,
    rawCategories,
    category,
    isInstrument,
    latencySamples,
  }, {
    name: "Fixture Effect",
    vendor: "Pluginary Fixtures",
    version: "1.2.3",
    url: "https://example.org/fixtures",
    rawCategories: ["Fx", "Filter"],
    category: "filter",
    isInstrument: false,
    latencySamples: 64,
  });
  assert.deepEqual(plugin.programs, ["Soft", "Loud", "Louder"]);
  assert.deepEqual(plugin.buses, [
    { direction: "input", type: "audio", name: "In", channels: 2, role: "main", isDefaultActive: true },
    {
      direction: "input",
      type: "audio",
      name: "Side Chain",
      channels: 1,
      role: "aux",
      isDefaultActive: false,
    },
    { direction: "output", type: "audio", name: "Out", channels: 2, role: "main", isDefaultActive: true },
    { direction: "output", type: "cv", name: "Envelope", channels: 1, role: "aux", isDefaultActive: false },
  ]);
});

Deno.test("scan() reports parameters with groups, steps, texts and flags, the hidden and read-only ones too", async () => {
  const { parameters } = await goodPlugin(1);
  const summary = parameters!.map(({ id, name, group, unit, default: value, stepCount, flags }) =>
    [id, name, group, unit, value, stepCount, flags.join(" ")] as const
  );
  assert.deepEqual(summary, [
    ["1", "Gain", "", "dB", 0.5, 0, "automatable"],
    ["2", "Mode", "Filter", "", 0.5, 2, "automatable enumeration"],
    ["3", "Attack", "Filter/Envelope", "ms", 0.25, 0, "automatable"],
    ["4", "Bypass", "", "", 0, 1, "automatable bypass toggle"],
    ["5", "Level", "", "dB", 0, 0, "read-only"],
    ["6", "Secret", "", "", 0, 0, "read-only hidden"],
    ["7", "Sync", "Filter", "", 1, 1, "automatable enumeration"],
    ["4294967294", "Program", "", "", 0, 2, "enumeration"],
  ]);
  const mode = parameters![1]!;
  assert.deepEqual([mode.minimumText, mode.defaultText, mode.maximumText], ["Low", "Band", "High"]);
  assert.deepEqual(mode.scalePoints, [
    { value: 0, label: "Low" },
    { value: 0.5, label: "Band" },
    { value: 1, label: "High" },
  ]);
});

Deno.test("scan() reports an instrument's event buses and tells MIDI stand-ins from parameters", async () => {
  const plugin = await goodPlugin(3);
  assert.equal(plugin.name, "Süßer 🎹 Synth");
  assert.equal(plugin.vendor, "Bücher & Söhne");
  assert.equal(plugin.isInstrument, true);
  assert.equal(plugin.category, "synthesizer");
  assert.deepEqual(plugin.buses!.map(({ direction, type, channels }) => [direction, type, channels]), [
    ["output", "audio", 2],
    ["input", "event", 16],
    ["output", "event", 1],
  ]);
  assert.deepEqual(plugin.parameters!.map(({ name, flags }) => [name, flags.includes("midi-controller")]), [
    ["Cutoff", false],
    ["Breath", true],
    ["Pitch Bend", true],
    ["Mono", false],
  ]);
});

Deno.test("scan() does not mix up two classes of one name", async () => {
  const plugin = await goodPlugin(4);
  assert.equal(plugin.name, "Fixture Effect");
  assert.deepEqual(plugin.buses!.map(({ channels }) => channels), [1, 1]);
});

Deno.test("scan() reports the programs of every list and of parameters without one, each once", async () => {
  const { programs } = await oddPlugin(1);
  assert.deepEqual(programs, ["Lead 1", "Lead 2", "Bass 1", "Of no unit", "Kit", "Box", "Can"]);
});

Deno.test("scan() hands a VST3 plugin no default outside of its range, and warns of it", async () => {
  const { id, parameters } = await oddPlugin(2);
  assert.deepEqual(parameters!.map(({ default: value, defaultText }) => [value, defaultText]), [
    [1, "High"],
    [null, ""],
    [0, "0"],
    [0.5, "50"],
  ]);
  assert.deepEqual((await odd!).warnings, [{
    code: "default-outside-range",
    message: `"${id}": 3 parameters have a default outside the range 0 to 1; the first is "Mode"`,
  }]);
});

Deno.test("scan() makes no view of a VST3 plugin", async () => {
  const { name, hasEditor } = await oddPlugin(3);
  assert.deepEqual([name, hasEditor], ["Windowed", undefined]);
});

Deno.test("scan() takes from the other class infos what the Unicode one leaves empty", async () => {
  const { name, vendor, version, rawCategories } = await oddPlugin(4);
  assert.deepEqual([name, vendor, version, rawCategories], ["Quiet Unicode", "Own Vendor", "3.1", [
    "Fx",
    "Delay",
  ]]);
});

Deno.test("scan() calls a VST3 plugin without a name after its file", async () => {
  const { name, vendor } = await oddPlugin(5);
  assert.deepEqual([name, vendor], ["odd", "Pluginary Fixtures"]);
});

Deno.test("scan() calls a VST3 plugin without a name what its moduleinfo.json does", async () => {
  await using folder = await TemporaryFolder.make();
  const bundle = folder.join("odd.vst3");
  await copyFolder(`${FIXTURES}odd.vst3`, bundle);
  const CID = "706C7567696E6172796F646400000005";
  const Classes = [{ CID, Category: "Audio Module Class", Name: "Named by a File", Vendor: "Not Asked" }];
  await folder.write("odd.vst3/Contents/Resources/moduleinfo.json", JSON.stringify({ Classes }));
  const { name, vendor } = pluginOf(await scanModule(bundle), CID);
  assert.deepEqual([name, vendor], ["Named by a File", "Pluginary Fixtures"]);
});
