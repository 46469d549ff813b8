import assert from "node:assert/strict";
import { listPresets, type PresetListOptions } from "../../../src/catalog/presets/list_presets.ts";
import type { PresetFilter } from "../../../src/catalog/presets/preset_filter.ts";
import { markPresetFilesMissing } from "../../../src/catalog/presets/preset_files.ts";
import { readPresetStatistics } from "../../../src/catalog/presets/preset_statistics.ts";
import { searchPresets } from "../../../src/catalog/presets/search_presets.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { curate } from "../support/curate.ts";
import { foundPreset, presetFile, storePresetFiles } from "../support/store_presets.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith } from "../support/test_catalog.ts";

/** Two plugins, one of them hidden when a test says so, and presets in files and programs. */
async function filledCatalog(): Promise<Catalog> {
  const catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  await commitModule(
    journal,
    moduleWith("Synth", [
      samplePlugin({ name: "Synth", vendor: "Maker", programs: ["Init", "Warm Strings"] }),
    ]),
  );
  await commitModule(journal, moduleWith("Verb", [samplePlugin({ name: "Verb", vendor: "Rooms" })]));
  await storePresetFiles(
    catalog,
    presetFile("/presets/warm.vstpreset", [
      foundPreset("Warm Pad", { author: "Ann Smith", tags: ["pad", "Slow Attack"], isFactory: false }),
    ]),
    presetFile("/presets/saw.vstpreset", [foundPreset("SuperSaw Lead", { author: "Bob", tags: ["lead"] })]),
    presetFile("/presets/hall.fxp", [
      foundPreset("Hall", { pluginId: "vst3:Verb", author: "Ann Jones", isFactory: true }),
    ], { container: "fxp" }),
    presetFile("/presets/lost.fxp", [
      foundPreset("Lost Warmth", { pluginId: "vst2:1234", pluginName: "Old Plugin", tags: ["warm"] }),
    ], { container: "fxp" }),
  );
  return catalog;
}

function found(
  { db }: Catalog,
  typed: string,
  options: Partial<Omit<PresetListOptions, "order" | "typed">> = {},
): string[] {
  const { presets, total } = searchPresets(db, {
    typed,
    filter: {},
    isReversed: false,
    offset: 0,
    limit: 50,
    leavesOutHidden: true,
    ...options,
  });
  const names = [...presets].map(({ name }) => name);
  if (options.offset === undefined && options.limit === undefined) assert.equal(total, names.length);
  return names;
}

function listed({ db }: Catalog, filter: PresetFilter, options: Partial<PresetListOptions> = {}): string[] {
  const page = listPresets(db, {
    filter,
    order: "name",
    isReversed: false,
    offset: 0,
    leavesOutHidden: true,
    ...options,
  });
  return [...page.presets].map(({ name }) => name);
}

Deno.test("searchPresets() finds words of names, authors, tags and plugins, as people type them", async () => {
  using catalog = await filledCatalog();
  const cases: [typed: string, ...names: string[]][] = [
    ["warm pad", "Warm Pad"],
    ["pad warm", "Warm Pad"],
    ["war", "Warm Pad", "Warm Strings", "Lost Warmth"],
    ["supersaw", "SuperSaw Lead"],
    ["super saw", "SuperSaw Lead"],
    ["SUPER-SAW", "SuperSaw Lead"],
    ["warmpad", "Warm Pad"],
    ['"saw lead"', "SuperSaw Lead"],
    ['"lead saw"'],
    ["ann", "Hall", "Warm Pad"],
    ["author:ann hall", "Hall"],
    ["author:hall"],
    ["tag:slow", "Warm Pad"],
    ["name:pad", "Warm Pad"],
    ["maker warm", "Warm Pad", "Warm Strings"],
    ["plugin:verb", "Hall"],
    ["old plugin", "Lost Warmth"],
    ["warm -ann", "Warm Strings", "Lost Warmth"],
    ["-ann"],
    ["?!"],
    [""],
    ['" OR * AND (', ...[]],
    ["column:warm pad"],
  ];
  for (const [typed, ...names] of cases) assert.deepEqual(found(catalog, typed), names, typed);
});

Deno.test("searchPresets() ranks a preset that is called as typed first, and pages go on", async () => {
  using catalog = await memoryCatalog();
  const names = Array.from({ length: 500 }, (_, index) => `Lead Part ${index} Long`);
  await storePresetFiles(
    catalog,
    ...[...names, "Lead", "The Lead", "Leader"].map((name, index) =>
      presetFile(`/presets/${index}.vstpreset`, [foundPreset(name)])
    ),
  );
  const first = found(catalog, "lead", { limit: 20 });
  assert.equal(first[0], "Lead");
  assert.ok(first.indexOf("The Lead") < 3);
  const { total, isTotalExact } = searchPresets(catalog.db, {
    ...{ typed: "lead", filter: {}, isReversed: false, offset: 0, limit: 20, leavesOutHidden: true },
  });
  assert.deepEqual([total, isTotalExact], [200, false]);
  const pages = Array.from(
    { length: 26 },
    (_, page) => found(catalog, "lead", { limit: 20, offset: page * 20 }),
  );
  assert.deepEqual(pages[0], first);
  assert.equal(new Set(pages.flat()).size, 503, "each preset once");
  assert.deepEqual(found(catalog, "lead", { limit: 1, isReversed: true }), [pages.flat().at(-1)]);
});

Deno.test("listPresets() and searchPresets() filter by plugin, container, author, tag, origin and state", async () => {
  using catalog = await filledCatalog();
  await catalog.write((db) => markPresetFilesMissing(db, ["/presets/lost.fxp"], "2026-03-01T00:00:00.000Z"));
  const cases: [filter: PresetFilter, ...names: string[]][] = [
    [{}, "Hall", "Init", "Lost Warmth", "SuperSaw Lead", "Warm Pad", "Warm Strings"],
    [{ pluginIds: ["vst3:Verb", "vst2:1234"] }, "Hall", "Lost Warmth"],
    [{ containers: ["program"] }, "Init", "Warm Strings"],
    [{ containers: ["fxp", "program"], isFactory: true }, "Hall", "Init", "Warm Strings"],
    [{ authors: ["ann"] }, "Hall", "Warm Pad"],
    [{ authors: ["Ann Smith", "bob"] }, "SuperSaw Lead", "Warm Pad"],
    [{ authors: ["?"] }],
    [{ tags: ["slow attack"] }, "Warm Pad"],
    [{ tags: ["pad", "slow"] }, "Warm Pad"],
    [{ tags: ["pad", "lead"] }],
    [{ isFactory: false }, "Warm Pad"],
    [{ isMissing: true }, "Lost Warmth"],
    [{ isMissing: false, containers: ["fxp"] }, "Hall"],
  ];
  for (const [filter, ...names] of cases) {
    assert.deepEqual(listed(catalog, filter), names, JSON.stringify(filter));
    const warm = names.filter((name) => name.includes("Warm"));
    assert.deepEqual(found(catalog, "warm", { filter }).sort(), warm.sort(), JSON.stringify(filter));
    assert.deepEqual(listed(catalog, filter, { typed: "warm" }), warm.sort(), JSON.stringify(filter));
  }
});

Deno.test("listPresets() sorts by each order, both ways, and pages", async () => {
  using catalog = await filledCatalog();
  for (const order of ["name", "plugin", "author", "container", "added"] as const) {
    const names = listed(catalog, {}, { order });
    assert.equal(names.length, 6);
    assert.deepEqual(listed(catalog, {}, { order, isReversed: true }), names.toReversed(), order);
    const pages = [0, 4].flatMap((offset) => listed(catalog, {}, { order, offset, limit: 4 }));
    assert.deepEqual(pages, names, order);
  }
  assert.deepEqual(listed(catalog, {}, { order: "author" }).slice(0, 3), [
    "Hall",
    "Warm Pad",
    "SuperSaw Lead",
  ]);
  assert.deepEqual(listed(catalog, {}, { order: "plugin", limit: 1 }), ["Lost Warmth"]);
});

Deno.test("presets of hidden plugins are left out and counted, unless they are asked for", async () => {
  using catalog = await filledCatalog();
  curate(catalog.db, "vst3:Synth", "hidden", true);
  assert.deepEqual(found(catalog, "warm"), ["Lost Warmth"]);
  assert.deepEqual(found(catalog, "warm", { leavesOutHidden: false }).length, 3);
  assert.deepEqual(listed(catalog, {}), ["Hall", "Lost Warmth"]);
  const page = listPresets(catalog.db, {
    ...{ filter: {}, order: "name", isReversed: false, offset: 0, leavesOutHidden: true },
  });
  assert.deepEqual([page.total, page.hidden], [2, 4]);
});

Deno.test("readPresetStatistics() counts presets, and names what could not be read", async () => {
  using catalog = await filledCatalog();
  const reason = { code: "invalid", message: "is empty" };
  await storePresetFiles(
    catalog,
    presetFile("/presets/bad.fxp", [], { container: "fxp", outcome: "failed", reason, sizeBytes: 7 }),
  );
  const statistics = readPresetStatistics(catalog.db);
  assert.deepEqual(
    [statistics.presets, statistics.missing, statistics.factory, statistics.user, statistics.withoutPlugin],
    [6, 0, 3, 1, 1],
  );
  assert.deepEqual(statistics.byContainer.map(({ container, presets }) => `${container} ${presets}`), [
    "fxp 2",
    "program 2",
    "vstpreset 2",
  ]);
  assert.deepEqual(statistics.plugins[0], { id: "vst3:Synth", name: "Synth", presets: 4 });
  assert.deepEqual(statistics.plugins.at(-1), { id: "vst3:Verb", name: "Verb", presets: 1 });
  assert.deepEqual(statistics.authors.map(({ author }) => author), ["Ann Jones", "Ann Smith", "Bob"]);
  assert.deepEqual(statistics.tags.map(({ tag }) => tag), ["lead", "pad", "slow attack", "warm"]);
  assert.deepEqual({ ...statistics.files }, { read: 4, failed: 1, missing: 0, sizeBytes: 407 });
  assert.deepEqual(statistics.failures, [{ path: "/presets/bad.fxp", container: "fxp", reason }]);
});
