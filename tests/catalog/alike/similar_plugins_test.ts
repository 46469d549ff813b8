import assert from "node:assert/strict";
import { CurationWriter } from "../../../src/catalog/curation/registers.ts";
import { emptyLikeness } from "../../../src/catalog/alike/empty_likeness.ts";
import { isLikenessStale, updateLikeness } from "../../../src/catalog/alike/likeness_index.ts";
import { readSimilarPage } from "../../../src/catalog/alike/similar_page.ts";
import { findSimilar, type SimilarOptions } from "../../../src/catalog/alike/similar_plugins.ts";
import { clearCatalog } from "../../../src/catalog/maintenance/clear.ts";
import { openCatalog, openForReading } from "../../../src/catalog/open_catalog.ts";
import { categorizePlugins } from "../../../src/catalog/plugins/categorize_plugin.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import type { Plugin } from "../../../src/model/plugin.ts";
import { sampleParameter, samplePlugin } from "../../cli/support/scan_events.ts";
import { fillCatalog } from "../../relevance/support/relevance_catalog.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { beginScan, commitModule, countRows, memoryCatalog, moduleWith } from "../support/test_catalog.ts";

const COMPRESSOR = ["Threshold", "Ratio", "Attack", "Release", "Knee", "Makeup"];
const REVERB = ["Decay", "Room Size", "Damping", "Diffusion", "Pre Delay", "Mix"];

/** The plugin of a compact notation; its name and format make the id. */
function plugin(
  name: string,
  vendor: string,
  parameters: readonly string[],
  changes: Partial<Plugin> = {},
): Plugin {
  const { format = "vst3" } = changes;
  return samplePlugin({
    id: `${format}:${name}`,
    nativeId: name,
    name,
    vendor,
    category: parameters === REVERB ? "reverb" : "compressor",
    features: ["audio-effect"],
    parameters: parameters.map((name, at) => sampleParameter({ id: String(at), name })),
    ...changes,
  });
}

const PLUGINS = [
  plugin("AComp", "Acme", COMPRESSOR),
  plugin("AComp", "Acme", COMPRESSOR, { format: "clap", category: "other", features: [] }),
  plugin("BComp", "Bell", COMPRESSOR),
  plugin("CComp", "Acme", COMPRESSOR.slice(0, 4)),
  plugin("BComp", "Bell", COMPRESSOR, { format: "clap" }),
  plugin("DVerb", "Dune", REVERB),
  plugin("EVerb", "Echo", REVERB),
];

async function store(
  catalog: Catalog,
  plugins: readonly Plugin[],
  at = "2026-01-01T00:00:00.000Z",
): Promise<void> {
  const journal = await beginScan(catalog, { now: () => new Date(at) });
  for (const one of plugins) {
    const name = `${one.name}-${one.format}-${at}`;
    await commitModule(journal, moduleWith(name, [one], { format: one.format }));
  }
  await journal.end({ isComplete: true, interruptedBy: null });
}

function rowOf({ db }: Catalog, id: string): number {
  return Number(db.prepare("select id from plugins where plugin_id = ?").get(id)!["id"]);
}

function similar(catalog: Catalog, id: string, changes: Partial<SimilarOptions> = {}): string[] {
  const { db } = catalog;
  const { rows } = findSimilar(db, rowOf(catalog, id), { isOtherVendors: false, isSplit: false, ...changes });
  return rows.map(({ rowId }) =>
    String(db.prepare("select plugin_id from plugins where id = ?").get(rowId)!["plugin_id"])
  );
}

async function filled(): Promise<Catalog> {
  const catalog = await memoryCatalog();
  await store(catalog, PLUGINS);
  await updateLikeness(catalog);
  return catalog;
}

Deno.test("findSimilar() gives siblings first, then the nearest in the same format", async () => {
  using catalog = await filled();
  assert.deepEqual(similar(catalog, "vst3:AComp").slice(0, 3), ["clap:AComp", "vst3:BComp", "vst3:CComp"]);
  assert.deepEqual(similar(catalog, "clap:BComp").slice(0, 2), ["vst3:BComp", "vst3:AComp"]);
  assert.equal(similar(catalog, "vst3:DVerb")[0], "vst3:EVerb");
});

Deno.test("findSimilar() keeps to other vendors, formats and a limit", async () => {
  using catalog = await filled();
  assert.equal(similar(catalog, "vst3:AComp", { isOtherVendors: true })[0], "vst3:BComp");
  assert.deepEqual(similar(catalog, "vst3:AComp", { formats: ["clap"] }), ["clap:AComp", "clap:BComp"]);
  assert.deepEqual(similar(catalog, "vst3:AComp", { limit: 2 }), ["clap:AComp", "vst3:BComp"]);
  assert.deepEqual(similar(catalog, "vst3:AComp", { limit: 0 }), []);
  assert.deepEqual(
    new Set(similar(catalog, "vst3:AComp", { isSplit: true }).slice(1, 3)),
    new Set(["vst3:BComp", "clap:BComp"]),
  );
});

Deno.test("an index that grew with its plugins is the one that is made at once", async () => {
  using catalog = await memoryCatalog();
  for (const [day, plugins] of [PLUGINS.slice(0, 3), PLUGINS.slice(2, 5), PLUGINS.slice(4)].entries()) {
    await store(catalog, plugins, `2026-01-0${day + 1}T00:00:00.000Z`);
    await updateLikeness(catalog);
  }
  const changed = plugin("CComp", "Acme", REVERB, { version: "99" });
  await store(catalog, [changed], "2026-01-05T00:00:00.000Z");
  catalog.db.exec("delete from plugins where plugin_id = 'vst3:EVerb'");
  assert.ok(await catalog.read(isLikenessStale));
  await updateLikeness(catalog);
  assert.ok(!await catalog.read(isLikenessStale));
  assert.equal(similar(catalog, "vst3:DVerb")[0], "vst3:CComp");
  const grown = dump(catalog);
  await catalog.write(emptyLikeness);
  await updateLikeness(catalog);
  assert.deepEqual(grown, dump(catalog));
});

/** The index; the places in a posting may be in any order. */
function dump({ db }: Catalog): unknown {
  const postings = db.prepare("select id, plugin_count, plugins from likeness_postings order by id").all()
    .map(({ id, plugin_count, plugins }) => [id, plugin_count, [...plugins as Uint8Array].sort()]);
  return [db.prepare("select * from likeness_entries order by id").all(), postings];
}

Deno.test("an unchanged scan and other changes leave the index up to date", async () => {
  using catalog = await filled();
  catalog.db.exec("update plugins set scanned_at = '2027-01-01T00:00:00.000Z', missing_at = null");
  assert.ok(!await catalog.read(isLikenessStale));
  catalog.db.exec("update plugins set category = 'gate' where plugin_id = 'vst3:CComp'");
  assert.ok(await catalog.read(isLikenessStale));
});

Deno.test("a plugin whose features alone have changed is read again", async () => {
  using catalog = await memoryCatalog();
  const features = ["audio-effect", "compressor", "limiter"];
  await store(catalog, [plugin("AComp", "Acme", COMPRESSOR, { features }), ...PLUGINS.slice(2)]);
  await updateLikeness(catalog);
  const before = dump(catalog);
  const rowId = rowOf(catalog, "vst3:AComp");
  const [change] = await catalog.write((db) =>
    categorizePlugins(db, [rowId], "compressor", new CurationWriter(db, new Date("2026-01-02")))
  );
  assert.equal(change!.before, change!.after);
  assert.ok(await catalog.read(isLikenessStale));
  await updateLikeness(catalog);
  assert.notDeepEqual(dump(catalog), before);
  await catalog.write((db) =>
    categorizePlugins(db, [rowId], "compressor", new CurationWriter(db, new Date("2026-01-03")))
  );
  assert.ok(!await catalog.read(isLikenessStale), "the same choice again changes nothing");
});

Deno.test("a scan pays nothing for an index that nobody has asked for", async () => {
  using catalog = await memoryCatalog();
  await store(catalog, PLUGINS);
  await store(catalog, PLUGINS.map((one) => ({ ...one, version: "9" })), "2026-01-02T00:00:00.000Z");
  for (const table of ["entries", "postings", "changes"]) {
    assert.equal(await countRows(catalog, `likeness_${table}`), 0, table);
  }
});

Deno.test("an interrupted update goes on where it ended", async () => {
  using catalog = await memoryCatalog();
  fillCatalog(catalog, 2500);
  const { write } = catalog;
  let transactions = 0;
  catalog.write = async (work) => {
    if (++transactions === 3) throw new Error("interrupted");
    return await write.call(catalog, work) as never;
  };
  await assert.rejects(updateLikeness(catalog), /interrupted/);
  assert.equal(await countRows(catalog, "likeness_entries"), 2000);
  catalog.write = write;
  await updateLikeness(catalog);
  const resumed = dump(catalog);
  await catalog.write(emptyLikeness);
  await updateLikeness(catalog);
  assert.deepEqual(resumed, dump(catalog));
});

Deno.test("a missing plugin is not similar to anything, and a plugin without parameters has an answer", async () => {
  using catalog = await memoryCatalog();
  await store(catalog, [...PLUGINS, plugin("None", "Nil", [], { buses: [] })]);
  catalog.db.exec("update plugins set missing_at = '2026-02-01' where plugin_id = 'vst3:BComp'");
  await updateLikeness(catalog);
  assert.ok(!similar(catalog, "vst3:AComp").includes("vst3:BComp"));
  assert.ok(similar(catalog, "vst3:None").length > 0);
});

Deno.test("clearCatalog() empties the index as well", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await openCatalog(folder.join("catalog.db"));
  await store(catalog, PLUGINS);
  await updateLikeness(catalog);
  await clearCatalog(catalog, { withCuration: false });
  for (const table of ["entries", "postings", "changes"]) {
    assert.equal(await countRows(catalog, `likeness_${table}`), 0, table);
  }
});

Deno.test("readSimilarPage() stores the index, or makes it in memory where it may not write", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  using catalog = await openCatalog(path);
  await store(catalog, PLUGINS);
  const rowId = rowOf(catalog, "vst3:AComp");
  const options = { isOtherVendors: false, isSplit: false };
  using reading = await openForReading(path, { busyTimeoutMs: 50 });
  // Another writer that never ends is all that keeps the administrator from writing.
  catalog.db.exec("begin immediate");
  const inMemory = await readSimilarPage(reading, rowId, options, { busyTimeoutMs: 50 });
  catalog.db.exec("rollback");
  assert.equal(await countRows(catalog, "likeness_entries"), 0);
  const stored = await readSimilarPage(reading, rowId, options);
  assert.equal(await countRows(catalog, "likeness_entries"), PLUGINS.length);
  assert.deepEqual(inMemory, stored);
  assert.equal(stored.plugin.id, "vst3:AComp");
});
