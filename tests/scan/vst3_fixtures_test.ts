import assert from "node:assert/strict";
import type { ScannedModule } from "../../src/model/module.ts";
import type { Plugin } from "../../src/model/plugin.ts";
import { NO_JOURNAL } from "../../src/model/scan_journal.ts";
import { scan } from "../../src/scan/scanner.ts";

const FOLDER = new URL("../../build/fixtures/vst3/", import.meta.url).pathname;

/** Short, so that the fixture that hangs does not hold up the tests; long enough for a busy machine. */
const LIMITS = { startMs: 20_000, silenceMs: 5000, totalMs: 20_000 };

const scans = new Map<number, Promise<Map<string, ScannedModule>>>();

/** Scans all fixtures once for each number of workers, and gives the modules by the names of their bundles. */
function fixtures(jobs: number): Promise<Map<string, ScannedModule>> {
  const known = scans.get(jobs) ?? scanFixtures(jobs);
  scans.set(jobs, known);
  return known;
}

async function scanFixtures(jobs: number): Promise<Map<string, ScannedModule>> {
  const modules = new Map<string, ScannedModule>();
  for await (
    const event of scan({ version: "0.0.0", paths: [FOLDER], journal: NO_JOURNAL, jobs, limits: LIMITS })
  ) {
    if (event.event !== "module") continue;
    modules.set(event.module.location.slice(FOLDER.length).replace(/\.vst3$/, ""), event.module);
  }
  return modules;
}

/** How each fixture must end, whatever ran in its worker before. */
const EXPECTED: Record<
  string,
  { outcome: string; code?: string; signal?: string; plugins?: number; warning?: string }
> = {
  broken_texts: { outcome: "scanned", plugins: 1 },
  claim_less_than_nothing: { outcome: "scanned", plugins: 1 },
  claim_too_much: { outcome: "failed", code: "invalid-metadata" },
  crash_in_describe: { outcome: "crashed", code: "crashed", signal: "SIGSEGV" },
  crash_on_destroy: { outcome: "scanned", plugins: 1, warning: "crashed-after-answer" },
  crash_on_load: { outcome: "crashed", code: "crashed", signal: "SIGSEGV" },
  good: { outcome: "scanned", plugins: 3 },
  hang_in_describe: { outcome: "timed-out", code: "timed-out" },
  missing_symbol: { outcome: "failed", code: "missing-dependency" },
  no_component: { outcome: "failed", code: "load-error" },
  no_controller: { outcome: "failed", code: "load-error" },
  no_entry_point: { outcome: "failed", code: "no-entry-point" },
  no_factory: { outcome: "failed", code: "no-entry-point" },
  no_plugins: { outcome: "scanned", plugins: 0 },
  no_processor: { outcome: "failed", code: "load-error" },
  print_a_megabyte: { outcome: "scanned", plugins: 1 },
  refuse_to_load: { outcome: "failed", code: "load-error" },
  throw_in_describe: { outcome: "failed", code: "load-error" },
};

for (const jobs of [1, 2]) {
  Deno.test(`scan() gives each VST3 fixture its outcome with ${jobs} worker(s)`, async () => {
    const modules = await fixtures(jobs);
    assert.deepEqual([...modules.keys()].sort(), Object.keys(EXPECTED).sort());
    for (const [name, expected] of Object.entries(EXPECTED)) {
      const { outcome, reason, plugins, warnings } = modules.get(name)!;
      assert.equal(outcome, expected.outcome, name);
      assert.equal(reason?.code, expected.code, name);
      assert.equal(reason?.signal, expected.signal, name);
      assert.equal(plugins.length, expected.plugins ?? 0, name);
      assert.deepEqual(
        warnings.map(({ code }) => code),
        expected.warning === undefined ? [] : [expected.warning],
        name,
      );
    }
  });
}

async function goodPlugin(id: number): Promise<Plugin> {
  const module = (await fixtures(2)).get("good")!;
  const nativeId = `706C7567696E617279000000${id.toString(16).toUpperCase().padStart(8, "0")}`;
  return module.plugins.find((plugin) => plugin.nativeId === nativeId)!;
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
