import assert from "node:assert/strict";
import fc from "fast-check";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { searchPlugins } from "../../../src/catalog/search/search_plugins.ts";
import {
  mergeVendors,
  renameVendor,
  resetVendors,
  splitVendor,
} from "../../../src/catalog/vendors/change_vendors.ts";
import { listVendors } from "../../../src/catalog/vendors/list_vendors.ts";
import { PluginaryError } from "../../../src/model/pluginary_error.ts";
import { parseSearch } from "../../../src/model/search/parse_search.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith } from "../support/test_catalog.ts";

const OPTIONS = { at: "2026-02-01T00:00:00.000Z", isDryRun: false };

/** A catalog with a plugin for each of these vendors, called P0, P1 and so on. */
async function catalogOf(vendors: readonly string[]): Promise<Catalog> {
  const catalog = await memoryCatalog();
  await scan(catalog, vendors);
  return catalog;
}

async function scan(catalog: Catalog, vendors: readonly string[], prefix = "P"): Promise<void> {
  const journal = await beginScan(catalog);
  const plugins = vendors.map((vendor, index) => samplePlugin({ name: `${prefix}${index}`, vendor }));
  await commitModule(journal, moduleWith(`all ${prefix}`, plugins));
  await journal.end({ isComplete: true, interruptedBy: null });
}

/** The vendors with all ways to write them, by name. */
function vendorsOf({ db }: Catalog): Record<string, string[]> {
  const vendors = listVendors(db, { order: "name", isReversed: false });
  return Object.fromEntries(vendors.map(({ vendor, names }) => [vendor, [...names].sort()]));
}

/** Names of the plugins that a search finds, from its own text to the index. */
function found({ db }: Catalog, text: string): string[] {
  const { node } = parseSearch(text, new Date());
  const { hits } = searchPlugins(db, {
    query: node,
    isReversed: false,
    offset: 0,
    isSplit: true,
    isNamesOnly: true,
  });
  const nameOf = db.prepare("select name from plugins where id = ?");
  return hits.map(({ rowId }) => String(nameOf.get(rowId)!["name"])).sort();
}

const ERROR = (code: string, message: RegExp) => (error: unknown) =>
  error instanceof PluginaryError && error.code === code && message.test(error.message);

Deno.test("mergeVendors() makes one vendor of two, which lists and search know by all names", async () => {
  using catalog = await catalogOf(["Waves", "Waves Audio Ltd.", "Waves Audio", "Other"]);
  const { db } = catalog;
  assert.deepEqual(vendorsOf(catalog), {
    "Other": [],
    "Waves": [],
    "Waves Audio": ["Waves Audio Ltd."],
  });
  const { before, after } = mergeVendors(db, ["Waves", "waves audio"], undefined, OPTIONS);
  assert.deepEqual(before.map(({ vendor }) => vendor), ["Waves", "Waves Audio"]);
  assert.deepEqual(after, [
    { vendor: "Waves", names: ["Waves Audio", "Waves Audio Ltd."], plugins: 3 },
  ]);
  for (const name of ["waves", "'waves audio'", "wavesaudio"]) {
    assert.deepEqual(found(catalog, `vendor:${name.replaceAll("'", '"')}`), ["P0", "P1", "P2"], name);
    assert.deepEqual(found(catalog, `-vendor:${name.replaceAll("'", '"')}`), ["P3"], name);
  }
  // The plugin's own text stays.
  const own = db.prepare("select vendor from plugins order by name").all().map(({ vendor }) => vendor);
  assert.deepEqual(own, ["Waves", "Waves Audio Ltd.", "Waves Audio", "Other"]);
});

Deno.test("mergeVendors() applies to plugins that are found later, and to merged vendors", async () => {
  using catalog = await catalogOf(["Alpha", "Beta", "Gamma"]);
  mergeVendors(catalog.db, ["Alpha", "Beta"], undefined, OPTIONS);
  mergeVendors(catalog.db, ["Gamma", "beta"], "New Name", OPTIONS);
  assert.deepEqual(vendorsOf(catalog), { "New Name": ["Alpha", "Beta", "Gamma"] });
  await scan(catalog, ["BETA GmbH", "Delta", "New name", "Alpha"], "Q");
  const vendors = vendorsOf(catalog);
  assert.deepEqual(Object.keys(vendors), ["Delta", "New Name"]);
  assert.ok(vendors["New Name"]!.includes("BETA GmbH"));
  assert.deepEqual(found(catalog, "vendor:alpha"), found(catalog, "vendor:gamma"));
});

Deno.test("splitVendor() undoes each kind of merge", async () => {
  using catalog = await catalogOf(["Alpha", "Beta", "Gamma", "Fab Filter", "Fab Filter", "FabFilter Inc."]);
  const { db } = catalog;
  const apart = vendorsOf(catalog);
  mergeVendors(db, ["Alpha", "Beta", "Gamma"], undefined, OPTIONS);
  splitVendor(db, "Beta", OPTIONS);
  assert.deepEqual(vendorsOf(catalog)["Alpha"], ["Gamma"]);
  assert.deepEqual(found(catalog, "vendor:gamma"), ["P0", "P2"]);
  assert.deepEqual(found(catalog, "vendor:beta"), ["P1"]);
  // The name into which the other one was merged.
  splitVendor(db, "Alpha", OPTIONS);
  assert.deepEqual(vendorsOf(catalog), apart);
  mergeVendors(db, ["Alpha", "Beta"], "Both", OPTIONS);
  splitVendor(db, "Both", OPTIONS);
  assert.deepEqual(vendorsOf(catalog), apart);
  splitVendor(db, "FabFilter Inc.", OPTIONS);
  assert.deepEqual([vendorsOf(catalog)["Fab Filter"], vendorsOf(catalog)["FabFilter Inc."]], [[], []]);
  mergeVendors(db, ["FabFilter Inc.", "Fab Filter"], "Fab Filter", OPTIONS);
  assert.deepEqual(vendorsOf(catalog), apart);
});

Deno.test("resetVendors() undoes merges, splits and names, whatever was done after them", async () => {
  using catalog = await catalogOf([
    "Alpha",
    "Beta",
    "Gamma",
    "Fab Filter",
    "FabFilter Inc.",
    "株式会社ヤマハ",
  ]);
  const { db } = catalog;
  const apart = vendorsOf(catalog);
  const indexed = () => db.prepare("select * from search_entries order by id").all();
  const before = indexed();
  mergeVendors(db, ["Alpha", "Beta"], "Both", OPTIONS);
  mergeVendors(db, ["Both", "Gamma"], undefined, OPTIONS);
  renameVendor(db, "Both", "All", OPTIONS);
  splitVendor(db, "Gamma", OPTIONS);
  splitVendor(db, "FabFilter Inc.", OPTIONS);
  renameVendor(db, "ヤマハ", "Yamaha", OPTIONS);
  const changed = vendorsOf(catalog);
  resetVendors(db, ["beta"], { ...OPTIONS, isDryRun: true });
  assert.deepEqual(vendorsOf(catalog), changed);
  const { before: concerned, after } = resetVendors(db, ["beta"], OPTIONS);
  assert.deepEqual(concerned.map(({ vendor }) => vendor), ["All"]);
  assert.deepEqual(after.map(({ vendor }) => vendor), ["Alpha", "Beta"]);
  resetVendors(db, ["Fab Filter", "Yamaha"], OPTIONS);
  assert.deepEqual(vendorsOf(catalog), apart);
  assert.deepEqual(indexed(), before);
  assert.throws(() => resetVendors(db, ["Alpha"], OPTIONS), ERROR("no-decision", /you have not merged/));
  assert.throws(() => resetVendors(db, ["Alpa"], OPTIONS), ERROR("vendor-not-found", /Cannot find/));
});

Deno.test("resetVendors() also undoes decisions about vendors whose plugins are gone", async () => {
  using catalog = await catalogOf(["Alpha", "Beta"]);
  mergeVendors(catalog.db, ["Alpha", "Beta"], undefined, OPTIONS);
  catalog.db.exec("delete from plugins");
  assert.deepEqual(resetVendors(catalog.db, ["Beta"], OPTIONS), { before: [], after: [] });
  await scan(catalog, ["Alpha", "Beta"], "Q");
  assert.deepEqual(Object.keys(vendorsOf(catalog)), ["Alpha", "Beta"]);
});

Deno.test("renameVendor() changes the name that is shown, and search finds the old one too", async () => {
  using catalog = await catalogOf(["LSP LV2", "LSP LADSPA", "Other"]);
  const { db } = catalog;
  renameVendor(db, "lsp", "Linux Studio Plugins", OPTIONS);
  assert.deepEqual(vendorsOf(catalog), { "Linux Studio Plugins": ["LSP LADSPA", "LSP LV2"], "Other": [] });
  for (const text of ["vendor:lsp", 'vendor:"linux studio"']) {
    assert.deepEqual(found(catalog, text), ["P0", "P1"]);
  }
  renameVendor(db, "Linux Studio Plugins", "LSP", OPTIONS);
  assert.deepEqual(Object.keys(vendorsOf(catalog)), ["LSP", "Other"]);
  assert.throws(
    () => renameVendor(db, "LSP", "other", OPTIONS),
    ERROR("usage", /another vendor has that name/),
  );
  assert.throws(() => renameVendor(db, "LSP", "LSP", OPTIONS), ERROR("usage", /already its name/));
});

Deno.test("changes of vendors refuse what they cannot do, and say what was meant", async () => {
  using catalog = await catalogOf(["FabFilter", "Fabfilter", "Alpha"]);
  const { db } = catalog;
  const merge = (...names: string[]) => () => mergeVendors(db, names, undefined, OPTIONS);
  assert.throws(merge("Alpha", "Alpha"), ERROR("usage", /Cannot merge "Alpha" with itself/));
  assert.throws(merge("FabFilter", "fab-filter"), ERROR("usage", /already one vendor/));
  assert.throws(
    merge("FabFiltr", "Alpha"),
    (error) =>
      error instanceof PluginaryError && error.code === "vendor-not-found" &&
      /"FabFilter"/.test(error.hint ?? ""),
  );
  assert.throws(() => splitVendor(db, "Alpha", OPTIONS), ERROR("usage", /only name/));
  assert.throws(() => splitVendor(db, "FABFILTER", OPTIONS), ERROR("usage", /Cannot tell/));
  using empty = await memoryCatalog();
  assert.throws(() => splitVendor(empty.db, "Alpha", OPTIONS), ERROR("vendor-not-found", /Alpha/));
});

Deno.test("a dry run tells the result and changes nothing", async () => {
  using catalog = await catalogOf(["Alpha", "Beta"]);
  const before = vendorsOf(catalog);
  const { after } = mergeVendors(catalog.db, ["Alpha", "Beta"], undefined, { ...OPTIONS, isDryRun: true });
  assert.deepEqual(after, [{ vendor: "Alpha", names: ["Beta"], plugins: 2 }]);
  assert.deepEqual(vendorsOf(catalog), before);
  assert.deepEqual(found(catalog, "vendor:beta"), ["P1"]);
});

Deno.test("any changes of vendors keep each plugin in one vendor, and search finds it by its own name", async () => {
  const names = ["Alpha", "ALPHA", "Alpha Inc.", "Beta", "beta gmbh", "ガンマ"];
  const name = fc.constantFrom(...names, "New", "Beta Ltd");
  const steps = fc.array(
    fc.oneof(
      fc.tuple(fc.constant("merge" as const), name, name, fc.option(name, { nil: undefined })),
      fc.tuple(fc.constant("split" as const), name, name, fc.constant(undefined)),
      fc.tuple(fc.constant("rename" as const), name, name, fc.constant(undefined)),
    ),
    { minLength: 1, maxLength: 6 },
  );
  using catalog = await catalogOf(names);
  const { db } = catalog;
  const apart = vendorsOf(catalog);
  fc.assert(
    fc.property(steps, (changes) => {
      db.exec("savepoint property");
      try {
        for (const [kind, first, second, into] of changes) {
          try {
            if (kind === "merge") mergeVendors(db, [first, second], into, OPTIONS);
            else if (kind === "split") splitVendor(db, first, OPTIONS);
            else renameVendor(db, first, second, OPTIONS);
          } catch (error) {
            if (!(error instanceof PluginaryError)) throw error;
          }
        }
        const vendors = listVendors(db, { order: "plugins", isReversed: false });
        assert.equal(vendors.reduce((sum, { plugins }) => sum + plugins, 0), names.length);
        assert.equal(new Set(vendors.map(({ vendor }) => vendor)).size, vendors.length);
        const stored = db.prepare(
          "select count(*) as n from plugins p join search_entries e using (id) where p.vendor_key is not e.vendor_key",
        ).get()!;
        assert.equal(stored["n"], 0);
        for (const [index, own] of names.entries()) {
          assert.ok(found(catalog, `vendor:"${own}"`).includes(`P${index}`), own);
        }
        for (const own of names) {
          try {
            resetVendors(db, [own], OPTIONS);
          } catch (error) {
            if (!(error instanceof PluginaryError && error.code === "no-decision")) throw error;
          }
        }
        assert.deepEqual(vendorsOf(catalog), apart);
      } finally {
        db.exec("rollback to property");
        db.exec("release property");
      }
    }),
    { numRuns: 60 },
  );
});
