import assert from "node:assert/strict";
import { projectPath } from "../../../scripts/project_path.ts";
import { bytesAsSource } from "../../../src/file_formats/byte_source.ts";
import { readPresetFile } from "../../../src/file_formats/presets/read_preset_file.ts";
import { containersOf, writePreset } from "../../../src/file_formats/written/write_preset.ts";
import type { ParameterValue, WantedValue } from "../../../src/model/presets/plugin_state.ts";
import { fileName } from "../../../src/platform/paths.ts";
import { PluginHost } from "../../../src/scan/plugin_host.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { missingSamples } from "../../support/sample_plugins.ts";

const missing = missingSamples();

const PLUGINS = [
  { format: "vst3", location: "/usr/lib/vst3/ZamTube.vst3", nativeId: "2046504473616C634255545A00000000" },
  { format: "vst3", location: "/usr/lib/vst3/ZamEQ2.vst3", nativeId: "2046504473616C633251455A00000000" },
  {
    format: "clap",
    location: projectPath("build/samples/clap/sample_filter.clap"),
    nativeId: "org.pluginary.samples.filter",
  },
] as const;

/** Values to move a plugin away from how it starts: parameters between their bounds get another one. */
function moved(parameters: readonly ParameterValue[]): WantedValue[] {
  return parameters.flatMap(({ id, value }) => value === null || value > 1 ? [] : [{ id, value: 1 - value }]);
}

const texts = (parameters: readonly ParameterValue[]) => parameters.map(({ id, text }) => `${id}: ${text}`);

for (const { format, location, nativeId } of PLUGINS) {
  Deno.test(
    `${fileName(location)} displays the same texts with a state out of every container${missing}`,
    { ignore: missing !== "" },
    async () => {
      await using host = await PluginHost.start({
        format,
        location,
        environment: (name) => Deno.env.get(name),
      });
      const before = await host.state(nativeId, {});
      const saved = await host.state(nativeId, { values: moved(before.parameters) });
      // A program is chosen, and not part of the state.
      const expected = await host.state(nativeId, { state: saved.state });
      assert.notDeepEqual(texts(expected.parameters), texts(before.parameters));
      for (const container of containersOf(format)) {
        const [file] = writePreset(container, {
          ...{ name: "Moved", author: "", description: "", tags: [], state: saved.state },
          plugin: {
            ...{ id: `${format}:${nativeId}`, name: "Zam", vendor: "Damien Zammit", version: "" },
            ...{ isInstrument: false, fileName: "Zam.vst3" },
          },
        });
        const { presets: [preset] } = readPresetFile({
          name: `Moved.${container}`,
          source: bytesAsSource(file!.bytes),
        });
        const loaded = await host.state(nativeId, { state: preset!.state! });
        assert.deepEqual(texts(loaded.parameters), texts(expected.parameters), container);
        assert.deepEqual(loaded.state, expected.state, container);
      }
    },
  );
}

Deno.test(
  `an LV2 plugin displays the same texts with a preset out of its bundle${missing}`,
  { ignore: missing !== "" },
  async () => {
    await using folder = await TemporaryFolder.make();
    const uri = "urn:zamaudio:ZamTube";
    await using host = await PluginHost.start({
      ...{ format: "lv2", location: "/usr/lib/lv2/ZamTube.lv2", readable: [folder.path] },
      environment: (name) => Deno.env.get(name),
    });
    const before = await host.state(uri, {});
    const saved = await host.state(uri, { values: moved(before.parameters) });
    assert.notDeepEqual(texts(saved.parameters), texts(before.parameters));
    const files = writePreset("lv2", {
      ...{ name: "Moved", author: "Ada", description: "Other", tags: [], state: saved.state },
      plugin: {
        ...{ id: `lv2:${uri}`, name: "ZamTube", vendor: "Damien Zammit", version: "" },
        ...{ isInstrument: false, fileName: "ZamTube.lv2" },
      },
    });
    for (const { path, bytes } of files) await folder.write(`moved.preset.lv2/${path}`, bytes);
    const bundle = folder.join("moved.preset.lv2");
    const { presets: [found, ...more], failures } = await host.presetFiles([bundle]);
    assert.deepEqual([more, failures], [[], []]);
    assert.deepEqual([found?.name, found?.description, found?.authors], ["Moved", "Other", ["Ada"]]);
    const loaded = await host.state(uri, { preset: { location: bundle, loadKey: found!.loadKey } });
    assert.deepEqual(texts(loaded.parameters), texts(saved.parameters));
    assert.deepEqual(loaded.state, saved.state);
  },
);
