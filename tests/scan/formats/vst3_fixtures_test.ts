import assert from "node:assert/strict";
import type { Plugin } from "../../../src/model/plugin.ts";
import { NO_JOURNAL } from "../../../src/model/scan_journal.ts";
import { scan } from "../../../src/scan/scanner.ts";

const GOOD = new URL("../../../build/fixtures/vst3/good.vst3", import.meta.url).pathname;

let scanned: Promise<readonly Plugin[]> | undefined;

/** Scans the good fixture once; what must come of the bad ones stands in bad_fixtures_test.ts. */
async function scanGood(): Promise<readonly Plugin[]> {
  const plugins: Plugin[] = [];
  for await (const event of scan({ version: "0.0.0", paths: [GOOD], journal: NO_JOURNAL })) {
    if (event.event === "module") plugins.push(...event.module.plugins);
  }
  return plugins;
}

async function goodPlugin(id: number): Promise<Plugin> {
  const plugins = await (scanned ??= scanGood());
  const nativeId = `706C7567696E617279000000${id.toString(16).toUpperCase().padStart(8, "0")}`;
  return plugins.find((plugin) => plugin.nativeId === nativeId)!;
}

Deno.test("scan() reports every field of a VST3 effect with a controller of its own", async () => {
  const plugin = await goodPlugin(1);
  const { name, vendor, version, url, rawCategories, category, isInstrument, latencySamples, hasEditor } =
    plugin;
  assert.deepEqual({
    name,
    vendor,
    version,
    url,
    rawCategories,
    category,
    isInstrument,
    latencySamples,
    hasEditor,
  }, {
    name: "Fixture Effect",
    vendor: "Pluginary Fixtures",
    version: "1.2.3",
    url: "https://example.org/fixtures",
    rawCategories: ["Fx", "Filter"],
    category: "filter",
    isInstrument: false,
    latencySamples: 64,
    hasEditor: false,
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
