import assert from "node:assert/strict";
import { projectPath } from "../../scripts/project_path.ts";
import type { StateRequest } from "../../src/model/presets/plugin_state.ts";
import { type HostOptions, PluginHost, PluginHostError } from "../../src/scan/plugin_host.ts";
import { fakeWorker } from "../support/fake_workers.ts";
import { missingSamples } from "../support/sample_plugins.ts";
import { SHORT_LIMITS } from "../support/short_limits.ts";

const missing = missingSamples();
const withSamples = { ignore: missing !== "" };
const environment = (name: string) => Deno.env.get(name);

const COMPRESSOR = {
  vst3: { format: "vst3", location: "/usr/lib/vst3/ZamComp.vst3" },
  clap: { format: "clap", location: "/usr/lib/clap/ZamComp.clap" },
  ladspa: { format: "ladspa", location: "/usr/lib/ladspa/ZamComp-ladspa.so" },
} as const;
const SAMPLE_GAIN = projectPath("build/samples/lv2/sample_gain.lv2");
const VST3_ID = "2046504473616C63504D435A00000000";
const LADSPA_ID = "1514360144:ZamComp";

/** A host whose worker behaves as `fake_worker.ts` says. */
function fakeHost(behaviour: string): HostOptions {
  return {
    format: "vst3",
    location: "/x/Fake.vst3",
    binary: "/x/Fake.so",
    environment,
    supply: { worker: fakeWorker(behaviour), limits: SHORT_LIMITS },
  };
}

/** The reason why a host does not give a plugin's state. */
async function failure(host: PluginHost, nativeId: string, request: StateRequest = {}) {
  const error = await host.state(nativeId, request).then(() => undefined, (error) => error);
  assert.ok(error instanceof PluginHostError, String(error));
  return error.reason;
}

Deno.test("PluginHost says how a plugin ended its worker, and starts another one", async () => {
  await using host = await PluginHost.start(fakeHost("crash"));
  const reason = await failure(host, "ABCD");
  assert.equal(reason.code, "crashed");
  assert.equal(reason.signal, "SIGSEGV");
  assert.equal((await failure(host, "ABCD")).code, "crashed");
});

Deno.test("PluginHost stops a plugin that hangs", async () => {
  await using host = await PluginHost.start(fakeHost("hang"));
  assert.equal((await failure(host, "ABCD")).code, "timed-out");
});

Deno.test("PluginHost refuses a location without a module", async () => {
  const start = PluginHost.start({ format: "clap", location: "/nowhere.clap", environment });
  await assert.rejects(
    start,
    (error) => error instanceof PluginHostError && error.reason.code === "not-found",
  );
});

Deno.test(
  `PluginHost reads back a text that it has set in a VST3 plugin${missing}`,
  withSamples,
  async () => {
    await using host = await PluginHost.start({ ...COMPRESSOR.vst3, environment });
    const set = await host.state(VST3_ID, {
      values: [{ id: "3", text: "25 ms" }, { id: "7", text: "-12.5 dB" }],
    });
    assert.deepEqual(set.refused, []);
    const loaded = await host.state(VST3_ID, { state: set.state });
    assert.deepEqual(loaded.state, set.state);
    const texts = new Map(loaded.parameters.map(({ id, text }) => [id, text]));
    assert.equal(texts.get("3"), "25.000000 ms");
    assert.equal(texts.get("7"), "-12.500000 dB");
  },
);

Deno.test(`PluginHost chooses a program of a VST3 plugin${missing}`, withSamples, async () => {
  await using host = await PluginHost.start({ ...COMPRESSOR.vst3, environment });
  const first = await host.state(VST3_ID, { program: 0 });
  const second = await host.state(VST3_ID, { program: 1 });
  assert.notDeepEqual(first.state, second.state);
  assert.equal((await failure(host, VST3_ID, { program: 99 })).code, "load-error");
});

Deno.test(`PluginHost says which values a plugin has not taken${missing}`, withSamples, async () => {
  await using host = await PluginHost.start({ ...COMPRESSOR.vst3, environment });
  const { refused } = await host.state(VST3_ID, {
    values: [{ id: "99", value: 1 }, { id: "12", value: 0.5 }, { id: "5", text: "loud" }, {
      id: "4",
      value: 3,
    }],
  });
  assert.deepEqual(refused, [
    { id: "99", message: "The plugin has no such parameter" },
    { id: "12", message: "Only the plugin can set it" },
    { id: "5", message: 'No value displays "loud"' },
    { id: "4", message: "The value is not from 0 to 1" },
  ]);
});

Deno.test(
  `PluginHost sets the values of a CLAP plugin, which may store no state${missing}`,
  withSamples,
  async () => {
    await using host = await PluginHost.start({ ...COMPRESSOR.clap, environment });
    const { parameters, warnings } = await host.state("com.zamaudio.ZamComp", {
      values: [{ id: "0", text: "25 ms" }, { id: "3", value: 7.5 }],
    });
    assert.deepEqual(parameters[0], { id: "0", value: 25, text: "25.000000" });
    assert.deepEqual(parameters[3], { id: "3", value: 7.5, text: "7.500000" });
    assert.deepEqual(warnings.map(({ code }) => code), ["no-state"]);
  },
);

Deno.test(`PluginHost keeps the ports of a LADSPA plugin as its state${missing}`, withSamples, async () => {
  await using host = await PluginHost.start({ ...COMPRESSOR.ladspa, environment });
  const { state } = await host.state(LADSPA_ID, { values: [{ id: "3", text: "0.1 ms" }] });
  assert.ok(state.format === "ladspa");
  assert.equal(state.ports["3"], 0.1);
  const loaded = await host.state(LADSPA_ID, {
    state: { format: "ladspa", ports: { ...state.ports, "99": 1 } },
  });
  assert.deepEqual(loaded.state, state);
  assert.deepEqual(loaded.refused.map(({ id }) => id), ["99"]);
});

Deno.test("PluginHost loads an LV2 plugin whose library is a link out of its bundle", async () => {
  const folder = await Deno.makeTempDir({ prefix: "pluginary-test-" });
  try {
    const bundle = `${folder}/lv2/sample_gain.lv2`;
    await Deno.mkdir(bundle, { recursive: true });
    await Deno.mkdir(`${folder}/elsewhere`);
    for await (const { name } of Deno.readDir(SAMPLE_GAIN)) {
      const isLibrary = name.endsWith(".so");
      await Deno.copyFile(`${SAMPLE_GAIN}/${name}`, `${isLibrary ? `${folder}/elsewhere` : bundle}/${name}`);
      if (isLibrary) await Deno.symlink(`../../elsewhere/${name}`, `${bundle}/${name}`);
    }
    await using host = await PluginHost.start({ format: "lv2", location: bundle, environment });
    assert.equal((await host.state("urn:pluginary:samples:gain")).state.format, "lv2");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
