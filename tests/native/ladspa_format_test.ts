import assert from "node:assert/strict";
import { fixturesFolder, FormatWorker } from "./support/format_worker.ts";
import type { Parameter } from "../../src/model/plugin.ts";
import { bareParameter } from "./support/bare_parameter.ts";

const FOLDER = fixturesFolder("ladspa");
const onlyOnLinux = { ignore: Deno.build.os !== "linux" };

/** Numbers of single precision, each as the shortest decimal that means it. */
function range(minimum: number | null, maximum: number | null, value: number | null) {
  return { minimum, maximum, default: value };
}

const LOGARITHMIC: Partial<Parameter> = { flags: ["automatable", "logarithmic"] };

/** The control ports of the good fixture, by the rules of ladspa.h. */
const PARAMETERS = [
  bareParameter("3", "Unbounded"),
  bareParameter("4", "One", range(0.1, 6, 1)),
  bareParameter("5", "Low", range(0, 100, 25)),
  bareParameter("6", "Middle", range(-20, 10, -5)),
  bareParameter("7", "High", range(0, 100, 75)),
  bareParameter("8", "Logarithmic Low", { ...range(1, 10_000, 10), ...LOGARITHMIC }),
  bareParameter("9", "Logarithmic Middle", { ...range(1, 10_000, 100), ...LOGARITHMIC }),
  bareParameter("10", "Logarithmic High", { ...range(1, 10_000, 1000), ...LOGARITHMIC }),
  bareParameter("11", "Logarithmic from 0", { ...range(0, 1, 0), ...LOGARITHMIC }),
  bareParameter("12", "Logarithmic below 0", { ...range(-1, 1, null), ...LOGARITHMIC }),
  bareParameter("13", "Minimum", range(-3, 3, -3)),
  bareParameter("14", "Maximum", range(-3, 3, 3)),
  bareParameter("15", "Zero", range(null, null, 0)),
  bareParameter("16", "Hundred", range(1, null, 100)),
  bareParameter("17", "Concert A", {
    ...range(0, 24_000, 440),
    flags: ["automatable", "logarithmic", "sample-rate"],
  }),
  bareParameter("18", "Cutoff", {
    ...range(4.7999997, 21_600, 16_201.2),
    flags: ["automatable", "sample-rate"],
  }),
  bareParameter("19", "Toggle", { ...range(0, 1, 1), stepCount: 1, flags: ["automatable", "toggle"] }),
  bareParameter("20", "Toggle with bounds", {
    ...range(0, 1, 1),
    stepCount: 1,
    flags: ["automatable", "toggle"],
  }),
  bareParameter("21", "Integer", { ...range(-0.1, 3.1, 2), stepCount: 3, flags: ["automatable", "integer"] }),
  bareParameter("22", "Missing bound", range(-12, null, 12)),
  bareParameter("23", "Outside", range(0, 1, 100)),
  bareParameter("24", "_latency", { flags: ["output", "integer"] }),
  bareParameter("25", "Level", { ...range(-60, 6, null), flags: ["output"] }),
  bareParameter("29", "Unknown flag", range(null, null, 1)),
  bareParameter("30", "Middle of nothing", range(null, null, 0.5)),
  bareParameter("31", "Low below nothing", range(0, null, 25)),
  bareParameter("32", "Logarithmic above nothing", { ...range(null, 10_000, 1000), ...LOGARITHMIC }),
  bareParameter("33", "Minimum of the sample rate", {
    ...range(null, null, 12_000),
    flags: ["automatable", "sample-rate"],
  }),
  bareParameter("34", "Integer without bounds", {
    ...range(null, null, 3),
    flags: ["automatable", "integer"],
  }),
  bareParameter("35", "Toggle by maximum", {
    ...range(0, 1, 1),
    stepCount: 1,
    flags: ["automatable", "toggle"],
  }),
];

Deno.test("the shim reads every field of a LADSPA plugin", onlyOnLinux, async () => {
  await using worker = await FormatWorker.start("ladspa");
  const plugin = await worker.describe(`${FOLDER}/good.so`, "16777000:every_hint");
  const { parameters, ...rest } = plugin;
  assert.deepEqual(rest, {
    nativeId: "16777000:every_hint",
    name: "Every Hint",
    vendor: "Pluginary é",
    rawCategories: [],
    buses: [
      { direction: "input", type: "audio", name: "", channels: 2, role: "main", isDefaultActive: true },
      { direction: "output", type: "audio", name: "", channels: 1, role: "main", isDefaultActive: true },
    ],
    programs: [],
    hasEditor: false,
  });
  assert.deepEqual(parameters, PARAMETERS);
});

Deno.test("the shim lists every plugin of a LADSPA library", onlyOnLinux, async () => {
  await using worker = await FormatWorker.start("ladspa");
  const { plugins, presetLocations } = await worker.list(`${FOLDER}/good.so`);
  assert.deepEqual(plugins, [
    { nativeId: "16777000:every_hint", name: "Every Hint", vendor: "Pluginary é", rawCategories: [] },
    { nativeId: "16777000:same_id", name: "Same Id", vendor: "", rawCategories: [] },
    { nativeId: "0:nameless", name: "nameless", rawCategories: [] },
    { nativeId: "1:empty_name", name: "empty_name", rawCategories: [] },
  ]);
  assert.equal(presetLocations, undefined);
});

Deno.test("the shim describes a LADSPA plugin without ports", onlyOnLinux, async () => {
  await using worker = await FormatWorker.start("ladspa");
  const plugin = await worker.describe(`${FOLDER}/good.so`, "16777000:same_id");
  assert.deepEqual([plugin.buses, plugin.parameters], [[], []]);
});

Deno.test(
  "the shim has the mathematics library that LADSPA plugins expect of their host",
  onlyOnLinux,
  async () => {
    await using worker = await FormatWorker.start("ladspa");
    assert.deepEqual((await worker.list(`${FOLDER}/expects_mathematics.so`)).plugins, []);
  },
);

/** Why a LADSPA library cannot be listed. */
const UNLISTABLE = { no_entry_point: "no-entry-point", endless: "invalid-metadata" };

Deno.test("the shim says why a LADSPA library cannot be listed", onlyOnLinux, async () => {
  await using worker = await FormatWorker.start("ladspa");
  for (const [name, code] of Object.entries(UNLISTABLE)) {
    const { answer } = await worker.ask(`${FOLDER}/${name}.so`);
    assert.equal(answer?.type === "refused" && answer.failure.code, code, name);
  }
  assert.deepEqual((await worker.list(`${FOLDER}/no_plugins.so`)).plugins, []);
  assert.ok(worker.isAlive);
});

for (const name of ["too_many_ports", "no_port_kinds"]) {
  Deno.test(
    `the shim lists the LADSPA plugin of ${name} and refuses to describe it`,
    onlyOnLinux,
    async () => {
      await using worker = await FormatWorker.start("ladspa");
      const { plugins } = await worker.list(`${FOLDER}/${name}.so`);
      assert.deepEqual(plugins.map(({ nativeId }) => nativeId), ["7:bad"]);
      const { answer } = await worker.ask(`${FOLDER}/${name}.so`, "7:bad");
      assert.equal(answer?.type === "refused" && answer.failure.code, "invalid-metadata");
      assert.ok(worker.isAlive);
    },
  );
}

Deno.test("the shim does without names and hints of LADSPA ports", onlyOnLinux, async () => {
  await using worker = await FormatWorker.start("ladspa");
  const { buses, parameters } = await worker.describe(`${FOLDER}/no_port_arrays.so`, "7:bad");
  assert.deepEqual(buses.map(({ channels }) => channels), [1]);
  assert.deepEqual(parameters, [
    bareParameter("1", ""),
    bareParameter("2", ""),
    bareParameter("3", "", { flags: ["output"] }),
    bareParameter("4", ""),
  ]);
});

Deno.test("the shim turns LADSPA bounds that are no numbers into unknown ones", onlyOnLinux, async () => {
  await using worker = await FormatWorker.start("ladspa");
  const { parameters } = await worker.describe(`${FOLDER}/broken_numbers.so`, "7:bad");
  assert.deepEqual(parameters, [
    bareParameter("1", "First"),
    bareParameter("2", "", { ...range(10, -10, 5), flags: ["automatable", "integer"] }),
    bareParameter("3", "Third", { ...range(-3e38, 3e38, 3e38), flags: ["output", "integer"] }),
    bareParameter("4", "Fourth", { ...range(0, null, null), flags: ["automatable", "sample-rate"] }),
  ]);
});

Deno.test(
  "the shim survives broken texts of a LADSPA plugin and knows it by its repaired id",
  onlyOnLinux,
  async () => {
    await using worker = await FormatWorker.start("ladspa");
    const [plugin] = await worker.describeAll(`${FOLDER}/broken_texts.so`);
    assert.equal(plugin?.nativeId, "18446744073709551615:la\ufffdbel");
    assert.equal(plugin.name, "Na\ufffdme\x07");
    const names = plugin.parameters.map(({ name }) => name);
    assert.deepEqual(names.slice(0, 2), ["\ufffd\ufffdGain\n\x1b[31m", ""]);
    assert.match(names[2]!, /^x{8192}$/);
    assert.match(names[3]!, /^\ufffd+$/);
  },
);

Deno.test("the shim leaves a crash of a LADSPA library to the scanner", onlyOnLinux, async () => {
  await using worker = await FormatWorker.start("ladspa");
  const { answer, end } = await worker.ask(`${FOLDER}/crash_in_list.so`);
  assert.deepEqual([answer, end?.signal], [undefined, "SIGSEGV"]);
});

Deno.test("the shim names the file that is no LADSPA library", onlyOnLinux, async () => {
  await using worker = await FormatWorker.start("ladspa");
  const { answer } = await worker.ask(`${FOLDER}/missing.so`);
  assert.equal(answer?.type === "refused" && answer.failure.code, "not-found");
});
