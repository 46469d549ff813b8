// Compares presets of installed LV2 plugins with lilv: their names, and the values
// that a plugin has after it has loaded them.
import assert from "node:assert/strict";
import { PluginHost } from "../../src/scan/plugin_host.ts";
import { IS_FULL_RUN } from "../support/counts.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { LV2_FOLDER, missingReader, type ReaderPreset, readInstalledPresets } from "./support/lv2_reader.ts";

const missing = missingReader();
const ignore = missing !== "";
const environment = (name: string) => Deno.env.get(name);

/** Presets of each plugin that are loaded. */
const LOADED = IS_FULL_RUN ? Infinity : 3;

let installed: Promise<ReaderPreset[]> | undefined;

async function readOnce(): Promise<ReaderPreset[]> {
  await using folder = await TemporaryFolder.make();
  return await readInstalledPresets(folder);
}

function theirs(): Promise<ReaderPreset[]> {
  return installed ??= readOnce();
}

Deno.test(`LV2 presetFiles() finds the presets that lilv finds${missing}`, { ignore }, async () => {
  await using host = await PluginHost.start({
    format: "lv2",
    location: "",
    readable: [LV2_FOLDER],
    environment,
  });
  const bundles = [...Deno.readDirSync(LV2_FOLDER)].map(({ name }) => `${LV2_FOLDER}/${name}`);
  const { presets, failures } = await host.presetFiles(bundles);
  const ours = presets.flatMap(({ plugins, loadKey, name }) =>
    plugins.map(({ id }) => `${id} ${loadKey} ${name}`)
  );
  assert.deepEqual(failures, []);
  const expected = (await theirs()).map(({ plugin, uri, label }) => `${plugin} ${uri} ${label}`);
  assert.ok(expected.length > 0);
  assert.deepEqual(ours.sort(), expected.sort());
});

Deno.test(`LV2 state() loads the values that lilv reads from presets${missing}`, { ignore }, async () => {
  const byPlugin = Map.groupBy(await theirs(), ({ plugin }) => plugin);
  for (const [plugin, presets] of byPlugin) {
    const location = presets[0]!.bundle.replace(/\/$/, "");
    await using host = await PluginHost.start({
      format: "lv2",
      location,
      readable: [LV2_FOLDER],
      environment,
    });
    for (const preset of presets.slice(0, LOADED)) {
      const { state, warnings } = await host.state(plugin, { preset: { location, loadKey: preset.uri } });
      assert.ok(state.format === "lv2");
      const { ports } = state;
      const differences = Object.entries(preset.ports).filter(([symbol, value]) =>
        symbol in ports && Math.fround(ports[symbol]!) !== Math.fround(value)
      );
      assert.deepEqual([preset.uri, differences, warnings], [preset.uri, [], []]);
    }
  }
});
