import assert from "node:assert/strict";
import { Sandbox } from "../../support/sandbox.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

const PLUGINS = [
  { name: "One EQ", id: "vst3:1", category: "other" },
  { name: "Two EQ", id: "vst3:2", category: "other" },
  { name: "Three", vendor: "Ann", id: "clap:3", format: "clap", category: "delay" },
  { name: "Three", vendor: "Ann", id: "vst3:3", category: "delay" },
] as const;

async function makeSandbox(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  await storedCatalog(sandbox.catalog, PLUGINS);
  return sandbox;
}

Deno.test("pluginary categorize corrects plugins by name, id, standard input and query", async () => {
  await using sandbox = await makeSandbox();
  const one = await sandbox.run(["categorize", "One EQ", "clap:3", "eq"]);
  assert.deepEqual([one.code, one.stderr], [0, ""]);
  assert.equal(
    one.stdout,
    "Categorized 2 plugins in several formats as equalizer:\n" +
      "  One EQ (vst3:1): other before, equalizer now\n" +
      "  Three (vst3 clap): delay before, equalizer now\n",
  );
  const piped = await sandbox.run(["categorize", "-", "reverb", "--json"], { stdin: "vst3:2\n\nvst3:3\n" });
  assert.deepEqual(JSON.parse(piped.stdout).plugins.map(({ id }: { id: string }) => id), [
    "vst3:2",
    "vst3:3",
    "clap:3",
  ]);
  const query = await sandbox.run(["categorize", "--query", "category:reverb name:two", "gate", "--csv"]);
  assert.deepEqual(query.stdout.trim().split("\n").map((line) => line.trim()), [
    "id,name,before,after",
    "vst3:2,Two EQ,reverb,gate",
  ]);
  const { stdout } = await sandbox.run(["categories", "--json"]);
  assert.deepEqual(JSON.parse(stdout), {
    schema: "categories",
    schemaVersion: 1,
    total: 3,
    offset: 0,
    limit: null,
    categories: [
      { category: "reverb", plugins: 2 },
      { category: "equalizer", plugins: 1 },
      { category: "gate", plugins: 1 },
    ],
  });
  const undone = await sandbox.run(["categorize", "--query", "category:gate", "--undo"]);
  assert.equal(undone.stdout, "Undid the choice for 1 plugin:\n  Two EQ (vst3:2): gate before, other now\n");
});

Deno.test("pluginary categorize --dry-run stores nothing", async () => {
  await using sandbox = await makeSandbox();
  const preview = await sandbox.run(["categorize", "vst3:1", "eq", "--dry-run", "--json"]);
  assert.deepEqual(JSON.parse(preview.stdout), {
    schema: "categorize",
    schemaVersion: 1,
    category: "equalizer",
    isDryRun: true,
    total: 1,
    plugins: [{ id: "vst3:1", name: "One EQ", before: "other", after: "equalizer" }],
  });
  const { stdout } = await sandbox.run(["categories", "--csv"]);
  assert.match(stdout, /other,2/);
});

Deno.test("pluginary categorize corrects a plugin in all of its formats, or with --only in one", async () => {
  await using sandbox = await makeSandbox();
  const categories = async () => {
    const { stdout } = await sandbox.run(["list", "--json"]);
    const { plugins } = JSON.parse(stdout) as { plugins: { id: string; category: string }[] };
    return Object.fromEntries(
      plugins.filter(({ id }) => id.endsWith(":3")).map(({ id, category }) => [id, category]),
    );
  };
  const all = await sandbox.run(["categorize", "three", "eq"]);
  assert.deepEqual([all.code, all.stderr], [0, ""]);
  assert.match(all.stdout, /^Categorized 1 plugin in 2 formats as equalizer:\n/);
  assert.deepEqual(await categories(), { "clap:3": "equalizer", "vst3:3": "equalizer" });
  await sandbox.run(["categorize", "clap:3", "gate", "--only"]);
  assert.deepEqual(await categories(), { "clap:3": "gate", "vst3:3": "equalizer" });
  const query = ["categorize", "--query", "name:three format:clap"];
  const one = await sandbox.run([...query, "--undo", "--only"]);
  assert.equal(one.stdout, "Undid the choice for 1 plugin:\n  Three (clap:3): gate before, delay now\n");
  await sandbox.run([...query, "reverb"]);
  assert.deepEqual(await categories(), { "clap:3": "reverb", "vst3:3": "reverb" });
  const undone = await sandbox.run(["categorize", "vst3:3", "--undo"]);
  assert.match(undone.stdout, /^Undid the choice for 1 plugin in 2 formats:\n/);
  assert.deepEqual(await categories(), { "clap:3": "delay", "vst3:3": "delay" });
});

Deno.test("pluginary categorize says what is wrong with its arguments", async () => {
  await using sandbox = await makeSandbox();
  const refused: [args: string[], code: number, message: RegExp][] = [
    [["One EQ", "equaliser2"], 2, /Cannot use "equaliser2" as a category.*\n.*Did you mean "equaliser"\?/],
    [["One EQ", "drumset"], 2, /Cannot use "drumset" as a category/],
    [["One EQ"], 2, /Missing CATEGORY/],
    [["eq"], 2, /Missing PLUGIN/],
    [["One EQ", "delay", "reverb"], 2, /Cannot use "delay" as a plugin: it is a category/],
    [["One EQ", "--undo"], 1, /Cannot undo the category of "One EQ": you have not chosen one/],
    [["--query", "eq", "--undo"], 1, /Cannot undo the category of any of 2 plugins/],
    [["--query", "name:nowhere", "eq"], 1, /Cannot find a plugin that matches "name:nowhere"/],
    [[], 2, /Missing CATEGORY/],
    [["--undo"], 2, /Missing PLUGIN/],
    [["--query", "x", "One EQ", "eq"], 2, /Cannot use "One EQ" with --query/],
    [["--query", " ", "eq"], 2, /Nothing to search for/],
    [["Nowhere", "eq"], 1, /Cannot find a plugin "Nowhere"/],
    [["Three", "eq", "--only"], 1, /2 plugins have that name/],
  ];
  for (const [args, code, message] of refused) {
    const run = await sandbox.run(["categorize", ...args]);
    assert.equal(run.code, code, run.stderr);
    assert.match(run.stderr, message);
  }
});

Deno.test("pluginary info shows each category with its reason and confidence", async () => {
  await using sandbox = await Sandbox.make();
  await storedCatalog(sandbox.catalog, [{
    name: "Bus Limiter",
    id: "vst3:1",
    category: "limiter",
    categories: [
      { category: "limiter", source: "name", confidence: 0.9, reason: "limiter" },
      { category: "dynamics", source: "own", confidence: 0.5, reason: "Fx|Dynamics" },
    ],
  }]);
  const before = await sandbox.run(["info", "vst3:1"]);
  assert.match(
    before.stdout,
    /category {2}limiter \("limiter" in the name, 90%\)\n +dynamics \(declared as Fx\|Dynamics, 50%\)/,
  );
  await sandbox.run(["categorize", "vst3:1", "comp"]);
  const after = await sandbox.run(["info", "vst3:1"]);
  assert.match(after.stdout, /category {2}compressor \(chosen by hand, 100%\)\n/);
});

Deno.test("pluginary categories tells of an empty catalog", async () => {
  await using sandbox = await Sandbox.make();
  const run = await sandbox.run(["categories"]);
  assert.deepEqual([run.code, run.stdout], [0, ""]);
  assert.match(run.stderr, /no plugins yet/);
});

Deno.test("an export takes a chosen category to another catalog", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["categorize", "vst3:1", "eq"]);
  await sandbox.run(["export", "--json", "--output", sandbox.join("export.json")]);
  const env = { PLUGINARY_CATALOG: sandbox.join("other.db") };
  const imported = await sandbox.run(["import", sandbox.join("export.json")], { env });
  assert.equal(imported.code, 0, imported.stderr);
  const { stdout } = await sandbox.run(["info", "vst3:1", "--json"], { env });
  assert.equal(JSON.parse(stdout).plugin.category, "equalizer");
  assert.equal(JSON.parse(stdout).plugin.categories[0].source, "user");
  const found = await sandbox.run(["list", "--category", "eq", "--json"], { env });
  assert.deepEqual(
    JSON.parse(found.stdout).plugins.map(({ id }: { id: string }) => id).includes("vst3:1"),
    true,
  );
});
