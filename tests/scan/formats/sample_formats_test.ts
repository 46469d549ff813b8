// Compares scans of all installed LV2, LADSPA and CLAP plugins, from the search
// for them to the record, with what independent readers say. The ports of each
// plugin are compared where the shim is tested, in tests/native.
import assert from "node:assert/strict";
import type { ScannedModule } from "../../../src/model/module.ts";
import type { Plugin } from "../../../src/model/plugin.ts";
import type { PluginFormat } from "../../../src/model/plugin_format.ts";
import { NO_JOURNAL } from "../../../src/model/scan_journal.ts";
import { discover } from "../../../src/scan/discovery/discovery.ts";
import { scan } from "../../../src/scan/scanner.ts";
import { searchRoots } from "../../../src/scan/discovery/search_paths.ts";
import { thisSystem } from "../../../src/scan/files/search_system.ts";
import { analyseplugin } from "../../support/analyseplugin.ts";
import { lv2info, lv2ls } from "../../support/lv2info.ts";
import { missingSamples, type ZAM_PLUGINS } from "../../support/sample_plugins.ts";

const missing = missingSamples() || missingFormats();

function missingFormats(): string {
  for (const file of ["/usr/bin/analyseplugin", "/usr/lib/lv2/mda.lv2", "/usr/lib/ladspa/amp_1181.so"]) {
    try {
      Deno.statSync(file);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return ` (skipped: there is no ${file})`;
      throw error;
    }
  }
  return "";
}

const ifInstalled = { ignore: missing !== "" };

/** The machine's own folders, and nothing that the person who runs the tests has set. */
function environment(name: string): string | undefined {
  return name.endsWith("_PATH") || name === "HOME" ? undefined : Deno.env.get(name);
}

const scans = new Map<PluginFormat, Promise<ScannedModule[]>>();

/** One scan of a format serves all tests of this file. */
function modulesOf(format: PluginFormat): Promise<ScannedModule[]> {
  const known = scans.get(format) ?? scanFormat(format);
  scans.set(format, known);
  return known;
}

async function scanFormat(format: PluginFormat): Promise<ScannedModule[]> {
  const events = scan({ version: "0.0.0", paths: [], formats: [format], journal: NO_JOURNAL, environment });
  const modules: ScannedModule[] = [];
  for await (const event of events) if (event.event === "module") modules.push(event.module);
  return modules;
}

async function pluginsOf(format: PluginFormat): Promise<Plugin[]> {
  return (await modulesOf(format)).flatMap(({ plugins }) => plugins);
}

for (const format of ["lv2", "ladspa", "clap"] as const) {
  Deno.test(
    `scan() reads every installed ${format} module without a failure${missing}`,
    ifInstalled,
    async () => {
      for (const { location, outcome, reason, failures } of await modulesOf(format)) {
        assert.deepEqual([location, outcome, reason, failures], [location, "scanned", undefined, []]);
      }
    },
  );
}

Deno.test(`scan() finds the LV2 plugins that lv2ls finds${missing}`, ifInstalled, async () => {
  const found = (await pluginsOf("lv2")).map(({ nativeId }) => nativeId);
  assert.deepEqual(found.sort(), (await lv2ls()).sort());
});

Deno.test(`scan() finds the LADSPA plugins that analyseplugin finds${missing}`, ifInstalled, async () => {
  const modules = await modulesOf("ladspa");
  for (const { location, plugins } of modules) {
    const expected = (await analyseplugin(location)).map(({ uniqueId, label }) => `${uniqueId}:${label}`);
    assert.deepEqual(plugins.map(({ nativeId }) => nativeId).sort(), [...new Set(expected)].sort(), location);
  }
});

Deno.test(`scan() knows the categories that LADSPA's files of RDF give${missing}`, ifInstalled, async () => {
  const plugins = new Map((await pluginsOf("ladspa")).map((plugin) => [plugin.nativeId, plugin]));
  const category = (id: string) => [plugins.get(id)?.rawCategories, plugins.get(id)?.category];
  assert.deepEqual(category("1423:plate"), [["ReverbPlugin"], "reverb"]);
  assert.deepEqual(category("1895:allpass_n"), [["DelayPlugin"], "delay"]);
  const wave = plugins.get("1416:analogueOsc")?.parameters?.[0];
  assert.deepEqual(wave?.scalePoints.map(({ value, label }) => [value, label]), [
    [1, "sine"],
    [2, "triangle"],
    [3, "square"],
    [4, "saw"],
  ]);
});

/** The numbers of plugins are of single precision, and written with more or fewer digits. */
function single(value: number | null | undefined): number {
  return Math.fround(value ?? NaN);
}

for (const name of ["ZamDelay", "ZamEQ2", "ZamTube"] satisfies (typeof ZAM_PLUGINS[number])[]) {
  Deno.test(`scan() describes ${name} alike in every format${missing}`, ifInstalled, async () => {
    const lv2 = (await pluginsOf("lv2")).find((plugin) => plugin.name === name);
    const clap = (await pluginsOf("clap")).find((plugin) => plugin.name === name);
    assert.ok(lv2 !== undefined && clap !== undefined);
    const sibling = await lv2info(lv2.nativeId);
    for (const plugin of [lv2, clap]) {
      assert.equal(plugin.vendor, sibling.author);
      for (const { name, minimum, maximum } of sibling.controls) {
        const parameter = plugin.parameters?.find((candidate) => candidate.name === name);
        const ours = [parameter?.minimum, parameter?.maximum].map(single);
        assert.deepEqual([name, ...ours], [name, ...[minimum, maximum].map(single)]);
      }
    }
  });
}

Deno.test(
  `scan() counts presets of LV2 plugins, those of separate bundles too${missing}`,
  ifInstalled,
  async () => {
    const plugins = await pluginsOf("lv2");
    const ambience = plugins.find(({ nativeId }) => nativeId === "http://drobilla.net/plugins/mda/EPiano");
    assert.equal(ambience?.isInstrument, true);
    assert.ok(plugins.some(({ presetCount = 0 }) => presetCount > 0));
  },
);

Deno.test(
  `discover() finds what is installed and takes no bundle of specifications for a module${missing}`,
  ifInstalled,
  async () => {
    const roots = searchRoots({}, thisSystem(environment));
    const discoveries = await Array.fromAsync(discover(roots));
    const data = discoveries.flatMap((discovery) => "lv2Data" in discovery ? [discovery.lv2Data] : []);
    for (const { location } of await modulesOf("lv2")) assert.ok(!data.includes(location), location);
    assert.deepEqual(discoveries.filter((discovery) => "problem" in discovery), []);
  },
);
