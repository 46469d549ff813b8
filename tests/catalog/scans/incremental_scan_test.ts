import assert from "node:assert/strict";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { searchPlugins } from "../../../src/catalog/search/search_plugins.ts";
import { parseSearch } from "../../../src/model/search/parse_search.ts";
import type { RescanPolicy } from "../../../src/scan/planning/rescan_policy.ts";
import { makeBundle } from "../../support/bundles.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { beginScan, countRows, memoryCatalog } from "../support/test_catalog.ts";
import { binaryOf, modify, nameOf, scanInto, setUp } from "../support/scan_into.ts";

/** The manifest of a bundle that is known without a worker: it lists its plugins by code. */
const MANIFEST_OF_CODE = "<a:d> a <http://lv2plug.in/ns/ext/dynmanifest#DynManifest> .";

/** A folder and a catalog that has seen it. */
async function scanned(
  names: readonly string[],
  behaviour = "good",
): Promise<{ folder: TemporaryFolder; catalog: Catalog }> {
  const made = await setUp(names);
  const first = await scanInto(made.catalog, made.folder, { behaviour });
  assert.deepEqual(first.changes, Object.fromEntries(names.map((name) => [name, "added"])));
  return made;
}

Deno.test("scan() with a catalog runs nothing a second time and tells the same", async () => {
  const { folder, catalog } = await setUp(["A.vst3", "B.vst3"]);
  await using _ = folder;
  const first = await scanInto(catalog, folder);
  const second = await scanInto(catalog, folder);
  assert.deepEqual(second.ran, []);
  assert.deepEqual(second.changes, { "A.vst3": "unchanged", "B.vst3": "unchanged" });
  assert.deepEqual(
    second.modules.map((module) => ({
      ...module,
      change: "added",
      plugins: module.plugins.map(({ id }) => id),
    })),
    first.modules.map((module) => ({ ...module, plugins: module.plugins.map(({ id }) => id) })),
  );
  assert.deepEqual([second.summary.added, second.summary.unchanged, first.summary.added], [0, 1, 1]);
});

Deno.test("scan() runs what was added or modified, and that alone", async () => {
  const { folder, catalog } = await scanned(["A.vst3", "B.vst3"]);
  await using _ = folder;
  await modify(folder, "B.vst3");
  await makeBundle(folder, "C.vst3");
  const { ran, changes } = await scanInto(catalog, folder);
  assert.deepEqual(ran, ["B.vst3", "C.vst3"]);
  assert.deepEqual(changes, { "A.vst3": "unchanged", "B.vst3": "modified", "C.vst3": "added" });
});

Deno.test("scan() sees a change that size and modification time hide", async () => {
  const { folder, catalog } = await scanned(["A.vst3"]);
  await using _ = folder;
  const path = binaryOf(folder, "A.vst3");
  const { mtime } = await Deno.stat(path);
  await modify(folder, "A.vst3");
  await Deno.utime(path, mtime!, mtime!);
  assert.deepEqual((await scanInto(catalog, folder)).changes, { "A.vst3": "modified" });
});

Deno.test("scan() sees a file that is added to a bundle", async () => {
  const { folder, catalog } = await scanned(["A.vst3"]);
  await using _ = folder;
  await folder.write("A.vst3/Contents/Resources/moduleinfo.json", "{}");
  assert.deepEqual((await scanInto(catalog, folder)).changes, { "A.vst3": "modified" });
});

/** Times are only trusted some seconds after a change. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2100));
}

Deno.test("scan() does not run what was only touched, and reads its contents once", async () => {
  const { folder, catalog } = await setUp(["A.vst3"]);
  await using _ = folder;
  await settle();
  await scanInto(catalog, folder);
  await Deno.utime(binaryOf(folder, "A.vst3"), new Date(), new Date(86_400_000));
  const before = catalog.db.prepare("select stat_key from modules").get()!["stat_key"];
  const { ran, changes } = await scanInto(catalog, folder);
  assert.deepEqual([ran, changes], [[], { "A.vst3": "unchanged" }]);
  await settle();
  await scanInto(catalog, folder);
  const after = catalog.db.prepare("select stat_key from modules").get()!["stat_key"];
  assert.ok(before !== null && after !== null && before !== after);
  // As if it had not been read: what is known by its times is not looked into.
  catalog.db.exec("update modules set fingerprint = 'sha256:none'");
  assert.deepEqual((await scanInto(catalog, folder)).changes, { "A.vst3": "unchanged" });
});

Deno.test("scan() knows a module again that has moved", async () => {
  const { folder, catalog } = await scanned(["A.vst3", "B.vst3"]);
  await using _ = folder;
  await Deno.mkdir(folder.join("sub"));
  await Deno.rename(folder.join("A.vst3"), folder.join("sub/Z.vst3"));
  await Deno.rename(
    folder.join(`sub/Z.vst3/Contents/${Deno.build.arch}-linux/A.so`),
    folder.join(`sub/Z.vst3/Contents/${Deno.build.arch}-linux/Z.so`),
  );
  const { ran, changes, removed, summary } = await scanInto(catalog, folder);
  assert.deepEqual(ran, []);
  assert.deepEqual(changes, { "Z.vst3": "moved", "B.vst3": "unchanged" });
  assert.deepEqual(removed, []);
  assert.equal(summary.unchanged, 1);
  assert.deepEqual((await scanInto(catalog, folder)).changes, {
    "Z.vst3": "unchanged",
    "B.vst3": "unchanged",
  });
});

Deno.test("a plugin is found by the name of its file, also after that has changed", async () => {
  const { folder, catalog } = await scanned(["Old-Name.vst3"]);
  await using _ = folder;
  const found = (typed: string) =>
    searchPlugins(catalog.db, {
      query: parseSearch(typed).node,
      isReversed: false,
      offset: 0,
      isSplit: false,
      isNamesOnly: false,
    }).total;
  assert.equal(found("old-name.vst3"), 1);
  await Deno.rename(folder.join("Old-Name.vst3"), folder.join("New-Name.vst3"));
  const { changes } = await scanInto(catalog, folder);
  assert.deepEqual(changes, { "New-Name.vst3": "moved" });
  assert.deepEqual([found("old-name.vst3"), found("new-name.vst3")], [0, 1]);
});

Deno.test("scan() takes a copy for an addition, not for a move", async () => {
  const { folder, catalog } = await scanned(["A.vst3"]);
  await using _ = folder;
  await makeBundle(folder, "copy/A.vst3");
  await Deno.copyFile(
    binaryOf(folder, "A.vst3"),
    folder.join(`copy/A.vst3/Contents/${Deno.build.arch}-linux/A.so`),
  );
  const { ran, modules } = await scanInto(catalog, folder);
  assert.deepEqual(ran, ["A.vst3"]);
  assert.deepEqual(modules.map(({ change }) => change).sort(), ["added", "unchanged"]);
});

Deno.test("scan() tells once what was removed; its return is an addition that need not run", async () => {
  const { folder, catalog } = await scanned(["A.vst3", "B.vst3"]);
  await using _ = folder;
  await Deno.rename(folder.join("A.vst3"), folder.join("A.disabled"));
  const gone = await scanInto(catalog, folder);
  assert.deepEqual(gone.removed.map(({ location }) => nameOf(location)), ["A.vst3"]);
  assert.deepEqual(gone.changes, { "B.vst3": "unchanged" });
  assert.deepEqual((await scanInto(catalog, folder)).removed, []);
  await Deno.rename(folder.join("A.disabled"), folder.join("A.vst3"));
  const back = await scanInto(catalog, folder);
  assert.deepEqual([back.ran, back.changes], [[], { "A.vst3": "added", "B.vst3": "unchanged" }]);
});

const LOSSES: [what: string, lose: (root: string) => Promise<void>][] = [
  ["absent", (root) => Deno.rename(root, `${root}-away`)],
  ["suddenly empty", async (root) => {
    await Deno.rename(root, `${root}-away`);
    await Deno.mkdir(root);
  }],
];

for (const [what, lose] of LOSSES) {
  Deno.test(`scan() marks nothing as removed in a root that is ${what}, and says so`, async () => {
    await using folder = await TemporaryFolder.make();
    using catalog = await memoryCatalog();
    await makeBundle(folder, "drive/A.vst3");
    await makeBundle(folder, "disk/B.vst3");
    // The system's own folders would be searched for the other formats, and may have a thousand plugins.
    const environment = (name: string) =>
      name === "VST3_PATH"
        ? `${folder.join("drive")}:${folder.join("disk")}`
        : name.endsWith("_PATH")
        ? folder.join("disk")
        : undefined;
    const scanBoth = async () => {
      const seen = await scanInto(catalog, folder, { paths: [], environment });
      const modules = seen.modules.filter(({ location }) => location.startsWith(folder.path));
      const changes = Object.fromEntries(modules.map(({ location, change }) => [nameOf(location), change]));
      return { ...seen, changes };
    };
    assert.deepEqual((await scanBoth()).changes, { "A.vst3": "added", "B.vst3": "added" });
    await lose(folder.join("drive"));
    const { removed, problems, changes } = await scanBoth();
    assert.deepEqual(removed, []);
    assert.deepEqual(changes, { "B.vst3": "unchanged" });
    assert.deepEqual(problems.map(({ code, location }) => [code, location]), [[
      "lost-root",
      folder.join("drive"),
    ]]);
    if (what === "suddenly empty") await Deno.remove(folder.join("drive"));
    await Deno.rename(folder.join("drive-away"), folder.join("drive"));
    const { ran } = await scanBoth();
    assert.deepEqual(ran, [], "the drive is back, and nothing has to run");
  });
}

Deno.test("scan() forgets nothing in folders that only a person's scan looks into", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await memoryCatalog();
  await folder.write("lv2/top.lv2/manifest.ttl", MANIFEST_OF_CODE);
  await folder.write("lv2/below/deep.lv2/manifest.ttl", MANIFEST_OF_CODE);
  const environment = (name: string) => name === "LV2_PATH" ? folder.join("lv2") : undefined;
  const formats = ["lv2"] as const;
  const all = await scanInto(catalog, folder, { formats });
  assert.deepEqual(Object.keys(all.changes).sort(), ["deep.lv2", "top.lv2"]);
  const plain = () => scanInto(catalog, folder, { formats, paths: [], environment });
  assert.deepEqual((await plain()).removed, []);
  await Deno.remove(folder.join("lv2/below"), { recursive: true });
  assert.deepEqual((await plain()).removed.map(({ location }) => nameOf(location)), ["deep.lv2"]);
});

/** Links as Nix and Guix make them: a profile leads to a generation, and that to the packages. */
const SWITCHES: [what: string, isKept: boolean, isRoot: boolean][] = [
  ["a link to a bundle", true, false],
  ["a link to a bundle whose old target was deleted", false, false],
  ["the link that is the root", true, true],
  ["the link that is the root, with the old target deleted", false, true],
];

for (const [what, isKept, isRoot] of SWITCHES) {
  Deno.test(`scan() takes no old target for an installation after a switch of ${what}`, async () => {
    await using folder = await TemporaryFolder.make();
    using catalog = await memoryCatalog();
    const profile = folder.join("profile");
    const generation = async (name: string) => {
      await makeBundle(folder, `store/${name}/A.vst3`);
      await folder.write(`store/${name}/A.vst3/Contents/moduleinfo.json`, `{"of": "${name}"}`);
      await Deno.mkdir(folder.join(`generations/${name}`), { recursive: true });
      await Deno.symlink(folder.join(`store/${name}/A.vst3`), folder.join(`generations/${name}/A.vst3`));
      return isRoot ? folder.join(`generations/${name}`) : folder.join(`store/${name}/A.vst3`);
    };
    const link = isRoot ? profile : folder.join("profile/A.vst3");
    if (!isRoot) await Deno.mkdir(profile);
    await Deno.symlink(await generation("old"), link);
    const scanProfile = () => scanInto(catalog, folder, { paths: [profile] });
    assert.deepEqual((await scanProfile()).modules.map(({ location }) => location), [
      folder.join("store/old/A.vst3"),
    ]);
    await Deno.remove(link);
    await Deno.symlink(await generation("new"), link);
    if (!isKept) await Deno.remove(folder.join("store/old"), { recursive: true });
    const { modules, removed, problems } = await scanProfile();
    assert.deepEqual(modules.map(({ location }) => location), [folder.join("store/new/A.vst3")]);
    assert.deepEqual(removed.map(({ location }) => location), [folder.join("store/old/A.vst3")]);
    assert.deepEqual(problems, []);
  });
}

Deno.test("scan() forgets nothing behind a link to a drive that is not mounted", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await memoryCatalog();
  await makeBundle(folder, "plugins/B.vst3");
  await makeBundle(folder, "drive/vst3/A.vst3");
  await Deno.symlink(folder.join("drive"), folder.join("plugins/more"));
  const scanPlugins = () => scanInto(catalog, folder, { paths: [folder.join("plugins")] });
  assert.equal((await scanPlugins()).modules.length, 2);
  await Deno.rename(folder.join("drive"), folder.join("away"));
  assert.deepEqual((await scanPlugins()).removed, []);
  await Deno.mkdir(folder.join("drive"));
  assert.deepEqual((await scanPlugins()).removed, []);
});

Deno.test("scan() of a folder calls no file gone that is no plugin and was once named", async () => {
  const { folder, catalog } = await scanned(["A.vst3"]);
  await using _ = folder;
  const library = folder.join("B.vst3");
  await Deno.writeTextFile(library, "no library");
  const named = await scanInto(catalog, folder, { paths: [library] });
  assert.deepEqual(named.modules.map(({ outcome }) => outcome), ["failed"]);
  assert.deepEqual((await scanInto(catalog, folder)).removed, []);
  await Deno.remove(library);
  const { removed } = await scanInto(catalog, folder);
  assert.deepEqual(removed.map(({ location }) => nameOf(location)), ["B.vst3"]);
});

Deno.test("scan() believes that a named folder has lost its plugins when it is told to", async () => {
  const { folder, catalog } = await scanned(["A.vst3"]);
  await using _ = folder;
  await Deno.remove(folder.join("A.vst3"), { recursive: true });
  const doubted = await scanInto(catalog, folder);
  assert.deepEqual([doubted.removed.length, doubted.problems.length], [0, 1]);
  const believed = await scanInto(catalog, folder, { trustsEmptyPaths: true });
  assert.deepEqual([believed.removed.length, believed.problems.length], [1, 0]);
});

Deno.test("scan() of one PATH says nothing about modules elsewhere", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await memoryCatalog();
  for (const name of ["a/A.vst3", "b/B.vst3"]) await makeBundle(folder, name);
  await scanInto(catalog, folder);
  await Deno.remove(folder.join("b/B.vst3"), { recursive: true });
  const only = await scanInto(catalog, folder, { paths: [folder.join("a")] });
  assert.deepEqual([only.removed, Object.keys(only.changes)], [[], ["A.vst3"]]);
});

Deno.test("scan() remembers a crash with its reason, keeps the older description and does not try again at once", async () => {
  const { folder, catalog } = await scanned(["A.vst3"]);
  await using _ = folder;
  await modify(folder, "A.vst3");
  const crashed = await scanInto(catalog, folder, { behaviour: "crash" });
  assert.equal(crashed.modules[0]?.outcome, "crashed");
  assert.deepEqual(crashed.modules[0]?.plugins.map(({ name, outcome }) => [name, outcome]), [[
    "Fake",
    "crashed",
  ]]);
  const again = await scanInto(catalog, folder);
  assert.deepEqual(again.ran, []);
  assert.equal(again.modules[0]?.reason?.code, "crashed");
  assert.equal(again.summary.failures, 1);
});

Deno.test("scan() tries what timed out again", async () => {
  const { folder, catalog } = await scanned(["A.vst3"], "hang");
  await using _ = folder;
  const again = await scanInto(catalog, folder);
  assert.deepEqual(again.ran, ["A.vst3"]);
  assert.equal(again.modules[0]?.outcome, "scanned");
});

const HOUR_MS = 3_600_000;

/** B crashed on its first scan, so it is left alone for a day. */
const POLICIES: [what: string, policy: RescanPolicy, hours: number, ran: string[]][] = [
  ["nothing", {}, 23, ["New.vst3"]],
  ["--force", { isForced: true }, 23, ["A.vst3", "B.vst3", "New.vst3"]],
  ["--older-than 30h", { olderThanMs: 30 * HOUR_MS }, 23, ["New.vst3"]],
  ["--older-than 20h", { olderThanMs: 20 * HOUR_MS }, 23, ["A.vst3", "B.vst3", "New.vst3"]],
  ["--failed", { onlyFailed: true }, 23, ["B.vst3"]],
  ["nothing", {}, 25, ["B.vst3", "New.vst3"]],
];

for (const [what, policy, hours, expected] of POLICIES) {
  Deno.test(`scan() with ${what} after ${hours} hours runs what that asks for`, async () => {
    const { folder, catalog } = await setUp(["A.vst3"]);
    await using _ = folder;
    await scanInto(catalog, folder);
    await makeBundle(folder, "B.vst3");
    await scanInto(catalog, folder, { behaviour: "crash" });
    await makeBundle(folder, "New.vst3");
    await modify(folder, "New.vst3", 3);
    const now = () => new Date(Date.now() + hours * HOUR_MS);
    const { ran } = await scanInto(catalog, folder, { policy, now });
    assert.deepEqual(ran, expected);
  });
}

Deno.test("scan() renews descriptions that an older describer wrote", async () => {
  const { folder, catalog } = await scanned(["A.vst3"]);
  await using _ = folder;
  catalog.db.exec("update modules set describer = 0");
  const { ran, changes } = await scanInto(catalog, folder);
  assert.deepEqual([ran, changes], [["A.vst3"], { "A.vst3": "unchanged" }]);
});

Deno.test("scan() goes on where an earlier one was killed, with the suspect last and alone", async () => {
  const { folder, catalog } = await setUp(["A.vst3", "B.vst3", "C.vst3"]);
  await using _ = folder;
  const dead = await beginScan(catalog);
  await dead.begin({ location: folder.join("A.vst3"), format: "vst3" });
  const { modules } = await scanInto(catalog, folder);
  assert.deepEqual(modules.map(({ location }) => nameOf(location)), ["B.vst3", "C.vst3", "A.vst3"]);
  assert.deepEqual(modules.map(({ outcome }) => outcome), ["scanned", "scanned", "scanned"]);
  assert.deepEqual(modules[2]?.warnings.map(({ code }) => code), ["interrupted-before"]);
  assert.notEqual(modules[2]?.worker, modules[1]?.worker);
  assert.deepEqual((await scanInto(catalog, folder)).ran, []);
});

Deno.test("scan() leaves nothing in flight when it is interrupted in order", async () => {
  const { folder, catalog } = await setUp(["A.vst3", "B.vst3", "C.vst3"]);
  await using _ = folder;
  const controller = new AbortController();
  setTimeout(() => controller.abort("SIGINT"), 300);
  await scanInto(catalog, folder, {
    behaviour: "hang",
    interrupt: controller.signal,
    limits: { startMs: 5000, silenceMs: 60_000, totalMs: 60_000 },
  });
  assert.equal(await countRows(catalog, "journal"), 0);
});
