import assert from "node:assert/strict";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { decide, listDecisions, undoDecisions } from "../../../src/catalog/alike/sibling_decisions.ts";
import { findPlugins } from "../../../src/catalog/search/find_plugins.ts";
import type { ImportedRecord } from "../../../src/model/imported_record.ts";
import { scan } from "../../../src/scan/scanner.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { allPlugins } from "../../import/support/imports.ts";
import { allCuration, curate } from "../support/curate.ts";
import { storeRecord } from "../support/store_record.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith } from "../support/test_catalog.ts";

const AT = "2025-06-01T00:00:00.000Z";

/** A record of which a test only says what matters to it. */
function record(changes: Partial<ImportedRecord> = {}): ImportedRecord {
  return {
    legacyId: "vst3/Old",
    isKeyedById: true,
    format: "vst3",
    name: "Old",
    rawCategories: [],
    parameters: [],
    addedAt: "2020-01-01T00:00:00.000Z",
    updatedAt: AT,
    ...changes,
  };
}

async function importOne(catalog: Catalog, changes: Partial<ImportedRecord> = {}): Promise<string> {
  return (await catalog.write((db) => storeRecord(db, record(changes), AT))).id;
}

/** What the user says of a plugin. */
function say(catalog: Catalog, id: string, note: string, updatedAt = AT): void {
  const { db } = catalog;
  curate(db, id, "note", note, { updatedAt });
  curate(db, id, "tag:warm", true, { updatedAt });
  db.prepare("insert into presets (plugin_id, name, location, added_at) values (?, 'Bright', '/p', ?)").run(
    id,
    AT,
  );
}

/** What {@linkcode say} says, as `allCuration()` gives it. */
function said(id: string, note: string): unknown[] {
  return [[id, "note", note], [id, "tag:warm", true]];
}

/** All that is said of plugins, with the plugins' ids. */
function curated(catalog: Catalog): unknown[] {
  const rows = (sql: string) => catalog.db.prepare(sql).all().map((row) => Object.values(row));
  return [
    allCuration(catalog.db),
    rows("select plugin_id, name from presets order by plugin_id"),
  ];
}

Deno.test("a scanned plugin takes the place of the record of its location", async () => {
  using catalog = await memoryCatalog();
  await importOne(catalog, { name: "Older Name", location: "/plugins/Now.vst3" });
  say(catalog, "vst3/Old", "mine");
  await commitModule(await beginScan(catalog), moduleWith("Now", [samplePlugin({ name: "Now" })]));

  const [plugin, ...others] = await allPlugins(catalog);
  assert.deepEqual(others, []);
  assert.equal(plugin!.id, "vst3:Now");
  assert.equal(plugin!.origin, undefined);
  assert.equal(plugin!.addedAt, "2020-01-01T00:00:00.000Z");
  assert.deepEqual(findPlugins(catalog.db, "vst3/Old").map(({ id }) => id), ["vst3:Now"]);
  assert.deepEqual(curated(catalog), [said("vst3:Now", "mine"), [[
    "vst3:Now",
    "Bright",
  ]]]);
  const indexed = catalog.db.prepare("select count(*) as n from plugins_fts where plugins_fts match 'older'")
    .get()!;
  assert.equal(indexed["n"], 0);
});

Deno.test("a scanned plugin takes the place of the record of its name and vendor, wherever that was", async () => {
  using catalog = await memoryCatalog();
  await importOne(catalog, {
    legacyId: "vst3/A",
    name: "NOW",
    vendor: "vendor",
    location: "/elsewhere/A.vst3",
  });
  await importOne(catalog, {
    legacyId: "vst3/B",
    name: "Now",
    vendor: "Another",
    location: "/elsewhere/B.vst3",
  });
  await importOne(catalog, { legacyId: "vst3/C", name: "Now", location: "C:\\Plugins\\Now.vst3" });
  await importOne(catalog, { legacyId: "vst3/D", name: "Now", location: "/elsewhere/D.vst3" });
  await importOne(catalog, { legacyId: "clap/E", format: "clap", name: "Now", vendor: "Vendor" });
  await commitModule(await beginScan(catalog), moduleWith("Now", [samplePlugin({ name: "Now" })]));
  assert.deepEqual((await allPlugins(catalog)).map(({ id }) => id), [
    "clap/E",
    "vst3/B",
    "vst3/D",
    "vst3:Now",
  ]);
});

Deno.test("of a module with several plugins each takes its own record's place, and what is left is gone", async () => {
  using catalog = await memoryCatalog();
  const location = "/plugins/Shell.vst3";
  for (const name of ["One", "Two", "Three"]) {
    await importOne(catalog, { legacyId: "vst3/Shell", isKeyedById: false, name, location });
  }
  await commitModule(
    await beginScan(catalog),
    moduleWith("Shell", [samplePlugin({ name: "Two" }), samplePlugin({ name: "One" })]),
  );
  assert.deepEqual((await allPlugins(catalog)).map(({ id, isMissing }) => [id, isMissing]), [
    ["vst3/Three", true],
    ["vst3:One", false],
    ["vst3:Two", false],
  ]);
  assert.deepEqual(findPlugins(catalog.db, "vst3/Shell").map(({ id }) => id), ["vst3:One"]);
});

Deno.test("a record with the plugin's own id becomes the plugin", async () => {
  using catalog = await memoryCatalog();
  await importOne(catalog, { legacyId: "aufx/Now", format: "au", nativeId: "aufx:abcd:Efgh", name: "Now" });
  const plugin = samplePlugin({
    id: "au:aufx:abcd:Efgh",
    nativeId: "aufx:abcd:Efgh",
    format: "au",
    name: "Now",
  });
  await commitModule(await beginScan(catalog), moduleWith("Now", [plugin], { format: "au" }));
  const [found, ...others] = await allPlugins(catalog);
  assert.deepEqual(others, []);
  assert.equal(found!.origin, undefined);
  assert.equal(found!.vendor, "Vendor");
  assert.deepEqual(findPlugins(catalog.db, "aufx/Now").map(({ id }) => id), ["au:aufx:abcd:Efgh"]);
});

Deno.test("a module that fails leaves the records of its location alone", async () => {
  using catalog = await memoryCatalog();
  await importOne(catalog, { location: "/plugins/Now.vst3" });
  const reason = { code: "crashed" as const, message: "Crashed" };
  await commitModule(await beginScan(catalog), moduleWith("Now", [], { outcome: "crashed", reason }));
  assert.deepEqual((await allPlugins(catalog)).map(({ id, isMissing }) => [id, isMissing]), [[
    "vst3/Old",
    false,
  ]]);
});

Deno.test("where both have been curated, the newer counts and no note is lost", async () => {
  for (
    const [oldAt, note] of [["2024-01-01T00:00:00.000Z", "scanned"], ["2026-01-01T00:00:00.000Z", "imported"]]
  ) {
    using catalog = await memoryCatalog();
    await importOne(catalog, { location: "/plugins/Now.vst3" });
    say(catalog, "vst3/Old", "imported", oldAt);
    say(catalog, "vst3:Now", "scanned");
    await commitModule(await beginScan(catalog), moduleWith("Now", [samplePlugin({ name: "Now" })]));
    assert.deepEqual(curated(catalog), [said("vst3:Now", note!), [["vst3:Now", "Bright"]]]);
  }
});

Deno.test("what was taken back later stays away", async () => {
  using catalog = await memoryCatalog();
  await importOne(catalog, { location: "/plugins/Now.vst3" });
  curate(catalog.db, "vst3/Old", "note", undefined, { updatedAt: "2026-01-01T00:00:00.000Z" });
  say(catalog, "vst3:Now", "scanned");
  await commitModule(await beginScan(catalog), moduleWith("Now", [samplePlugin({ name: "Now" })]));
  assert.deepEqual(allCuration(catalog.db), [["vst3:Now", "tag:warm", true]]);
});

Deno.test("a record of a plugin that has been scanned adds an alias and no plugin", async () => {
  using catalog = await memoryCatalog();
  await commitModule(await beginScan(catalog), moduleWith("Now", [samplePlugin({ name: "Now" })]));
  const before = await allPlugins(catalog);
  assert.equal(await importOne(catalog, { location: "/plugins/Now.vst3" }), "vst3:Now");
  assert.equal(
    await importOne(catalog, { legacyId: "vst3/By Name", name: "now", vendor: "VENDOR" }),
    "vst3:Now",
  );
  assert.equal(await importOne(catalog, { name: "Renamed" }), "vst3:Now");
  assert.deepEqual(await allPlugins(catalog), before);
  for (const alias of ["vst3/Old", "vst3/By Name"]) {
    assert.deepEqual(findPlugins(catalog.db, alias).map(({ id }) => id), ["vst3:Now"]);
  }
});

Deno.test("a real scan takes the place of what was imported before it", async () => {
  const location = new URL("../../../build/fixtures/vst3/good.vst3", import.meta.url).pathname;
  using catalog = await memoryCatalog();
  const byLocation = { legacyId: "vst3/good", isKeyedById: false, location };
  await importOne(catalog, { ...byLocation, name: "Fixture Effect" });
  await importOne(catalog, { legacyId: "vst3/gone", name: "Not In It", location });
  await importOne(catalog, { legacyId: "vst3/other", name: "Stays", location: "/x/Stays.vst3" });
  say(catalog, "vst3/good", "mine");
  const journal = await beginScan(catalog);
  const environment = () => undefined;
  for await (const event of scan({ version: "0.0.0", paths: [location], journal, jobs: 1, environment })) {
    if (event.event === "module") assert.equal(event.module.outcome, "scanned");
  }
  const plugins = await allPlugins(catalog);
  const imported = plugins.filter(({ origin }) => origin === "import");
  assert.deepEqual(imported.map(({ id, isMissing }) => [id, isMissing]), [["vst3/gone", true], [
    "vst3/other",
    false,
  ]]);
  const effect = plugins.find(({ name }) => name === "Fixture Effect")!;
  assert.equal(plugins.length, 5);
  assert.deepEqual(findPlugins(catalog.db, "vst3/good").map(({ id }) => id), [effect.id]);
  assert.deepEqual(allCuration(catalog.db), said(effect.id, "mine"));
});

Deno.test("decisions about siblings move from a record to its plugin, each pair in its order, the newer one", async () => {
  using catalog = await memoryCatalog();
  await importOne(catalog, { legacyId: "vst3/Old", name: "Now", location: "/plugins/Now.vst3" });
  await catalog.write((db) => {
    // "vst3:Now" comes after "vst3:Aaa", "vst3/Old" before it.
    decide(db, ["vst3/Old", "vst3:Aaa"], true, "2025-01-01");
    decide(db, ["vst3:Now", "lv2:Now"], false, "2025-01-01");
    decide(db, ["vst3/Old", "lv2:Now"], true, "2025-01-02");
    decide(db, ["vst3:Now", "clap:Now"], false, "2025-01-02");
    decide(db, ["vst3/Old", "clap:Now"], true, "2025-01-01");
    decide(db, ["vst3/Old", "vst3:Now"], true, "2025-01-01");
  });
  await commitModule(await beginScan(catalog), moduleWith("Now", [samplePlugin({ name: "Now" })]));
  assert.deepEqual(await catalog.read(listDecisions), [
    { pluginId: "clap:Now", otherId: "vst3:Now", isSame: false },
    { pluginId: "lv2:Now", otherId: "vst3:Now", isSame: true },
    { pluginId: "vst3:Aaa", otherId: "vst3:Now", isSame: true },
  ]);
  assert.equal(await catalog.write((db) => undoDecisions(db, ["vst3:Now", "vst3:Aaa"], true, AT)), 1);
});
