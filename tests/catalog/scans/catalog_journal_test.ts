import assert from "node:assert/strict";
import * as v from "valibot";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { readPlugin, type StoredPlugin } from "../../../src/catalog/plugins/read_plugin.ts";
import { unpackDocument } from "../../../src/catalog/plugins/description_document.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { type Reason, scannedModuleSchema } from "../../../src/model/module.ts";
import { PluginaryError } from "../../../src/model/pluginary_error.ts";
import type { Plugin } from "../../../src/model/plugin.ts";
import { sampleParameter, samplePlugin } from "../../cli/support/scan_events.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import {
  beginScan,
  commitModule,
  countRows,
  memoryCatalog,
  moduleWith,
  TestClock,
} from "../support/test_catalog.ts";

const CRASH: Reason = { code: "crashed", message: "Ended", signal: "SIGSEGV", attempts: 2 };

async function findPlugin(catalog: Catalog, id: string): Promise<StoredPlugin | undefined> {
  return await catalog.read((db) => {
    const row = db.prepare("select id from plugins where plugin_id = ?").get(id);
    return row === undefined ? undefined : readPlugin(db, Number(row["id"]), undefined, unpackDocument);
  });
}

Deno.test("CatalogJournal.commit() stores everything that the document says", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  const plugin = samplePlugin({
    name: "A",
    replaces: ["vst2:1"],
    programs: ["One"],
    latencySamples: 64,
    hasEditor: true,
  });
  const module = moduleWith("A", [plugin], {
    warnings: [{ code: "text-cut", message: "Cut" }],
    confinement: { level: "full", layers: ["landlock-7"], overrides: [] },
    presetLocations: ["/presets"],
    worker: "w1",
  });
  const stored = await commitModule(journal, module);
  v.parse(scannedModuleSchema, stored);
  const [{ installations, addedAt, updatedAt, scannedAt, location, ...rest }] = stored.plugins as [Plugin];
  const { installations: _i, addedAt: _a, updatedAt: _u, scannedAt: _s, location: _l, ...expected } = plugin;
  assert.deepEqual(rest, expected);
  assert.deepEqual({ ...stored, plugins: [] }, { ...module, plugins: [] });
  assert.deepEqual([addedAt, updatedAt, scannedAt, location], [
    ...Array(3).fill("2026-01-01T00:00:00.000Z"),
    "/plugins/A.vst3",
  ]);
  assert.deepEqual(installations, [{
    location: "/plugins/A.vst3",
    version: "1.0",
    architectures: ["x86_64"],
    modifiedAt: "2025-12-31T00:00:00.000Z",
    isMissing: false,
  }]);
  assert.equal(await countRows(catalog, "journal"), 0);
  assert.equal(await countRows(catalog, "outcomes"), 1);
});

Deno.test("CatalogJournal.commit() keeps yesterday's description of a module that crashes today, marked", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  await commitModule(journal, moduleWith("A", [samplePlugin({ name: "A" })]));
  const crashed = moduleWith("A", [], { outcome: "crashed", reason: CRASH, fingerprint: "sha256:new" });
  const stored = await commitModule(journal, crashed);
  assert.equal(stored.outcome, "crashed");
  assert.deepEqual(stored.plugins.map(({ name, outcome }) => [name, outcome]), [["A", "crashed"]]);
  assert.equal(stored.plugins[0]!.parameters?.length, 2);
  const plugin = await findPlugin(catalog, "vst3:A");
  assert.equal(plugin?.outcome, "crashed");
  assert.equal(plugin?.isMissing, false);
  assert.equal(await countRows(catalog, "outcomes"), 2);
});

Deno.test("CatalogJournal.commit() keeps the description of a single plugin that fails in a scanned module", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  await commitModule(journal, moduleWith("S", [samplePlugin({ name: "A" }), samplePlugin({ name: "B" })]));
  const failures = [{ id: "vst3:B", name: "B", outcome: "crashed" as const, reason: CRASH }];
  const stored = await commitModule(journal, moduleWith("S", [samplePlugin({ name: "A" })], { failures }));
  assert.deepEqual(stored.plugins.map(({ name, outcome }) => [name, outcome]), [["A", "scanned"], [
    "B",
    "crashed",
  ]]);
});

Deno.test("CatalogJournal.commit() makes a plugin missing that its module does not list any more", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  await commitModule(journal, moduleWith("S", [samplePlugin({ name: "A" }), samplePlugin({ name: "B" })]));
  await commitModule(journal, moduleWith("S", [samplePlugin({ name: "A" })]));
  assert.equal((await findPlugin(catalog, "vst3:A"))?.isMissing, false);
  assert.equal((await findPlugin(catalog, "vst3:B"))?.isMissing, true);
});

Deno.test("CatalogJournal.commit() makes one plugin of two copies, and prefers the newer, then the user's", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  const at = (location: string, version: string) =>
    commitModule(
      journal,
      moduleWith("A", [samplePlugin({ name: "A", version })], { location, fingerprint: location }),
    );
  await at("/usr/A.vst3", "1.9");
  await at("/home/me/A.vst3", "1.9");
  assert.equal((await findPlugin(catalog, "vst3:A"))?.location, "/home/me/A.vst3");
  await at("/opt/A.vst3", "1.10");
  const plugin = await findPlugin(catalog, "vst3:A");
  assert.equal(plugin?.location, "/opt/A.vst3");
  assert.equal(plugin?.version, "1.10");
  assert.deepEqual(plugin?.installations.map(({ location }) => location), [
    "/opt/A.vst3",
    "/home/me/A.vst3",
    "/usr/A.vst3",
  ]);
  assert.equal(await countRows(catalog, "plugins"), 1);
});

Deno.test("CatalogJournal.commit() says when a plugin was added, changed and scanned", async () => {
  using catalog = await memoryCatalog();
  const clock = new TestClock();
  const journal = await beginScan(catalog, { now: clock.now });
  const times = async () => {
    const { addedAt, updatedAt, scannedAt } = (await findPlugin(catalog, "vst3:A"))!;
    return [addedAt, updatedAt, scannedAt].map((time) =>
      (Date.parse(time) - Date.parse("2026-01-01")) / 1000
    );
  };
  await commitModule(journal, moduleWith("A", [samplePlugin({ name: "A" })]));
  clock.pass(1000);
  await commitModule(journal, moduleWith("A", [samplePlugin({ name: "A" })]));
  assert.deepEqual(await times(), [0, 0, 1]);
  clock.pass(1000);
  await commitModule(
    journal,
    moduleWith("A", [samplePlugin({ name: "A", vendor: "Other" })], { fingerprint: "new" }),
  );
  assert.deepEqual(await times(), [0, 2, 2]);
});

Deno.test("CatalogJournal.commit() keeps the index, features and descriptions as they are now", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  const find = async (words: string) =>
    await catalog.read((db) =>
      db.prepare("select rowid from plugin_contents_fts where plugin_contents_fts match ?").all(words).length
    );
  const parameters = [
    sampleParameter({ name: "Cutoff" }),
    sampleParameter({ name: "CC 7", flags: ["midi-controller"] }),
  ];
  await commitModule(
    journal,
    moduleWith("A", [samplePlugin({ name: "Alpha", parameters, features: ["reverb"] })]),
  );
  assert.deepEqual([await find("alpha"), await find("cutoff"), await find("cc")], [1, 1, 0]);
  await commitModule(
    journal,
    moduleWith("A", [samplePlugin({ id: "vst3:Alpha", name: "Beta", features: ["delay", "delay"] })], {
      fingerprint: "new",
    }),
  );
  assert.deepEqual([await find("alpha"), await find("cutoff"), await find("beta")], [0, 0, 1]);
  assert.equal(await countRows(catalog, "descriptions"), 1);
  assert.equal(await countRows(catalog, "plugin_features"), 1);
});

Deno.test("CatalogJournal.commit() stores whatever a plugin calls itself", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  const names = ["'; drop table plugins; --", '"', "\u0000", "😀", "NEAR(", "x".repeat(10_000), ""];
  for (const name of names) {
    const stored = await commitModule(
      journal,
      moduleWith("A", [samplePlugin({ name, nativeId: "A", id: "vst3:A" })]),
    );
    assert.equal(stored.plugins[0]?.name, name);
  }
});

Deno.test("CatalogJournal remembers a job whose scan did not live to end it, and blames nobody", async () => {
  using catalog = await memoryCatalog();
  const dead = await beginScan(catalog, { pid: 7 });
  const key = { location: "/plugins/A.vst3", format: "vst3" as const };
  await dead.begin(key);
  const journal = await beginScan(catalog);
  assert.equal(journal.interruptions(key), 1);
  assert.equal(journal.known(key), undefined);
  const [row] = catalog.db.prepare(
    "select interrupted_by, ended_at is not null as ended from scan_runs where pid = 7",
  ).all();
  assert.deepEqual({ ...row }, { interrupted_by: "crash", ended: 1 });
  await commitModule(journal, moduleWith("A", [samplePlugin({ name: "A" })]));
  const third = await beginScan(catalog);
  assert.equal(third.interruptions(key), 0);
  assert.equal(third.known(key)?.outcome, "scanned");
});

Deno.test("CatalogJournal.abandon() leaves nothing of a job behind", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  const key = { location: "/plugins/A.vst3", format: "vst3" as const };
  await journal.begin(key);
  await journal.abandon(key);
  assert.equal((await beginScan(catalog)).interruptions(key), 0);
});

Deno.test("CatalogJournal.remove() makes plugins missing, and their return makes them present", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  const module = moduleWith("A", [samplePlugin({ name: "A" })]);
  await commitModule(journal, module);
  const second = await beginScan(catalog);
  const removed = await second.remove([...second.allKnown()], new Date());
  assert.deepEqual(removed, [{ location: "/plugins/A.vst3", format: "vst3", plugins: ["vst3:A"] }]);
  assert.equal((await findPlugin(catalog, "vst3:A"))?.isMissing, true);
  assert.equal((await findPlugin(catalog, "vst3:A"))?.installations[0]?.isMissing, true);
  const third = await beginScan(catalog);
  const known = third.known(module)!;
  assert.equal(known.isMissing, true);
  const kept = await third.keep(known, known, known);
  assert.equal(kept.plugins[0]?.isMissing, false);
});

Deno.test("CatalogJournal.keep() follows a module to another place", async () => {
  using catalog = await memoryCatalog();
  await commitModule(await beginScan(catalog), moduleWith("A", [samplePlugin({ name: "A" })]));
  const journal = await beginScan(catalog);
  const [known] = journal.allKnown();
  const key = { location: "/elsewhere/B.vst3", format: "vst3" as const };
  const kept = await journal.keep(known!, key, { ...known!, root: "/elsewhere", statKey: "new" });
  assert.equal(kept.change, "moved");
  assert.equal(kept.location, "/elsewhere/B.vst3");
  assert.deepEqual(kept.plugins[0]?.installations.map(({ location }) => location), ["/elsewhere/B.vst3"]);
  assert.equal(kept.plugins[0]?.location, "/elsewhere/B.vst3");
  const after = await beginScan(catalog);
  assert.deepEqual([...after.allKnown()].map(({ location }) => location), ["/elsewhere/B.vst3"]);
});

Deno.test("CatalogJournal leaves out the long part of descriptions when it is not wanted", async () => {
  using catalog = await memoryCatalog();
  await commitModule(await beginScan(catalog), moduleWith("A", [samplePlugin({ name: "A" })]));
  const journal = await beginScan(catalog, { isFull: false });
  const [known] = journal.allKnown();
  const { plugins } = await journal.keep(known!, known!, known!);
  assert.equal(plugins[0]?.parameters, undefined);
  assert.deepEqual([plugins[0]?.parameterCount, plugins[0]?.inputChannels], [1, 2]);
});

for (
  const [what, happen, words] of [
    [
      "deleted",
      (folder: string) => Deno.remove(folder, { recursive: true }),
      /deleted or moved in the meantime$/,
    ],
    ["replaced", async (folder: string) => {
      await Deno.writeTextFile(`${folder}/other`, "");
      await Deno.rename(`${folder}/other`, `${folder}/catalog.db`);
    }, /replaced by another file in the meantime$/],
  ] as const
) {
  Deno.test(`CatalogJournal says that the catalog was ${what} while it was written`, async () => {
    await using outer = await TemporaryFolder.make();
    await Deno.mkdir(outer.join("inner"));
    using catalog = await openCatalog(outer.join("inner/catalog.db"));
    const journal = await beginScan(catalog);
    await commitModule(journal, moduleWith("A", [samplePlugin({ name: "Alpha" })]));
    await happen(outer.join("inner"));
    const expected = (error: unknown) => {
      assert.ok(error instanceof PluginaryError);
      assert.equal(error.code, "catalog-replaced");
      assert.match(error.message, words);
      return true;
    };
    await assert.rejects(journal.begin({ location: "/plugins/B.vst3", format: "vst3" }), expected);
    await assert.rejects(journal.end({ isComplete: true, interruptedBy: null }), expected);
  });
}
