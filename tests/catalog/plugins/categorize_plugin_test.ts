import assert from "node:assert/strict";
import { clearCatalog } from "../../../src/catalog/maintenance/clear.ts";
import { MIGRATIONS } from "../../../src/catalog/migrations.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { CurationWriter } from "../../../src/catalog/curation/registers.ts";
import { findChosenCategory } from "../../../src/catalog/curation/chosen_category.ts";
import { moveCuration } from "../../../src/catalog/curation/move_curation.ts";
import { categorizePlugins, previewCategory } from "../../../src/catalog/plugins/categorize_plugin.ts";
import { findCategoriesAgain } from "../../../src/catalog/plugins/find_categories.ts";
import { checkCatalog } from "../../../src/catalog/maintenance/check.ts";
import { repairCatalog } from "../../../src/catalog/maintenance/repair.ts";
import { readPlugin } from "../../../src/catalog/plugins/read_plugin.ts";
import { listRowIds } from "../../../src/catalog/search/list_plugins.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import type { DescribedPlugin, Plugin } from "../../../src/model/plugin.ts";
import { buildPlugin } from "../../../src/scan/result/build_plugin.ts";
import { parseSearch } from "../../../src/model/search/parse_search.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { allCuration, curate } from "../support/curate.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith } from "../support/test_catalog.ts";

const AT = "2026-02-01T00:00:00.000Z";

/** A plugin with a wrong category. */
function wrongPlugin(changes: Partial<Plugin> = {}): Plugin {
  return samplePlugin({
    name: "Wrong",
    category: "compressor",
    categories: [{ category: "compressor", source: "own", confidence: 1, reason: "Fx|Compressor" }],
    features: ["audio-effect", "compressor", "mono"],
    rawCategories: ["Fx", "Compressor"],
    ...changes,
  });
}

async function store(catalog: Catalog, plugin: Plugin, fingerprint = "one"): Promise<Plugin> {
  const module = moduleWith("Wrong", [plugin], { fingerprint });
  return (await commitModule(await beginScan(catalog), module)).plugins[0]!;
}

/** Ids of the plugins that a query finds. */
async function found(catalog: Catalog, query: string): Promise<string[]> {
  const rows = await listRowIds(catalog, [parseSearch(query, new Date()).node]);
  return rows.map((row) => readPlugin(catalog.db, row).id);
}

function rowOf(catalog: Catalog, id = "vst3:Wrong"): number {
  return Number(catalog.db.prepare("select id from plugins where plugin_id = ?").get(id)!["id"]);
}

async function categorize(catalog: Catalog, category?: string) {
  return await catalog.write((db) =>
    categorizePlugins(db, [rowOf(catalog)], category, new CurationWriter(db, new Date(AT)))
  );
}

/** What documents, lists and search say of the plugin. */
async function kindsOf(catalog: Catalog) {
  const { category, categories } = readPlugin(catalog.db, rowOf(catalog));
  return {
    category,
    source: categories?.[0]?.source,
    isCompressor: (await found(catalog, "category:compressor")).length > 0,
    isEqualizer: (await found(catalog, "category:equalizer")).length > 0,
    byWord: [...await found(catalog, "compressor"), ...await found(catalog, "eq")].length,
  };
}

const CORRECTED = {
  category: "equalizer",
  source: "user",
  isCompressor: false,
  isEqualizer: true,
  byWord: 1,
};
const DECLARED = { category: "compressor", source: "own", isCompressor: true, isEqualizer: false, byWord: 1 };

Deno.test("categorizePlugins() goes before what the plugin declares, and can be taken back", async () => {
  using catalog = await memoryCatalog();
  await store(catalog, wrongPlugin());
  assert.deepEqual(await kindsOf(catalog), DECLARED);
  const preview = previewCategory(catalog.db, rowOf(catalog), "equalizer");
  assert.deepEqual(await kindsOf(catalog), DECLARED);
  assert.deepEqual(await categorize(catalog, "equalizer"), [preview]);
  assert.deepEqual(preview, { id: "vst3:Wrong", name: "Wrong", before: "compressor", after: "equalizer" });
  assert.deepEqual(await kindsOf(catalog), CORRECTED);
  assert.deepEqual((await categorize(catalog)).map(({ after }) => after), ["compressor"]);
  assert.deepEqual(await kindsOf(catalog), DECLARED);
});

Deno.test("a chosen category survives scans, the removal of the plugin and its return", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await openCatalog(folder.join("catalog.db"));
  await store(catalog, wrongPlugin());
  await categorize(catalog, "equalizer");
  const rescanned = await store(catalog, wrongPlugin({ version: "2.0" }), "two");
  assert.equal(rescanned.category, "equalizer");
  assert.deepEqual(await kindsOf(catalog), CORRECTED);
  await clearCatalog(catalog, { withCuration: false });
  const returned = await store(catalog, wrongPlugin());
  assert.equal(returned.category, "equalizer");
  assert.equal(returned.categories?.[0]?.source, "user");
  assert.deepEqual(await kindsOf(catalog), CORRECTED);
  await clearCatalog(catalog, { withCuration: true });
  await store(catalog, wrongPlugin());
  assert.deepEqual(await kindsOf(catalog), DECLARED);
});

Deno.test("a chosen category survives a repair", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  {
    using catalog = await openCatalog(path);
    await store(catalog, wrongPlugin());
    await categorize(catalog, "equalizer");
    catalog.db.exec("update plugins set category_rules = 0; delete from plugins_fts where rowid = 1");
    catalog.db.exec("pragma wal_checkpoint(truncate)");
  }
  assert.ok(await repairCatalog(path) !== undefined);
  using catalog = await openCatalog(path);
  assert.deepEqual(await kindsOf(catalog), CORRECTED);
  assert.deepEqual(await checkCatalog(catalog), []);
});

Deno.test("moveCuration() keeps a chosen category, of two the newer one", async () => {
  using catalog = await memoryCatalog();
  const chosen = (id: string) => findChosenCategory(catalog.db, id);
  await catalog.write((db) => {
    curate(db, "vst3/Old", "category", "reverb");
    moveCuration(db, "vst3/Old", "vst3:A");
    curate(db, "vst3/Old", "category", "delay", { updatedAt: "2026-01-02T00:00:00.000Z" });
    curate(db, "vst3:B", "category", "chorus");
    moveCuration(db, "vst3/Old", "vst3:B");
  });
  assert.deepEqual([chosen("vst3:A"), chosen("vst3:B"), chosen("vst3/Old")], ["reverb", "delay", undefined]);
});

/** Makes the catalog look as if earlier rules had found its categories. */
function makeStale(catalog: Catalog): void {
  catalog.db.exec(
    `update plugins set category_rules = 0;
     update descriptions set
       summary = json_set(summary, '$.category', 'delay', '$.categories', json('[]'));
     update plugins set category = 'delay';
     update settings set value = '0' where name = 'category-rules';`,
  );
}

Deno.test("openCatalog() finds all categories again when the rules are new, without a scan", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  {
    using catalog = await openCatalog(path);
    await store(catalog, wrongPlugin());
    makeStale(catalog);
  }
  using catalog = await openCatalog(path);
  assert.deepEqual(await kindsOf(catalog), DECLARED);
  assert.equal(await catalog.write(findCategoriesAgain), 0);
});

Deno.test("new rules leave a chosen category alone", async () => {
  using catalog = await memoryCatalog();
  await store(catalog, wrongPlugin());
  await categorize(catalog, "equalizer");
  makeStale(catalog);
  assert.equal(await catalog.write(findCategoriesAgain), 1);
  assert.deepEqual(await kindsOf(catalog), CORRECTED);
  await categorize(catalog);
  assert.deepEqual(await kindsOf(catalog), DECLARED);
});

Deno.test("a further category finds a plugin as well", async () => {
  using catalog = await memoryCatalog();
  const categories = ["reverb", "gate"].map((category) => ({
    category,
    source: "name" as const,
    confidence: 0.9,
    reason: category,
  }));
  await store(catalog, wrongPlugin({ category: "reverb", categories, features: [], rawCategories: [] }));
  assert.deepEqual(await found(catalog, "category:gate"), ["vst3:Wrong"]);
  assert.deepEqual(await found(catalog, "category:reverb"), ["vst3:Wrong"]);
  assert.deepEqual(await found(catalog, "category:delay"), []);
});

Deno.test("a scan after new rules sees that nothing has changed", async () => {
  using catalog = await memoryCatalog();
  const described: DescribedPlugin = {
    nativeId: "Limiter",
    name: "Limiter",
    rawCategories: ["Fx", "Dynamics"],
    buses: [],
    parameters: [],
    programs: [],
    hasEditor: true,
  };
  const found = { location: "/plugins/Wrong.vst3", format: "vst3" as const, files: [], architectures: [] };
  const scanned = () => buildPlugin({ found, modifiedAt: AT, scannedAt: AT }, described).plugin;
  await store(catalog, scanned());
  const summary = () => catalog.db.prepare("select summary from descriptions").get()!["summary"];
  const before = summary();
  catalog.db.exec(
    `update plugins set category_rules = 0;
     update descriptions set summary = json_remove(json_set(summary, '$.category', 'dynamics'), '$.categories')`,
  );
  await catalog.write(findCategoriesAgain);
  assert.equal(summary(), before);
});

Deno.test("repairCatalog() keeps what the user has noted in a catalog from before categories", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  {
    using catalog = await openCatalog(path, { migrations: MIGRATIONS.slice(0, 8) });
    catalog.db.exec(
      `insert into curations (uuid, plugin_id, note, updated_at) values ('u', 'vst3:Wrong', 'mine', '${AT}');
       insert into plugins (plugin_id, format, native_id, name, category, is_instrument, outcome,
                            shown_description_id, added_at, updated_at, scanned_at)
         values ('vst3:Wrong', 'vst3', 'Wrong', 'Wrong', 'delay', 0, 'scanned', 1, '${AT}', '${AT}', '${AT}');
       insert into descriptions (plugin_row_id, content_hash, describer, summary, document)
         values (1, 'x', 1, '{"name":"Wrong","category":"delay","rawCategories":[]}', x'00');
       pragma wal_checkpoint(truncate)`,
    );
  }
  const report = await repairCatalog(path);
  const kept = (table: string) => report?.tables.find((one) => one.table === table)?.kept;
  assert.deepEqual([kept("curations"), kept("plugins")], [1, 1]);
  using catalog = await openCatalog(path);
  assert.deepEqual(allCuration(catalog.db), [["vst3:Wrong", "note", "mine"]]);
});
