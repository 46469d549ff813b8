import assert from "node:assert/strict";
import type { Parameter } from "../../src/model/plugin.ts";
import { fixturesFolder, FormatWorker } from "./support/format_worker.ts";

const FOLDER = fixturesFolder("clap");
const onlyOnLinux = { ignore: Deno.build.os !== "linux" };
const BAD = "org.pluginary.fixture.bad";

const EFFECT = {
  nativeId: "org.pluginary.fixture.effect",
  name: "Fixture Effect",
  vendor: "Pluginary",
  version: "1.2.3",
  description: "One of each thing é",
  url: "https://example.org/effect",
  rawCategories: ["audio-effect", "equalizer", "stereo"],
};

const SYNTH = {
  nativeId: "org.pluginary.fixture.synth",
  name: "Fixture Synth",
  version: "",
  rawCategories: ["instrument", "synthesizer"],
};

function bus(direction: string, type: string, name: string, channels: number, role = "main") {
  return { direction, type, name, channels, role, isDefaultActive: true };
}

/** A parameter from its range, the texts of the range, and what differs. */
function parameter(
  id: string,
  name: string,
  [minimum, maximum, value]: [number, number, number],
  [minimumText, maximumText, defaultText]: [string, string, string],
  fields: Partial<Parameter> = {},
): Parameter {
  return {
    id,
    name,
    group: "",
    unit: "",
    minimum,
    maximum,
    default: value,
    minimumText,
    maximumText,
    defaultText,
    stepCount: 0,
    scalePoints: [],
    flags: [],
    ...fields,
  };
}

Deno.test("the shim reads every field of a CLAP effect", onlyOnLinux, async () => {
  await using worker = await FormatWorker.start("clap");
  const { parameters, ...rest } = await worker.describe(`${FOLDER}/good.clap`, EFFECT.nativeId);
  assert.deepEqual(rest, {
    ...EFFECT,
    buses: [
      bus("input", "audio", "In", 2),
      bus("input", "audio", "Side Chain", 1, "aux"),
      bus("output", "audio", "Out", 2),
      bus("output", "cv", "Envelope", 3, "aux"),
    ],
    programs: [],
    hasEditor: true,
    latencySamples: 64,
  });
  assert.deepEqual(parameters, [
    parameter("7", "Gain", [-60, 12, 0.1], ["-60.0 dB", "12.0 dB", "0.1 dB"], { flags: ["automatable"] }),
    parameter("8", "Mode", [1, 3, 2], ["Low", "High", "Band"], {
      group: "Filter",
      stepCount: 2,
      scalePoints: [{ value: 1, label: "Low" }, { value: 2, label: "Band" }, { value: 3, label: "High" }],
      flags: ["automatable", "integer", "enumeration"],
    }),
    parameter("9", "Drive", [-3.5, 4.9, 0], ["-3.5 %", "4.9 %", "0 %"], {
      group: "Filter/Drive",
      stepCount: 7,
      flags: ["integer"],
    }),
    parameter("10", "Sync", [0, 1, 1], ["0", "1", "1"], { stepCount: 1, flags: ["automatable", "toggle"] }),
    parameter("11", "Bypass", [0, 1, 0], ["0", "1", "0"], {
      stepCount: 1,
      flags: ["automatable", "bypass", "toggle"],
    }),
    parameter("12", "Level", [-60, 0, -60], ["-60", "0", "-60"], { flags: ["read-only"] }),
    parameter("13", "Secret", [0, 1, 0.5], ["", "", ""], { flags: ["hidden"] }),
    parameter("14", "Rate", [0, 2, 1], ["1/4", "1/16 dotted", "1/8"], {
      stepCount: 2,
      scalePoints: [{ value: 0, label: "1/4" }, { value: 1, label: "1/8" }, {
        value: 2,
        label: "1/16 dotted",
      }],
      flags: ["automatable", "integer"],
    }),
    parameter("4294967294", "Many", [0, 5000, 1], ["0", "5000", "1"], {
      stepCount: 5000,
      flags: ["integer", "enumeration"],
    }),
  ]);
});

Deno.test("the shim reads a CLAP instrument that says no more than it must", onlyOnLinux, async () => {
  await using worker = await FormatWorker.start("clap");
  assert.deepEqual(await worker.describe(`${FOLDER}/good.clap`, SYNTH.nativeId), {
    ...SYNTH,
    buses: [
      bus("output", "audio", "Main", 2),
      bus("input", "event", "Keys", 16),
      bus("output", "event", "Arpeggio", 16),
    ],
    parameters: [],
    programs: [],
    hasEditor: false,
    latencySamples: 0,
  });
});

Deno.test(
  "the shim lists CLAP plugins and where their presets lie, making no instance",
  onlyOnLinux,
  async () => {
    await using worker = await FormatWorker.start("clap");
    const { plugins, presetLocations } = await worker.list(`${FOLDER}/good.clap`);
    assert.deepEqual(plugins.slice(0, 2), [EFFECT, SYNTH]);
    assert.deepEqual(presetLocations, ["/usr/share/one", `${FOLDER}/good.clap`, "/usr/share/two"]);
  },
);

Deno.test("the shim is a CLAP host with name, threads, extensions and callbacks", onlyOnLinux, async () => {
  await using worker = await FormatWorker.start("clap");
  const { parameters } = await worker.describe(`${FOLDER}/good.clap`, "org.pluginary.fixture.host-check");
  assert.deepEqual(parameters.map(({ name, default: seen }) => [name, seen]), [
    ["name", 1],
    ["threads", 1],
    ["extensions", 1],
    ["callback", 1],
  ]);
});

Deno.test(
  "the shim describes CLAP plugins one after the other from one initialisation",
  onlyOnLinux,
  async () => {
    await using worker = await FormatWorker.start("clap");
    for (let i = 0; i < 2; i++) {
      assert.equal((await worker.describeAll(`${FOLDER}/good.clap`)).length, 3);
    }
  },
);

/** Why a CLAP module cannot be listed. */
const UNLISTABLE = {
  no_entry_point: "no-entry-point",
  no_entry_functions: "no-entry-point",
  old_version: "load-error",
  refuse_to_load: "load-error",
  no_factory: "no-entry-point",
  no_factory_functions: "no-entry-point",
  no_ids: "invalid-metadata",
  claim_too_many_plugins: "invalid-metadata",
};

Deno.test("the shim says why a CLAP module cannot be listed", onlyOnLinux, async () => {
  await using worker = await FormatWorker.start("clap");
  for (const [name, code] of Object.entries(UNLISTABLE)) {
    const { answer } = await worker.ask(`${FOLDER}/${name}.clap`);
    assert.equal(answer?.type === "refused" && answer.failure.code, code, name);
  }
  assert.deepEqual(await worker.list(`${FOLDER}/no_plugins.clap`).then(({ plugins }) => plugins), []);
  assert.ok(worker.isAlive);
});

/** Why a CLAP plugin that is listed cannot be described. */
const INDESCRIBABLE = {
  no_instance: "load-error",
  no_instance_functions: "load-error",
  refuse_to_initialize: "load-error",
  claim_too_many_ports: "invalid-metadata",
  claim_too_many_parameters: "invalid-metadata",
};

Deno.test("the shim lists a CLAP plugin and says why it cannot be described", onlyOnLinux, async () => {
  await using worker = await FormatWorker.start("clap");
  for (const [name, code] of Object.entries(INDESCRIBABLE)) {
    const { plugins } = await worker.list(`${FOLDER}/${name}.clap`);
    assert.deepEqual(plugins.map(({ nativeId }) => nativeId), [BAD], name);
    const { answer } = await worker.ask(`${FOLDER}/${name}.clap`, BAD);
    assert.equal(answer?.type === "refused" && answer.failure.code, code, name);
  }
  assert.ok(worker.isAlive);
});

Deno.test(
  "the shim knows no latency of a CLAP plugin that refuses to be activated",
  onlyOnLinux,
  async () => {
    await using worker = await FormatWorker.start("clap");
    const { latencySamples, hasEditor } = await worker.describe(`${FOLDER}/refuse_to_activate.clap`, BAD);
    assert.deepEqual([latencySamples, hasEditor], [undefined, false]);
  },
);

Deno.test("the shim takes a CLAP extension that lacks functions for none", onlyOnLinux, async () => {
  await using worker = await FormatWorker.start("clap");
  const { presetLocations } = await worker.list(`${FOLDER}/no_extension_functions.clap`);
  const plugin = await worker.describe(`${FOLDER}/no_extension_functions.clap`, BAD);
  const { buses, parameters, hasEditor, latencySamples } = plugin;
  assert.deepEqual([buses, parameters, hasEditor, latencySamples], [[], [], false, 0]);
  assert.equal(presetLocations, undefined);
});

Deno.test("the shim turns CLAP bounds that are no numbers into unknown ones", onlyOnLinux, async () => {
  await using worker = await FormatWorker.start("clap");
  const { parameters, latencySamples } = await worker.describe(`${FOLDER}/broken_numbers.clap`, BAD);
  assert.deepEqual(
    parameters.map((one) => [one.minimum, one.maximum, one.default, one.stepCount, one.scalePoints]),
    [[null, null, null, 0, []], [-1e300, 1e300, 0, 0, []], [10, -10, 20, 0, []]],
  );
  assert.equal(latencySamples, 0xffffffff);
});

Deno.test(
  "the shim survives broken texts of a CLAP plugin and knows it by its repaired id",
  onlyOnLinux,
  async () => {
    await using worker = await FormatWorker.start("clap");
    const [plugin] = await worker.describeAll(`${FOLDER}/broken_texts.clap`);
    assert.equal(plugin?.nativeId, "org.pluginary.\ufffd.bad");
    assert.equal(plugin.name, plugin.nativeId);
    assert.equal(plugin.vendor, "Ven\ufffddor\x1b[31m");
    assert.equal(plugin.description, "x".repeat(8192));
    assert.deepEqual(plugin.rawCategories, ["\ufffd", "", "audio-effect"]);
    assert.equal(plugin.buses[0]?.name, "x".repeat(256));
    const { name, group, minimumText } = plugin.parameters[0]!;
    assert.deepEqual([name, group, minimumText], ["\ufffd".repeat(256), "m".repeat(1024), "v".repeat(256)]);
  },
);

Deno.test(
  "the shim takes what broken CLAP preset providers declare, once and in bounds",
  onlyOnLinux,
  async () => {
    await using worker = await FormatWorker.start("clap");
    const { plugins, presetLocations } = await worker.list(`${FOLDER}/broken_presets.clap`);
    assert.equal(plugins.length, 1);
    assert.deepEqual(presetLocations, ["/usr/share/\ufffd"]);
  },
);

Deno.test("the shim leaves crashes of CLAP plugins to the scanner", onlyOnLinux, async () => {
  for (const name of ["crash_in_list", "crash_in_describe", "crash_on_destroy"]) {
    await using worker = await FormatWorker.start("clap");
    const { answer, end } = await worker.ask(`${FOLDER}/${name}.clap`, BAD);
    assert.equal(end?.signal, "SIGSEGV", name);
    assert.equal(answer?.type, name === "crash_on_destroy" ? "described" : undefined, name);
  }
});
