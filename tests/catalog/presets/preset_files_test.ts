import assert from "node:assert/strict";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { checkCatalog } from "../../../src/catalog/maintenance/check.ts";
import { pruneMissing } from "../../../src/catalog/maintenance/prune.ts";
import { clearCatalog } from "../../../src/catalog/maintenance/clear.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { indexPresetChanges } from "../../../src/catalog/presets/index_preset_changes.ts";
import { listPresets } from "../../../src/catalog/presets/list_presets.ts";
import {
  knownPresetFiles,
  markPresetFilesMissing,
  type PresetFile,
} from "../../../src/catalog/presets/preset_files.ts";
import { searchPlugins } from "../../../src/catalog/search/search_plugins.ts";
import type { PresetEntry } from "../../../src/model/documents/presets/preset_documents.ts";
import type { KnownModule } from "../../../src/model/scan_journal.ts";
import { parseSearch } from "../../../src/model/search/parse_search.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { foundPreset, presetFile, storePresetFiles } from "../support/store_presets.ts";
import { beginScan, commitModule, countRows, memoryCatalog, moduleWith } from "../support/test_catalog.ts";

const LATER = "2026-03-01T00:00:00.000Z";

async function presetsIn(catalog: Catalog): Promise<PresetEntry[]> {
  const options = {
    filter: {},
    order: "name",
    isReversed: false,
    offset: 0,
    leavesOutHidden: false,
  } as const;
  return await catalog.read((db) => [...listPresets(db, options).presets]);
}

/** The names of all presets, with a mark behind those that are missing. */
async function namesIn(catalog: Catalog): Promise<string[]> {
  return (await presetsIn(catalog)).map(({ name, isMissing }) => isMissing ? `${name} (missing)` : name);
}

/** Plugins that a search finds. */
async function foundPlugins(catalog: Catalog, typed: string): Promise<number> {
  return await catalog.read((db) =>
    searchPlugins(db, {
      query: parseSearch(typed).node,
      isReversed: false,
      offset: 0,
      isSplit: true,
      isNamesOnly: false,
    }).total
  );
}

async function storeSynth(catalog: Catalog, changes: Parameters<typeof samplePlugin>[0] = {}): Promise<void> {
  const journal = await beginScan(catalog);
  await commitModule(journal, moduleWith("Synth", [samplePlugin({ name: "Synth", ...changes })]));
}

Deno.test("savePresetFile() replaces what the file said before, and keeps it when the file is broken", async () => {
  using catalog = await memoryCatalog();
  const save = (changes: Partial<PresetFile>, ...names: string[]) =>
    storePresetFiles(
      catalog,
      presetFile("/presets/a.fxb", names.map((name, index) => foundPreset(name, { loadKey: `${index}` })), {
        container: "fxb",
        ...changes,
      }),
    );
  await save({}, "One", "Two", "Three");
  const [first] = await presetsIn(catalog);
  assert.deepEqual(await namesIn(catalog), ["One", "Three", "Two"]);
  await save({ at: LATER }, "One", "Second");
  assert.deepEqual(await namesIn(catalog), ["One", "Second"]);
  assert.equal((await presetsIn(catalog))[0]!.id, first!.id, "an id is the same after each scan");
  const reason = { code: "truncated", message: "ends within its header" };
  await save({ outcome: "failed", reason, statKey: "2" });
  assert.deepEqual(await namesIn(catalog), ["One", "Second"]);
  const known = await catalog.read(knownPresetFiles);
  assert.deepEqual(known.get("/presets/a.fxb"), {
    statKey: "2",
    container: "fxb",
    root: "/presets",
    outcome: "failed",
    reason,
    isMissing: false,
  });
  assert.deepEqual(await checkCatalog(catalog), []);
});

Deno.test("savePresetFile() changes nothing where the file says the same", async () => {
  using catalog = await memoryCatalog();
  const file = presetFile("/presets/a.vstpreset", [foundPreset("Pad", { author: "Ann", tags: ["warm"] })]);
  await storePresetFiles(catalog, file);
  const before = catalog.db.prepare("select * from presets").all();
  await storePresetFiles(catalog, { ...file, at: LATER });
  assert.deepEqual(catalog.db.prepare("select * from presets").all(), before);
  assert.equal(
    catalog.db.prepare("select updated_at from preset_files").get()!["updated_at"],
    file.at,
    "since its presets changed",
  );
});

Deno.test("a preset of a file is found by its plugin's name, whichever of both is found first", async () => {
  using catalog = await memoryCatalog();
  await storePresetFiles(catalog, presetFile("/presets/a.vstpreset", [foundPreset("Pad")]));
  assert.deepEqual((await presetsIn(catalog)).map(({ pluginName }) => pluginName), [undefined]);
  await storeSynth(catalog, { name: "Synth", vendor: "Maker" });
  assert.deepEqual((await presetsIn(catalog)).map(({ pluginName }) => pluginName), ["Synth"]);
  const words = () =>
    catalog.db.prepare("select rowid from presets_fts where presets_fts match 'plugin : maker'").all().length;
  assert.equal(words(), 1);
  await storeSynth(catalog, { vendor: "Another" });
  assert.equal(words(), 0);
});

Deno.test("plugins are found by names and authors of presets in files, until the files are gone", async () => {
  using catalog = await memoryCatalog();
  await storeSynth(catalog);
  const path = "/presets/a.vstpreset";
  const file = presetFile(path, [foundPreset("Glass Harp", { author: "Ann Smith" })]);
  await storePresetFiles(catalog, file);
  const found = async () => [
    await foundPlugins(catalog, 'preset:"glass harp"'),
    await foundPlugins(catalog, "author:smith"),
    await foundPlugins(catalog, "ann"),
    await foundPlugins(catalog, "author:glass"),
  ];
  assert.deepEqual(await found(), [1, 1, 1, 0]);
  await catalog.write((db) => markPresetFilesMissing(db, [path], LATER));
  await indexPresetChanges(catalog);
  assert.deepEqual(await found(), [0, 0, 0, 0]);
  assert.deepEqual(await namesIn(catalog), ["Glass Harp (missing)"]);
  await storePresetFiles(catalog, { ...file, at: LATER });
  assert.deepEqual(await found(), [1, 1, 1, 0]);
  assert.deepEqual(await namesIn(catalog), ["Glass Harp"]);
  assert.deepEqual(await checkCatalog(catalog), []);
});

Deno.test("programs of a plugin are its presets, and go the way of the plugin", async () => {
  using catalog = await memoryCatalog();
  await storeSynth(catalog, { programs: ["Init", "", "Soft Keys"] });
  const [init, keys] = await presetsIn(catalog);
  assert.deepEqual([init!.name, init!.loadKey, init!.container, init!.isFactory, init!.location], [
    "Init",
    "0",
    "program",
    true,
    "/plugins/Synth.vst3",
  ]);
  assert.deepEqual([keys!.name, keys!.loadKey], ["Soft Keys", "2"]);
  await storeSynth(catalog, { programs: ["Init", "Lead"] });
  assert.deepEqual(await namesIn(catalog), ["Init", "Lead"]);
  assert.equal((await presetsIn(catalog))[0]!.id, init!.id);
  const journal = await beginScan(catalog);
  const module = { location: "/plugins/Synth.vst3", format: "vst3" } as const;
  await journal.remove([journal.known(module) as KnownModule], new Date(LATER));
  assert.deepEqual(await namesIn(catalog), ["Init (missing)", "Lead (missing)"]);
  await storeSynth(catalog, { programs: ["Init", "Lead"] });
  assert.deepEqual(await namesIn(catalog), ["Init", "Lead"]);
  catalog.db.exec("delete from plugins");
  assert.deepEqual(await namesIn(catalog), []);
  assert.equal(await countRows(catalog, "presets_fts_docsize"), 0);
});

Deno.test("an LV2 preset in a bundle of its own is listed once, by whichever scan it is found first", async () => {
  const uri = "file:///presets/my%20own.preset.lv2/pad.ttl";
  const location = "/presets/my own.preset.lv2/pad.ttl";
  const inModule = { name: "Pad", location, loadKey: uri };
  const byUri = { name: "By URI", location: "/plugins/Synth.vst3", loadKey: "urn:preset" };
  const scanModule = (catalog: Catalog) => storeSynth(catalog, { presets: [inModule, byUri] });
  const scanFiles = (catalog: Catalog) =>
    storePresetFiles(
      catalog,
      presetFile("/presets/my own.preset.lv2", [
        foundPreset("Pad", { loadKey: uri, author: "Ann" }),
        foundPreset("By URI", { loadKey: "urn:preset" }),
      ], { container: "lv2" }),
    );
  using first = await memoryCatalog();
  await scanModule(first);
  await scanFiles(first);
  await scanModule(first);
  using second = await memoryCatalog();
  await scanFiles(second);
  await scanModule(second);
  await scanFiles(second);
  for (const catalog of [first, second]) {
    const presets = await presetsIn(catalog);
    assert.deepEqual(presets.map(({ name, author }) => [name, author]), [["By URI", ""], ["Pad", "Ann"]]);
    assert.equal(presets[1]!.location, location);
    assert.deepEqual(await checkCatalog(catalog), []);
    // The module does not contribute it any more; the file has it still.
    await storeSynth(catalog, { presets: [] });
    assert.deepEqual(await namesIn(catalog), ["By URI", "Pad"]);
  }
  assert.equal((await presetsIn(first))[1]!.id, (await presetsIn(second))[1]!.id);
});

Deno.test("pruneMissing() deletes missing files with their presets, and no others", async () => {
  using catalog = await memoryCatalog();
  const files = ["a", "b"].map((name) => presetFile(`/presets/${name}.vstpreset`, [foundPreset(name)]));
  await storePresetFiles(catalog, ...files);
  await catalog.write((db) => markPresetFilesMissing(db, ["/presets/a.vstpreset"], LATER));
  const { presetFiles } = await pruneMissing(catalog);
  assert.equal(presetFiles, 1);
  assert.deepEqual(await namesIn(catalog), ["b"]);
  assert.deepEqual(await checkCatalog(catalog), []);
});

Deno.test("clearCatalog() forgets presets, their files and their words", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await openCatalog(folder.join("catalog.db"));
  await storeSynth(catalog, { programs: ["Init"] });
  await storePresetFiles(catalog, presetFile("/presets/a.vstpreset", [foundPreset("Pad")]));
  await clearCatalog(catalog, { withCuration: false });
  for (const table of ["presets", "preset_files", "preset_changes", "presets_fts_docsize"]) {
    assert.equal(await countRows(catalog, table), 0, table);
  }
});

Deno.test("savePresetFile() cuts texts that no file should have, and keeps them well formed", async () => {
  using catalog = await memoryCatalog();
  const long = "😀".repeat(5000);
  const tags = Array.from({ length: 1000 }, (_, index) => `${long}${index}`);
  await storePresetFiles(
    catalog,
    presetFile("/presets/a.vstpreset", [
      foundPreset(`x${long}`, { author: long, description: `x${long}`, tags }),
    ]),
  );
  const [preset] = await presetsIn(catalog);
  assert.ok(preset!.name.length <= 512 && preset!.name.isWellFormed());
  assert.ok(preset!.author.length <= 512);
  assert.ok(preset!.tags.length <= 64 && preset!.tags.every((tag) => tag.length <= 128));
  assert.deepEqual(await checkCatalog(catalog), []);
});
