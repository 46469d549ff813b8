import assert from "node:assert/strict";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { listPresets } from "../../../src/catalog/plugins/presets.ts";
import type { ScannedModule } from "../../../src/model/module.ts";
import type { Preset } from "../../../src/model/plugin.ts";
import { NO_JOURNAL } from "../../../src/model/scan_journal.ts";
import { scan } from "../../../src/scan/scanner.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { copyFolder } from "../../support/copy_folder.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith } from "../support/test_catalog.ts";

const FIXTURES = new URL("../../../native/fixtures/lv2/", import.meta.url).pathname;
const GOOD = "lv2:urn:pluginary:fixture:good";

function preset(name: string, location = "/presets"): Preset {
  return { name, location, loadKey: `urn:${name}` };
}

/** The names of a plugin's presets. */
async function namesOf(catalog: Catalog, pluginId: string): Promise<string[]> {
  return (await catalog.read((db) => listPresets(db, pluginId))).map(({ name }) => name);
}

Deno.test("CatalogJournal.commit() keeps the presets that a module has now, and gives none back", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  const plugin = samplePlugin({ name: "A" });
  const save = (module: string, ...presets: Preset[]) =>
    commitModule(journal, moduleWith(module, [{ ...plugin, presets }]));
  const told = await save("One", preset("b"), preset("A"), preset("c"));
  assert.equal(told.plugins[0]!.presets, undefined);
  assert.deepEqual(await namesOf(catalog, plugin.id), ["A", "b", "c"]);
  await save("One", preset("c"), { ...preset("b"), name: "B renamed" });
  assert.deepEqual(await namesOf(catalog, plugin.id), ["B renamed", "c"]);
  await save("Two", preset("c"), preset("d"));
  assert.deepEqual(await namesOf(catalog, plugin.id), ["B renamed", "c", "d"]);
  await save("One");
  assert.deepEqual(await namesOf(catalog, plugin.id), ["c", "d"], "those of the other module stay");
});

/** Scans a folder of LV2 bundles with real workers. */
async function scanBundles(path: string, catalog?: Catalog): Promise<ScannedModule[]> {
  const modules: ScannedModule[] = [];
  const journal = catalog === undefined ? NO_JOURNAL : await beginScan(catalog, { isFull: false });
  for await (const event of scan({ version: "test", paths: [path], formats: ["lv2"], journal })) {
    if (event.event === "module") modules.push(event.module);
  }
  return modules;
}

Deno.test("scan() stores the presets of LV2 plugins, from whatever bundle they come", async () => {
  await using folder = await TemporaryFolder.make();
  for (const name of ["good.lv2", "good_presets.lv2"]) {
    await copyFolder(`${FIXTURES}${name}`, folder.join(name));
  }
  using catalog = await memoryCatalog();
  const [module] = await scanBundles(folder.path, catalog);
  assert.deepEqual(module!.plugins.map(({ presets }) => presets), [undefined, undefined]);
  const file = folder.join("good_presets.lv2/with space.ttl");
  assert.deepEqual(await catalog.read((db) => listPresets(db, GOOD)), [
    { name: "First", location: folder.join("good.lv2"), loadKey: "urn:pluginary:fixture:preset:1" },
    {
      name: "urn:pluginary:fixture:preset:3",
      location: folder.join("good.lv2"),
      loadKey: "urn:pluginary:fixture:preset:3",
    },
    { name: "With Space", location: file, loadKey: `file://${encodeURI(file)}` },
  ]);
});

Deno.test("scan() tells no presets where nothing keeps them", async () => {
  await using folder = await TemporaryFolder.make();
  await copyFolder(`${FIXTURES}good.lv2`, folder.join("good.lv2"));
  await copyFolder(`${FIXTURES}good_presets.lv2`, folder.join("good_presets.lv2"));
  const [module] = await scanBundles(folder.path);
  assert.deepEqual(module!.plugins.map(({ presetCount, presets }) => [presetCount, presets]), [
    [3, undefined],
    [1, undefined],
  ]);
});

Deno.test("scan() reads thousands of presets page by page, each once", async () => {
  const count = 2345;
  await using folder = await TemporaryFolder.make();
  await copyFolder(`${FIXTURES}good.lv2`, folder.join("good.lv2"));
  const presets = Array.from(
    { length: count },
    (_, i) =>
      `<urn:many:${i}> a pset:Preset ; lv2:appliesTo <urn:pluginary:fixture:good> ; rdfs:label "N ${i}" .`,
  );
  const prefixes = [
    "@prefix lv2: <http://lv2plug.in/ns/lv2core#> .",
    "@prefix pset: <http://lv2plug.in/ns/ext/presets#> .",
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
  ];
  await folder.write("many.lv2/manifest.ttl", [...prefixes, ...presets, ""].join("\n"));
  using catalog = await memoryCatalog();
  const [module] = await scanBundles(folder.path, catalog);
  assert.deepEqual(module!.warnings, []);
  const names = await namesOf(catalog, GOOD);
  assert.deepEqual([names.length, new Set(names).size], [count, count]);
});
