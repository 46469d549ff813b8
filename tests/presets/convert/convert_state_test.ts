import assert from "node:assert/strict";
import { projectPath } from "../../../scripts/project_path.ts";
import type { StateRequest } from "../../../src/model/presets/plugin_state.ts";
import { type ConvertingPlugin, convertState } from "../../../src/presets/convert/convert_state.ts";
import { PluginHost } from "../../../src/scan/plugin_host.ts";
import { FormatWorker } from "../../native/support/format_worker.ts";

const onlyOnLinux = { ignore: Deno.build.os !== "linux" };
const LOCATION = projectPath("build/fixtures/states/stateful.vst3");
const BINARY = `${LOCATION}/Contents/x86_64-linux/stateful.so`;

/** The plugins of `native/fixtures/vst3/stateful.cpp`: one that shows its values, and one that shows none. */
async function withPlugins(test: (shown: ConvertingPlugin, mute: ConvertingPlugin) => Promise<void>) {
  await using worker = await FormatWorker.start("vst3");
  const described = await worker.describeAll(BINARY);
  await using host = await PluginHost.start({
    format: "vst3",
    location: LOCATION,
    environment: Deno.env.get,
  });
  const plugin = (name: string): ConvertingPlugin => {
    const { nativeId, parameters } = described.find((plugin) => plugin.name === name)!;
    return {
      plugin: { id: `vst3:${nativeId}`, format: "vst3", parameters },
      load: (request) => host.state(nativeId, request),
    };
  };
  await test(plugin("Stateful"), plugin("Shows no number"));
}

/** The state of the plugin with another memory, which no parameter shows. */
async function remembering(plugin: ConvertingPlugin, memory: number): Promise<StateRequest> {
  const { state } = await plugin.load({ values: [{ id: "0", value: 0.25 }] });
  assert.ok(state.format === "vst3");
  const bytes = Uint8Array.fromBase64(state.component);
  new DataView(bytes.buffer).setUint32(0, memory, true);
  // Its component and its controller are one object, with one state.
  return { state: { ...state, component: bytes.toBase64(), controller: "" } };
}

Deno.test("convertState() leaves the state of the same plugin as it is", onlyOnLinux, async () => {
  await withPlugins(async (shown) => {
    const request = await remembering(shown, 9);
    const converted = await convertState(shown, request, shown);
    assert.deepEqual(converted.state, request.state);
    assert.deepEqual([converted.lossless, converted.lost], [true, []]);
  });
});

Deno.test("convertState() notices a state beside the parameters, which it loses", onlyOnLinux, async () => {
  await withPlugins(async (shown, mute) => {
    const lost = async (request: StateRequest) =>
      (await convertState(shown, request, mute)).lost.filter(({ kind }) => kind === "state").length;
    assert.equal(await lost(await remembering(shown, 7)), 0);
    assert.equal(await lost(await remembering(shown, 9)), 1);
  });
});

Deno.test("convertState() gives no score for what the second plugin does not show", onlyOnLinux, async () => {
  await withPlugins(async (shown, mute) => {
    const { parameters, lost } = await convertState(shown, { values: [{ id: "0", value: 0.25 }] }, mute);
    assert.deepEqual(
      parameters.map(({ from, before, after, value, score }) => [from, before, after, value, score]),
      [
        ["Gain", "-12.1 dB", "", null, 0],
        ["Cutoff", "632.5 Hz", "", null, 0],
        ["Mode", "Low", "", null, 0],
      ],
    );
    assert.deepEqual(lost, [
      { kind: "value", name: "Gain", message: 'No value displays "-12.1 dB"' },
      { kind: "value", name: "Cutoff", message: 'No value displays "632.5 Hz"' },
    ]);
  });
});

/** The plugin as one that displays the first parameter in another unit. */
function inOtherUnit({ plugin, load }: ConvertingPlugin): ConvertingPlugin {
  return {
    plugin: { ...plugin, id: `${plugin.id}:other` },
    load: async (request) => {
      const answer = await load(request);
      const [first, ...others] = answer.parameters;
      return { ...answer, parameters: [{ ...first!, text: `${first!.value} sones` }, ...others] };
    },
  };
}

Deno.test(
  "convertState() leaves a default where nothing like the value is displayed",
  onlyOnLinux,
  async () => {
    await withPlugins(async (shown) => {
      const other = inOtherUnit(shown);
      const usual = (await other.load({})).parameters[0]!;
      const { parameters, lost } = await convertState(shown, { values: [{ id: "0", value: 0.25 }] }, other);
      const { value, after, score } = parameters.find(({ from }) => from === "Gain")!;
      assert.deepEqual([value, after, score], [usual.value, usual.text, 0]);
      assert.match(
        lost.find(({ name }) => name === "Gain")?.message ?? "",
        /^Keeps its default: .*"-12\.1 dB"$/,
      );
    });
  },
);
