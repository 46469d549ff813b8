import assert from "node:assert/strict";
import * as v from "valibot";
import {
  cacheRepairDocumentSchema,
  cacheStatsDocumentSchema,
} from "../../../src/model/documents/cache_documents.ts";
import {
  vendorsDocumentSchema,
  vendorsMergeDocumentSchema,
  vendorsResetDocumentSchema,
} from "../../../src/model/documents/alike/vendor_documents.ts";
import { errorDocumentSchema } from "../../../src/model/documents/error_document.ts";
import { listCountsDocumentSchema } from "../../../src/model/documents/list_counts_document.ts";
import { listDocumentSchema } from "../../../src/model/documents/list_document.ts";
import { searchDocumentSchema } from "../../../src/model/documents/search_document.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

const VENDORS = [
  "FabFilter",
  "FabFilter",
  "Fabfilter Inc.",
  "FABFILTER GmbH",
  "fab filter",
  "FabFilter <info@fabfilter.com>",
  "Waves",
  "Waves Audio",
];

/** A home with a plugin for each vendor, called P0, P1 and so on. */
async function makeSandbox(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  await storedCatalog(sandbox.catalog, VENDORS.map((vendor, index) => ({ name: `P${index}`, vendor })));
  return sandbox;
}

async function json<T extends v.GenericSchema>(
  sandbox: Sandbox,
  schema: T,
  ...args: string[]
): Promise<v.InferOutput<T>> {
  const { code, stdout, stderr } = await sandbox.run([...args, "--json"]);
  assert.equal(code, 0, stderr);
  return v.parse(schema, JSON.parse(stdout));
}

async function vendors(sandbox: Sandbox) {
  return (await json(sandbox, vendorsDocumentSchema, "vendors", "list", "--sort", "name")).vendors;
}

Deno.test("pluginary vendors --json lists one vendor for all ways to write it", async () => {
  await using sandbox = await makeSandbox();
  const { total, vendors } = await json(sandbox, vendorsDocumentSchema, "vendors");
  assert.equal(total, 3);
  assert.deepEqual(vendors[0], {
    vendor: "FabFilter",
    names: ["fab filter", "FABFILTER GmbH", "Fabfilter Inc.", "FabFilter <info@fabfilter.com>"],
    plugins: 6,
  });
  const page = await json(
    sandbox,
    vendorsDocumentSchema,
    ...["vendors", "list", "--sort", "name", "--reverse", "--limit", "1", "--offset", "1"],
  );
  assert.deepEqual([page.total, page.offset, page.limit, page.vendors[0]?.vendor], [3, 1, 1, "Waves"]);
});

Deno.test("pluginary vendors has every form of output", async () => {
  await using sandbox = await makeSandbox();
  const run = async (...args: string[]) => (await sandbox.run(["vendors", ...args])).stdout;
  assert.match(await run(), /^VENDOR +PLUGINS +OTHER NAMES\nFabFilter +6 +fab filter, /);
  assert.match(await run("--csv"), /^vendor,plugins,names\r?\nFabFilter,6,/);
  assert.match(await run("--ndjson"), /\n\{"event":"vendor","vendor":\{"vendor":"FabFilter"/);
  assert.match(await run("--yaml"), /vendor: "FabFilter"\n/);
  assert.match(await run("--columns", "plugins,vendor"), /^PLUGINS +VENDOR\n +6 +FabFilter/);
  await using empty = await Sandbox.make();
  const { code, stdout, stderr } = await empty.run(["vendors"]);
  assert.deepEqual([code, stdout], [0, ""]);
  assert.match(stderr, /no vendors yet; run "pluginary scan"/);
});

Deno.test("counts, statistics, lists and search use the merged vendor, and the plugin's text stays", async () => {
  await using sandbox = await makeSandbox();
  await json(
    sandbox,
    vendorsMergeDocumentSchema,
    "vendors",
    "merge",
    "Waves Audio",
    "Waves",
    "--into",
    "Waves",
  );
  const { counts } = await json(sandbox, listCountsDocumentSchema, "list", "--count-by", "vendor");
  assert.deepEqual(counts, [{ value: "FabFilter", count: 6 }, { value: "Waves", count: 2 }]);
  const stats = await json(sandbox, cacheStatsDocumentSchema, "catalog", "stats");
  assert.deepEqual(stats.vendors, [{ vendor: "FabFilter", plugins: 6 }, { vendor: "Waves", plugins: 2 }]);
  const { plugins } = await json(sandbox, listDocumentSchema, "list");
  // By vendor, then by name: all ways to write a vendor together.
  assert.deepEqual(plugins.map(({ name }) => name), ["P0", "P1", "P2", "P3", "P4", "P5", "P6", "P7"]);
  assert.deepEqual(
    plugins.map(({ vendor, vendorGroup }) => [vendor, vendorGroup]),
    VENDORS.map((vendor, index) => {
      const group = index < 6 ? "FabFilter" : "Waves";
      return [vendor, group === vendor ? undefined : group];
    }),
  );
  const waves = await json(sandbox, listDocumentSchema, "list", "--vendor", "waves audio");
  assert.equal(waves.total, 2);
  const others = await json(sandbox, searchDocumentSchema, "search", "delay -vendor:FabFilter");
  assert.deepEqual(others.plugins.map(({ name }) => name).sort(), ["P6", "P7"]);
});

Deno.test("a vendor's name finds all of its plugins and no others, other text what contains it", async () => {
  await using sandbox = await makeSandbox();
  const counts = [["FabFilter GmbH", 6], ["fabfilter", 6], ["FAB FILTER", 6], ["Waves", 1], ["wave", 2], [
    "audio",
    1,
  ]] as const;
  for (const [name, count] of counts) {
    const listed = await json(sandbox, listDocumentSchema, "list", "--vendor", name);
    const found = await json(sandbox, searchDocumentSchema, "search", `vendor:"${name}"`);
    const option = await json(sandbox, searchDocumentSchema, "search", "--vendor", name, "P");
    // A phrase has whole words.
    const isPhraseEmpty = name === "wave";
    assert.deepEqual(
      [listed.total, found.total, option.total],
      [count, isPhraseEmpty ? 0 : count, count],
      name,
    );
  }
  const others = await json(sandbox, searchDocumentSchema, "search", 'P -vendor:"FabFilter GmbH"');
  assert.equal(others.total, 2);
  await sandbox.run(["vendors", "merge", "Waves", "FabFilter"]);
  assert.equal((await json(sandbox, listDocumentSchema, "list", "--vendor", "Fabfilter Inc")).total, 7);
});

Deno.test("pluginary vendors merge says which vendor it adds to, and its CSV has a row for each", async () => {
  await using sandbox = await makeSandbox();
  const merge = async (...args: string[]) => {
    const { code, stdout, stderr } = await sandbox.run(["vendors", "merge", ...args, "--dry-run"]);
    assert.equal(code, 0, stderr);
    return stdout.replaceAll("\r", "").split("\n");
  };
  const [added] = await merge("Waves", "Waves Audio", "--into", "Fabfilter");
  assert.equal(added, 'Would merge "Waves" and "Waves Audio" into "Fabfilter", which has 6 plugins');
  const [renamed] = await merge("Waves", "Waves Audio", "--into", "WavesAudio Ltd.");
  assert.equal(renamed, 'Would merge "Waves" and "Waves Audio" into "WavesAudio Ltd."');
  const [first] = await merge("Waves", "Waves Audio");
  assert.equal(first, 'Would merge "Waves" and "Waves Audio" into "Waves"');
  assert.deepEqual(await merge("Waves", "Waves Audio", "--csv"), [
    "when,vendor,plugins,names",
    "before,Waves,1,",
    "before,Waves Audio,1,",
    "after,Waves,2,Waves Audio",
    "",
  ]);
});

Deno.test("a vendor of blanks alone does not count", async () => {
  await using sandbox = await Sandbox.make();
  await storedCatalog(sandbox.catalog, [{ name: "A", vendor: "   " }, { name: "B", vendor: "Bell" }]);
  assert.deepEqual((await vendors(sandbox)).map(({ vendor }) => vendor), ["Bell"]);
  const { code, stderr } = await sandbox.run(["list", "--count-by", "vendor", "--csv"]);
  assert.deepEqual([code, stderr], [0, ""]);
});

Deno.test("what the user decided about vendors survives clear, export and import", async () => {
  await using sandbox = await makeSandbox();
  for (
    const args of [
      ["merge", "Waves", "Waves Audio"],
      ["split", "FABFILTER GmbH"],
    ]
  ) assert.equal((await sandbox.run(["vendors", ...args])).code, 0);
  const decided = await vendors(sandbox);
  assert.deepEqual(decided.map(({ vendor, plugins }) => [vendor, plugins]), [
    ["FabFilter", 5],
    ["FABFILTER GmbH", 1],
    ["Waves", 2],
  ]);
  assert.equal((await sandbox.run(["export", "--json", "--output", "export.json"])).code, 0);

  await using other = await makeSandbox();
  assert.equal((await other.run(["import", sandbox.join("export.json")])).code, 0);
  assert.deepEqual(await vendors(other), decided);
  for (const name of ["waves", "waves audio"]) {
    assert.equal((await json(other, listDocumentSchema, "list", "--vendor", name)).total, 2, name);
  }

  assert.equal((await sandbox.run(["catalog", "clear", "--yes"])).code, 0);
  assert.deepEqual(await vendors(sandbox), []);
  await storedCatalog(sandbox.catalog, VENDORS.map((vendor, index) => ({ name: `P${index}`, vendor })));
  assert.deepEqual(await vendors(sandbox), decided);
  assert.equal((await sandbox.run(["catalog", "prune"])).code, 0);
  assert.deepEqual(await vendors(sandbox), decided);
  assert.equal((await sandbox.run(["catalog", "clear", "--all", "--yes"])).code, 0);
  await storedCatalog(sandbox.catalog, [{ name: "P", vendor: "Waves" }]);
  assert.deepEqual((await vendors(sandbox)).map(({ vendor }) => vendor), ["Waves"]);
});

Deno.test("pluginary vendors reset undoes a merge, here and where it was imported", async () => {
  await using sandbox = await makeSandbox();
  await using other = await makeSandbox();
  const apart = await vendors(sandbox);
  const carry = async (name: string) => {
    const exported = await sandbox.run(["export", "--json", "--output", name]);
    assert.equal(exported.code, 0, exported.stderr);
    assert.equal((await other.run(["import", sandbox.join(name)])).code, 0);
  };
  assert.equal((await sandbox.run(["vendors", "merge", "Waves", "FabFilter", "--into", "Both"])).code, 0);
  await carry("merged.json");
  assert.equal((await vendors(other)).length, 2);
  const dry = await sandbox.run(["vendors", "reset", "both", "--dry-run"]);
  assert.match(dry.stdout, /^Would reset "Both"\n {2}FabFilter: 6 plugins/);
  const { isDryRun, before, after } = await json(
    sandbox,
    vendorsResetDocumentSchema,
    ...["vendors", "reset", "waves"],
  );
  assert.deepEqual([isDryRun, before.length, after.length], [false, 1, 2]);
  assert.deepEqual(await vendors(sandbox), apart);
  await carry("reset.json");
  assert.deepEqual(await vendors(other), apart);
  const again = await sandbox.run(["vendors", "reset", "Waves"]);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /Cannot reset "Waves": you have not merged, split or renamed it/);
});

Deno.test("what the user decided about vendors survives repair", async () => {
  await using sandbox = await makeSandbox();
  assert.equal((await sandbox.run(["vendors", "merge", "Waves", "Waves Audio"])).code, 0);
  {
    using catalog = await openCatalog(sandbox.catalog);
    // An index that contradicts the tables is a finding of the check.
    catalog.db.exec("delete from search_entries");
  }
  const { damaged } = await json(sandbox, cacheRepairDocumentSchema, "catalog", "repair");
  assert.ok(damaged !== undefined);
  const { vendors } = await json(sandbox, vendorsDocumentSchema, "vendors");
  assert.deepEqual(vendors.map(({ vendor, plugins }) => [vendor, plugins]), [["FabFilter", 6], ["Waves", 2]]);
});

Deno.test("pluginary vendors merge refuses a vendor twice, an unknown one and an empty name", async () => {
  await using sandbox = await makeSandbox();
  const error = async (...args: string[]) => {
    const { code, stdout, stderr } = await sandbox.run(["vendors", ...args, "--json"]);
    assert.doesNotMatch(stderr, /internal error/);
    const { error } = v.parse(errorDocumentSchema, JSON.parse(stdout));
    return [code, error.code, error.message, error.hint];
  };
  assert.deepEqual((await error("merge", "Waves", "Waves")).slice(0, 3), [
    2,
    "usage",
    'Cannot merge "Waves" with itself',
  ]);
  assert.deepEqual(await error("merge", "Wavs", "FabFilter"), [
    1,
    "vendor-not-found",
    'Cannot find the vendor "Wavs" in the catalog',
    'Did you mean "Waves"?',
  ]);
  assert.equal((await error("rename", "Waves", " "))[0], 2);
  assert.equal((await error("merge", "Waves"))[0], 2);
});
