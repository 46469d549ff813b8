import assert from "node:assert/strict";
import type { ParameterValue, StateRequest } from "../../../src/model/presets/plugin_state.ts";
import { isSettable } from "../../../src/model/presets/match_parameters.ts";
import { type ConvertedState, convertState } from "../../../src/presets/convert/convert_state.ts";
import { missingSamples, ZAM_PLUGINS } from "../../support/sample_plugins.ts";
import { formatsOf, SamplePlugin } from "./support/sample_plugin.ts";

const missing = missingSamples();

/** Without parameters; it refuses the state that it has stored itself. */
const EMPTY = "ZamAutoSat";

const PLUGINS = missing === "" ? ZAM_PLUGINS.filter((name) => name !== EMPTY) : [];

/** A request that moves each parameter away from its default, within its range. */
function unusual({ plugin }: SamplePlugin): StateRequest {
  const values = plugin.parameters.filter(isSettable).map(({ id, minimum, maximum, stepCount }, index) => {
    const share = stepCount > 0 ? 1 / Math.max(1, stepCount) : [0.3, 0.62, 0.137][index % 3]!;
    return { id, value: minimum! + (maximum! - minimum!) * share };
  });
  return { values };
}

/** A request for what a conversion has reached; plugins without states get their values again. */
function requestOf({ state, texts }: ConvertedState, { plugin }: SamplePlugin): StateRequest {
  if (state.format !== "clap" || state.data !== "") return { state };
  const settable = new Set(plugin.parameters.filter(isSettable).map(({ id }) => id));
  return {
    values: texts.flatMap(({ id, value }) => value === null || !settable.has(id) ? [] : [{ id, value }]),
  };
}

/** The texts that a preset sets. */
function settableTexts({ plugin }: SamplePlugin, texts: readonly ParameterValue[]): Map<string, string> {
  const names = new Map(plugin.parameters.filter(isSettable).map(({ id, name }) => [id, name]));
  return new Map(texts.filter(({ id }) => names.has(id)).map(({ id, text }) => [id, text]));
}

for (const name of PLUGINS) {
  Deno.test(`convertState() carries ${name} through its formats and back`, async () => {
    await using plugins = new AsyncDisposableStack();
    const all = [];
    for (const format of formatsOf(name)) all.push(plugins.use(await SamplePlugin.start(name, format)));
    for (const [index, start] of all.entries()) {
      const request = unusual(start);
      const first = await start.load(request);
      assert.deepEqual(first.refused, []);
      let current: StateRequest = first.state.format === "clap" ? request : { state: first.state };
      let from = start;
      for (const to of [...all.slice(index + 1), ...all.slice(0, index), start]) {
        const converted = await convertState(from, current, to);
        const unlike = converted.parameters.filter(({ score }) => score < 1);
        assert.deepEqual(unlike, [], `${from.plugin.id} to ${to.plugin.id}`);
        assert.equal(converted.parameters.length, to.plugin.parameters.filter(isSettable).length);
        assert.deepEqual(converted.lost.filter(({ kind }) => kind !== "storage"), []);
        [from, current] = [to, requestOf(converted, to)];
      }
      const last = await start.load(current);
      assert.deepEqual(settableTexts(start, last.parameters), settableTexts(start, first.parameters));
    }
  });
}

Deno.test(
  `convertState() names the plugin's refusal of a state${missing}`,
  { ignore: missing !== "" },
  async () => {
    await using from = await SamplePlugin.start(EMPTY, "vst3");
    await using to = await SamplePlugin.start(EMPTY, "ladspa");
    const { state } = await from.load({});
    await assert.rejects(convertState(from, { state }, to), /The plugin refused the state/);
  },
);
