import assert from "node:assert/strict";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { undoLastOperation } from "../../../src/catalog/curation/operations.ts";
import type { CurationKind } from "../../../src/model/curation/register.ts";
import { allCuration, curate } from "../../catalog/support/curate.ts";
import { parseCsv } from "../../support/parse_csv.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

const PLUGINS = [
  { name: "One EQ", id: "vst3:1", category: "other" },
  { name: "Two EQ", id: "vst3:2", category: "other" },
  { name: "Three", vendor: "Ann", id: "clap:3", format: "clap", category: "delay" },
  { name: "Three", vendor: "Ann", id: "vst3:3", category: "delay" },
] as const;

const AT = "2026-02-01T00:00:00.000Z";

/** As catalogs have them. */
const WRITER = "f6f0f0f0-0000-4000-8000-000000000000";

type Said = readonly [target: string, field: string, value: unknown, kind?: CurationKind];

const SAID: readonly Said[] = [
  ["vst3:1", "tag:drums:kick", true],
  ["drums:kick", "name", "Drums:Kick", "tag"],
  ["vst3:1", "tag:warm", true],
  ["warm", "name", "warm", "tag"],
  ["vst3:1", "favorite", true],
  ["vst3:1", "note", '=1+1, "mine"\nand more'],
  ["vst3:2", "rating", 4],
  ["vst3:2", "hidden", undefined],
  ["live; loud", "name", "Live; Loud", "collection"],
  ["live; loud", "item:vst3:3", 1, "collection"],
  ["eqs", "query", "eq", "saved"],
  ["vst3:gone", "tag:warm", true],
];

async function makeSandbox(said: readonly Said[] = SAID): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  await storedCatalog(sandbox.catalog, PLUGINS);
  await say(sandbox, said);
  return sandbox;
}

async function say(sandbox: Sandbox, said: readonly Said[], updatedAt = AT): Promise<void> {
  using catalog = await openCatalog(sandbox.catalog);
  for (const [target, field, value, kind = "plugin"] of said) {
    curate(catalog.db, target, field, value, { kind, updatedAt, writer: WRITER });
  }
}

async function contentOf(sandbox: Sandbox) {
  using catalog = await openCatalog(sandbox.catalog);
  return allCuration(catalog.db);
}

async function undo(sandbox: Sandbox): Promise<string> {
  using catalog = await openCatalog(sandbox.catalog);
  return (await catalog.write((db) => undoLastOperation(db, new Date())))!.command;
}

Deno.test("an export as JSON makes another catalog say the same, tombstones included", async () => {
  await using here = await makeSandbox();
  await using there = await makeSandbox([["vst3:2", "hidden", true]]);
  await here.run(["curation", "export", "--output", "curation.json"]);
  const file = here.join("curation.json");
  const args = ["curation", "import", file, "--json"];
  await say(there, [["vst3:1", "note", "older"]], "2026-01-31T23:59:59.999Z");
  const preview = await there.run([...args, "--dry-run"]);
  const before = await contentOf(there);
  const imported = await there.run(args);
  assert.equal(imported.code, 0, imported.stderr);
  const { isDryRun: _, ...document } = JSON.parse(imported.stdout);
  const { isDryRun, ...previewed } = JSON.parse(preview.stdout);
  assert.deepEqual([previewed, isDryRun], [document, true]);
  // What was hidden there at the time at which it was shown here stays: a value wins over none.
  assert.deepEqual(document, {
    schema: "curation-import",
    schemaVersion: 1,
    files: [{
      path: file,
      from: "pluginary",
      newer: 11,
      same: 0,
      older: 1,
      unmatched: ["vst3:gone"],
      suppliedOnly: 0,
      exported: 0,
    }],
    conflicts: [{
      kind: "plugin",
      target: "vst3:2",
      field: "hidden",
      kept: true,
      keptAt: AT,
      refused: null,
      refusedAt: AT,
    }],
  });
  assert.deepEqual(
    (await contentOf(there)).filter(([, field]) => field !== "hidden"),
    await contentOf(here),
  );
  const again = JSON.parse((await there.run(args)).stdout);
  assert.deepEqual([again.files[0].newer, again.files[0].same, again.files[0].older], [0, 11, 1]);
  assert.match(await undo(there), /^curation import .*curation\.json --json$/);
  assert.deepEqual(await contentOf(there), before);
});

Deno.test("--overwrite brings back what was taken back later, or said otherwise, and can be undone", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["curation", "export", "--output", "curation.json"]);
  const exported = await contentOf(sandbox);
  await sandbox.run(["tag", "delete", "warm"]);
  await sandbox.run(["rate", "add", "1", "vst3:2"]);
  const changed = await contentOf(sandbox);
  const args = ["curation", "import", "curation.json"];
  const kept = await sandbox.run(args);
  assert.match(kept.stdout, /: 0 newer[^]*\nKept 4 later values of this catalog; --overwrite replaces them:/);
  assert.deepEqual(await contentOf(sandbox), changed);
  const preview = await sandbox.run([...args, "--overwrite", "--dry-run"]);
  assert.match(preview.stdout, /^Would import .*: 4 newer, \d+ the same, 0 older\n[^K]*$/);
  const { stdout } = await sandbox.run([...args, "--overwrite"]);
  assert.equal(stdout, preview.stdout.replace("Would import", "Imported"));
  assert.deepEqual(await contentOf(sandbox), exported);
  assert.match((await sandbox.run([...args, "--overwrite"])).stdout, /: 0 newer/);
  await undo(sandbox);
  assert.deepEqual(await contentOf(sandbox), changed);
});

Deno.test("an export as CSV has a row per plugin and tag, and importing it changes nothing", async () => {
  await using here = await makeSandbox();
  const { stdout } = await here.run(["curation", "export", "--csv"]);
  const note = '\'=1+1, "mine"␊and more';
  assert.deepEqual(parseCsv(stdout), [
    "id,name,vendor,format,tag,favorite,hidden,rating,note,collections,updatedAt".split(","),
    ["vst3:1", "One EQ", "Vendor", "vst3", "Drums:Kick", "true", "", "", note, "", AT],
    ["vst3:1", "One EQ", "Vendor", "vst3", "warm", "true", "", "", note, "", AT],
    ["vst3:2", "Two EQ", "Vendor", "vst3", "", "", "false", "4", "", "", AT],
    ["vst3:3", "Three", "Ann", "vst3", "", "", "", "", "", "Live\\; Loud", AT],
    ["vst3:gone", "", "", "", "warm", "", "", "", "", "", AT],
  ]);
  await here.write("here.csv", stdout);
  const same = await here.run(["curation", "import", "here.csv"]);
  assert.equal(
    same.stdout,
    `Imported ${
      here.join("here.csv")
    }: 0 newer, 7 the same, 0 older\n1 plugin is not in the catalog:\n  vst3:gone\n`,
  );
  await using there = await makeSandbox([]);
  await there.run(["curation", "import", here.join("here.csv")]);
  const expected = (await contentOf(here)).filter(([target]) => target !== "eqs");
  assert.deepEqual(await contentOf(there), expected);
  // A cell that was edited wins, since nothing was said here since the export.
  await there.write("edited.csv", stdout.replaceAll(",true,", ",false,").replace(",4,", ",5,"));
  await there.run(["curation", "import", "edited.csv"]);
  const edited = await contentOf(there);
  assert.deepEqual(edited.filter(([, field]) => field === "favorite" || field === "rating"), [
    ["vst3:2", "rating", 5],
  ]);
});

Deno.test("an export of a query has what is said of its plugins, in every form", async () => {
  await using here = await makeSandbox();
  const { stdout } = await here.run(["curation", "export", "--json", "--query", "three format:vst3"]);
  const document = JSON.parse(stdout);
  assert.deepEqual(document.registers.map(({ field }: { field: string }) => field), ["item:vst3:3", "name"]);
  assert.deepEqual(
    document.plugins.map(({ curation }: { curation: { collections: string[] } }) => curation.collections),
    [
      ["Live; Loud"],
    ],
  );
  const lines = (await here.run(["curation", "export", "--ndjson"])).stdout.trim().split("\n");
  assert.equal(lines.length, SAID.length + 4 + 2);
  const yaml = await here.run(["curation", "export", "--yaml"]);
  assert.match(yaml.stdout, /^schema: "curation"\n/);
  const none = await here.run(["curation", "export"]);
  assert.deepEqual([none.code, /Missing option "--json"/.test(none.stderr)], [2, true]);
});

Deno.test("a category that an import brings shows in lists and search", async () => {
  await using here = await makeSandbox([["vst3:1", "category", "equalizer"]]);
  await here.run(["curation", "export", "--output", "curation.json"]);
  await using there = await makeSandbox([]);
  await there.run(["curation", "import", here.join("curation.json")]);
  const { stdout } = await there.run(["search", "category:eq", "--json"]);
  assert.deepEqual(
    JSON.parse(stdout).plugins.map(({ plugin, id }: { plugin?: { id: string }; id?: string }) =>
      plugin?.id ?? id
    ),
    ["vst3:1"],
  );
});

Deno.test("merging two catalogs in both directions makes them the same, whichever clock was wrong", async () => {
  await using here = await makeSandbox([["vst3:1", "note", "here"], ["vst3:1", "rating", 1]]);
  await using there = await makeSandbox([["vst3:1", "favorite", true]]);
  await say(there, [["vst3:1", "note", "ahead"]], "2027-02-01T00:00:00.000Z");
  await say(there, [["vst3:1", "rating", undefined]], "2025-02-01T00:00:00.000Z");
  const preview = await here.run(["curation", "merge", there.catalog, "--dry-run"]);
  assert.equal(preview.stdout.split("\n")[0], `Would merge ${there.catalog}: 2 newer, 0 the same, 1 older`);
  const merged = await here.run(["curation", "merge", there.catalog, "--json"]);
  assert.deepEqual(JSON.parse(merged.stdout), {
    schema: "curation-merge",
    schemaVersion: 1,
    catalog: there.catalog,
    isDryRun: false,
    newer: 2,
    same: 0,
    older: 1,
    conflicts: [{
      kind: "plugin",
      target: "vst3:1",
      field: "rating",
      kept: 1,
      keptAt: AT,
      refused: null,
      refusedAt: "2025-02-01T00:00:00.000Z",
    }],
  });
  await there.run(["curation", "merge", here.catalog]);
  assert.deepEqual(await contentOf(there), await contentOf(here));
  const again = await here.run(["curation", "merge", there.catalog]);
  assert.equal(again.stdout, `Merged ${there.catalog}: 0 newer, 3 the same, 0 older\n`);
  assert.match(await undo(here), /^curation merge /);
  assert.deepEqual(await contentOf(here), [["vst3:1", "note", "here"], ["vst3:1", "rating", 1]]);
});

Deno.test("pluginary curation merge refuses other files, and leaves an earlier version's as it is", async () => {
  await using here = await makeSandbox([]);
  await here.write("text.db", "no database");
  await here.write("empty.db", "");
  const refused: [file: string, message: RegExp][] = [
    ["nowhere.db", /Cannot merge ".*nowhere\.db": no such file/],
    ["text.db", /Cannot open ".*text\.db": it is not a database/],
    ["empty.db", /Cannot merge ".*empty\.db": it is empty/],
    [".", /Cannot merge ".*": it is a folder\n$/],
  ];
  for (const [file, message] of refused) {
    const { code, stderr } = await here.run(["curation", "merge", file]);
    assert.equal(code, 1);
    assert.match(stderr, message);
  }
  {
    using wrong = await openCatalog(here.join("wrong.db"));
    curate(wrong.db, "vst3:1", "rating", "evil");
  }
  const { code, stderr: complaint } = await here.run(["curation", "merge", "wrong.db"]);
  assert.equal(code, 1);
  assert.match(complaint, /Cannot merge ".*": what it says about "vst3:1" has an invalid value of "rating"/);
  const { MIGRATIONS } = await import("../../../src/catalog/migrations.ts");
  {
    using former = await openCatalog(here.join("former.db"), { migrations: MIGRATIONS.slice(0, 12) });
    former.db.exec(
      `insert into curations (uuid, plugin_id, is_favorite, note, updated_at) values ('1', 'vst3:1', 1, '', '${AT}')`,
    );
  }
  const before = await Deno.readFile(here.join("former.db"));
  const { stdout, stderr } = await here.run(["curation", "merge", "former.db"]);
  assert.match(stdout, /1 newer/, stderr);
  assert.deepEqual(await contentOf(here), [["vst3:1", "favorite", true]]);
  assert.deepEqual(await Deno.readFile(here.join("former.db")), before);
});
