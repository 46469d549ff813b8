import assert from "node:assert/strict";
import { recommendPlugins } from "../../../src/catalog/alike/recommend.ts";
import { findSimilar } from "../../../src/catalog/alike/similar_plugins.ts";
import { updateLikeness } from "../../../src/catalog/alike/likeness_index.ts";
import { checkCatalog } from "../../../src/catalog/maintenance/check.ts";
import { clearCatalog } from "../../../src/catalog/maintenance/clear.ts";
import { pruneMissing } from "../../../src/catalog/maintenance/prune.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { PluginCheck } from "../../../src/catalog/projects/check_plugins.ts";
import {
  listProjects,
  markProjectsMissing,
  saveProject,
  storedOutcome,
} from "../../../src/catalog/projects/project_rows.ts";
import { readUsage } from "../../../src/catalog/projects/usage.ts";
import { readList } from "../../../src/catalog/search/list_plugins.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import type { Daw } from "../../../src/model/projects/daw.ts";
import type { ProjectPlugin } from "../../../src/model/projects/project_plugin.ts";
import { parseSearch } from "../../../src/model/search/parse_search.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { projectPlugin, storeProject } from "../support/store_projects.ts";
import { beginScan, commitModule, countRows, memoryCatalog, moduleWith } from "../support/test_catalog.ts";

const ALL = { isNever: false, limit: undefined, offset: 0 };

async function store(catalog: Catalog, ...plugins: Parameters<typeof samplePlugin>[0][]): Promise<void> {
  const journal = await beginScan(catalog);
  for (const [index, plugin] of plugins.entries()) {
    const { format = "vst3", location } = plugin ?? {};
    await commitModule(
      journal,
      moduleWith(location ?? `Module${index}`, [samplePlugin(plugin)], { format }),
    );
  }
}

async function found(catalog: Catalog, typed: string): Promise<string[]> {
  const { plugins } = await readList(catalog, {
    order: "used",
    isReversed: false,
    offset: 0,
    isFull: false,
    conditions: [parseSearch(typed).node],
  });
  return plugins.map(({ name }) => name);
}

async function usage(catalog: Catalog, options = ALL): Promise<string[]> {
  return (await catalog.read((db) => readUsage(db, options))).plugins.map((
    { plugin, uses, projects, lastUsedAt },
  ) => `${plugin.name} ${uses} in ${projects}, ${lastUsedAt ?? "never"}`);
}

/** The state of a plugin of a project, and what could replace it. */
async function checked(
  catalog: Catalog,
  changes: Partial<ProjectPlugin>,
  daw: Daw = "dawproject",
): Promise<string[]> {
  await updateLikeness(catalog);
  const { status, id, candidates } = await catalog.read((db) =>
    new PluginCheck(db, (row) => findSimilar(db, row, { isOtherVendors: false, isSplit: false }).rows)
      .check(projectPlugin(changes), daw)
  );
  return [status, id ?? "-", ...candidates.map(({ id, score, reason }) => `${id} ${score} ${reason}`)];
}

Deno.test("projects count as uses of the plugins that they mean", async () => {
  using catalog = await memoryCatalog();
  await store(
    catalog,
    { id: "vst3:A", name: "Amp" },
    { id: "vst3:B", name: "Bass" },
    { id: "ladspa:7:lim", format: "ladspa", name: "Limiter", location: "caps" },
  );
  await storeProject(catalog, "/projects/one.rpp", [
    projectPlugin({ id: "vst3:A", uses: 2 }),
    projectPlugin({ id: "ladspa:7", format: "ladspa", name: "Limiter", uses: 11 }),
    projectPlugin({ format: "internal", name: "Bass" }),
  ]);
  await storeProject(catalog, "/projects/two.rpp", [projectPlugin({ name: "amp", uses: 1 })], {
    modifiedAt: "2026-04-01T00:00:00.000Z",
  });
  await storeProject(catalog, "/projects/Backup/two.rpp", [projectPlugin({ id: "vst3:B" })], {
    isBackup: true,
  });
  assert.deepEqual(await usage(catalog), [
    "Limiter 11 in 1, 2026-02-01T00:00:00.000Z",
    "Amp 3 in 2, 2026-04-01T00:00:00.000Z",
  ]);
  assert.deepEqual(await usage(catalog, { ...ALL, isNever: true }), ["Bass 0 in 0, never"]);
  assert.deepEqual(await found(catalog, "is:used"), ["Limiter", "Amp"]);
  assert.deepEqual(await found(catalog, "is:unused"), ["Bass"]);
  assert.deepEqual(await found(catalog, "used:>10"), ["Limiter"]);
  assert.deepEqual(await found(catalog, "used:0"), ["Bass"]);
  assert.deepEqual(await found(catalog, "used:..3"), ["Amp", "Bass"]);
  assert.throws(() => parseSearch("used:often"), /"often" is not a number of uses/);
  const { plugins } = await readList(catalog, { order: "used", isReversed: true, offset: 0, isFull: false });
  assert.deepEqual(plugins.map(({ name }) => name), ["Bass", "Amp", "Limiter"]);
  await catalog.write((db) => markProjectsMissing(db, ["/projects/one.rpp"], "2026-05-01T00:00:00.000Z"));
  assert.deepEqual(await usage(catalog), ["Amp 1 in 1, 2026-04-01T00:00:00.000Z"]);
});

Deno.test("plugins that a program brings count as installed in its own projects", async () => {
  using catalog = await memoryCatalog();
  await store(catalog, { id: "vst3:A", name: "Other" });
  const comp = { format: "vst2", id: "vst2:1919247213", name: "ReaComp", vendor: "Cockos" } as const;
  assert.deepEqual(await checked(catalog, comp, "reaper"), ["installed", comp.id]);
  // Its maker offers it for other programs as well.
  assert.deepEqual(await checked(catalog, comp, "live"), ["missing", comp.id]);
  const delay = { format: "lv2", id: "lv2:urn:ardour:a-delay", name: "ACE Delay" } as const;
  assert.deepEqual(await checked(catalog, delay, "ardour"), ["installed", delay.id]);
  assert.deepEqual((await checked(catalog, delay, "carla")).slice(0, 2), ["missing", delay.id]);
  await storeProject(catalog, "/projects/one.rpp", [
    projectPlugin(comp),
    projectPlugin({ format: "vst2", name: "Gone", vendor: "Someone" }),
    projectPlugin({ id: "vst3:B", name: "Lost" }),
    projectPlugin({ format: "internal", name: "loser/3BandEQ" }),
  ]);
  const [project] = await catalog.read((db) => listProjects(db, {}));
  assert.deepEqual([project!.plugins, project!.notInstalled], [3, 2]);
});

Deno.test("a project that cannot be read keeps the plugins that it had", async () => {
  using catalog = await memoryCatalog();
  await storeProject(catalog, "/projects/one.rpp", [projectPlugin({ id: "vst3:A", tracks: ["Vox"] })]);
  const file = {
    ...{ path: "/projects/one.rpp", root: "/projects", statKey: "2", sizeBytes: 3, isBackup: false },
    modifiedAt: "2026-02-02T00:00:00.000Z",
  };
  const problem = { code: "truncated", message: "is cut off" };
  await catalog.write((db) => saveProject(db, file, { problem }, "2026-03-02T00:00:00.000Z"));
  const [project] = await catalog.read((db) => listProjects(db, {}));
  assert.deepEqual([project!.daw, project!.problem, project!.plugins, project!.notInstalled], [
    "reaper",
    problem,
    1,
    1,
  ]);
  assert.equal(await catalog.read((db) => storedOutcome(db, file)), undefined);
  assert.equal(
    (await catalog.read((db) => listProjects(db, { isFailed: true, daws: ["reaper"] }))).length,
    1,
  );
  assert.equal((await catalog.read((db) => listProjects(db, { daws: ["live"] }))).length, 0);
});

Deno.test("a plugin of a project is installed, there in another format or version, or missing", async () => {
  using catalog = await memoryCatalog();
  await store(
    catalog,
    { id: "vst3:A", name: "Pro-Q 3", vendor: "FabFilter", category: "equalizer" },
    { id: "lv2:urn:comp", format: "lv2", name: "ZamComp", vendor: "Damien Zammit" },
    { id: "lv2:urn:reverb", format: "lv2", name: "Calf Reverb", vendor: "Calf Studio Gear" },
    { id: "vst3:ABCDEF019182FAEB4467537544657864", name: "Dexed", vendor: "Somebody else" },
    { id: "ladspa:1795:PlateX2", format: "ladspa", name: "C* PlateX2", location: "caps" },
  );
  assert.deepEqual(await checked(catalog, { id: "vst3:A", name: "x" }), ["installed", "vst3:A"]);
  assert.deepEqual(
    await checked(catalog, {
      format: "au",
      id: "au:aumf:FQ2p:FabF",
      name: "FF Pro-Q 2",
      vendor: "FabFilter",
    }),
    ["other-version", "au:aumf:FQ2p:FabF", "vst3:A 0.85 Another version: Pro-Q 3"],
  );
  assert.deepEqual(await checked(catalog, { id: "vst3:Z", name: "ZamComp", vendor: "Damien Zammit" }), [
    "other-format",
    "vst3:Z",
    "lv2:urn:comp 0.95 The same plugin as LV2",
  ]);
  for (const file of ["calf.so", "veal"]) {
    assert.deepEqual(
      await checked(catalog, { format: "ladspa", name: "Reverb", file, label: "Reverb" }),
      ["other-format", "-", "lv2:urn:reverb 0.95 The same plugin as LV2"],
      file,
    );
  }
  assert.deepEqual(
    await checked(catalog, {
      format: "ladspa",
      id: "ladspa:1795:Plate2x2",
      name: "Plate2x2",
      label: "Plate2x2",
    }),
    ["other-version", "ladspa:1795:Plate2x2", "ladspa:1795:PlateX2 0.9 Has the same number, 1795"],
  );
  const [status, id, candidate] = await checked(catalog, {
    format: "ladspa",
    name: "Plate2x2",
    file: "caps",
    label: "Plate2x2",
  });
  assert.deepEqual([status, id], ["missing", "-"]);
  assert.match(candidate!, /^ladspa:1795:PlateX2 0\.6\d+ Has a similar label in the same module$/);
  assert.deepEqual(await checked(catalog, { format: "vst2", id: "vst2:1147500644", name: "Dexed" }), [
    "other-format",
    "vst2:1147500644",
    "vst3:ABCDEF019182FAEB4467537544657864 0.95 The same plugin as VST3",
  ]);
  // Names that only say what a plugin does are shared by many plugins.
  assert.deepEqual(await checked(catalog, { format: "lv2", id: "lv2:urn:x", name: "Reverb" }), [
    "missing",
    "lv2:urn:x",
  ]);
  assert.deepEqual((await checked(catalog, { format: "dx", name: "Old" }))[0], "unknown");
  assert.deepEqual((await checked(catalog, { format: "internal", name: "Eq8" }))[0], "unknown");
});

Deno.test("a VST2 is installed where a scan has found its module, which is never loaded", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  await commitModule(
    journal,
    moduleWith("x", [], {
      ...{ location: "/plugins/Dexed_x64.so", format: "vst2", outcome: "unsupported" },
      reason: { code: "vst2", message: "VST2" },
    }),
  );
  const file = "C:\\VST\\Dexed.dll";
  assert.deepEqual(
    await checked(catalog, { format: "vst2", id: "vst2:1147500644", name: "Dexed FM", file }),
    [
      "installed",
      "vst2:1147500644",
    ],
  );
  assert.deepEqual((await checked(catalog, { format: "vst2", name: "Dexed" }))[0], "installed");
  assert.deepEqual((await checked(catalog, { format: "vst2", name: "Diva" }))[0], "missing");
  assert.deepEqual((await checked(catalog, { format: "vst3", name: "Dexed" }))[0], "missing");
});

Deno.test("plugins that projects use often are liked, and not recommended", async () => {
  using catalog = await memoryCatalog();
  const parameters = ["Attack", "Release", "Ratio"].map((name, index) => ({
    ...samplePlugin().parameters![0]!,
    ...{ id: String(index), name },
  }));
  await store(
    catalog,
    { id: "vst3:A", name: "Squeeze", category: "compressor", parameters },
    { id: "vst3:B", name: "Glue", category: "compressor", parameters },
  );
  await updateLikeness(catalog);
  const recommend = () => catalog.read((db) => recommendPlugins(db, { limit: 5, offset: 0 }));
  await storeProject(catalog, "/projects/one.rpp", [projectPlugin({ id: "vst3:A", uses: 2 })]);
  assert.equal((await recommend()).total, 0);
  await storeProject(catalog, "/projects/two.rpp", [projectPlugin({ id: "vst3:A", uses: 2 })]);
  const { recommendations: [recommendation] } = await recommend();
  assert.equal(recommendation?.plugin.id, "vst3:B");
  assert.match(recommendation.reasons[0]!.message, /^Like Squeeze, used in 4 places of your projects: /);
  await storeProject(catalog, "/projects/three.rpp", [projectPlugin({ id: "vst3:B" })]);
  assert.equal((await recommend()).total, 0);
});

Deno.test("a catalog with projects is whole, and can be pruned and cleared", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await openCatalog(folder.join("catalog.db"));
  await storeProject(catalog, "/projects/one.rpp", [projectPlugin()]);
  await storeProject(catalog, "/projects/two.rpp", [projectPlugin()]);
  assert.deepEqual(await checkCatalog(catalog), []);
  await catalog.write((db) => markProjectsMissing(db, ["/projects/one.rpp"], "2026-05-01T00:00:00.000Z"));
  await pruneMissing(catalog);
  assert.equal(await countRows(catalog, "projects"), 1);
  await clearCatalog(catalog, { withCuration: false });
  assert.equal(await countRows(catalog, "projects"), 0);
  assert.equal(await countRows(catalog, "project_plugins"), 0);
});
